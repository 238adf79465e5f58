"""Write a file so that it is whole or untouched: a draft beside it is written, synced, and renamed over it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL, ELOOP, ENOENT, ENOTDIR
from functools import cache
from pathlib import Path
from stat import S_IMODE
from typing import Any

from netbuilder.system.draft_file import draft_of, is_draft
from netbuilder.system.read import read_file

_ANY_WRITES = 0o222
"""Root may write everywhere; a file that nobody shall write is left alone all the same."""


class ChangedMeanwhile(OSError):
    """A file no longer holds what was read of it."""


def obstacle(target: Path) -> str:
    """Why a file can surely not be written at a path; empty where nothing is in the way.

    Raises:
        OSError: the path cannot even be looked at, as one whose name is too long.
    """
    file = Path(os.path.realpath(target))
    try:
        file.stat()  # as `exists` and its kin raise for no path any more since Python 3.14
    except OSError as error:
        if error.errno not in (ENOENT, ENOTDIR, ELOOP):
            raise
    if is_draft(file.name):
        return "files of such names are drafts, which a later run removes"
    if file.is_dir():
        return "it is a directory"
    if file.exists() and not file.is_file():
        return "it is no regular file"
    if file.exists() and not (os.access(file, os.W_OK) and file.stat().st_mode & _ANY_WRITES):
        return "the file is read-only"
    folder = _existing(file.parent)
    if not folder.is_dir():
        return f"{folder} is no directory"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"nothing can be written into {folder}"
    return ""


@contextmanager
def replacing(target: Path, ending: str = "") -> Iterator[Path]:
    """A draft to write into, which takes the target's place at the end; where an exception passes, nothing does.

    Folders that are missing are made. The target keeps its mode and owner. A symbolic link stays one: what it points
    at is replaced. `ending` is how the draft's name ends, for writers that want to know.

    Raises:
        OSError: the file cannot be written; the old one is as it was.
    """
    reason = obstacle(target)
    if reason:
        raise OSError(EINVAL, reason, os.fspath(target))
    file = Path(os.path.realpath(target))
    file.parent.mkdir(parents=True, exist_ok=True)
    is_new = not file.exists()
    # What replaces a file that only its owner may read is not for others while it is written either.
    with draft_of(file, ending, mode=0o666 if is_new else 0o600) as draft:
        yield draft
        with open(draft, "rb") as written:
            os.fsync(written.fileno())
        if not is_new:
            _keep_mode(file, draft)
        os.replace(draft, file)
    _sync_folder(file.parent)


def write_file(path: str | os.PathLike[str], data: bytes, *, to_streams: bool = False) -> None:
    """Put bytes into a file, as `replacing` does.

    With `to_streams` a terminal, a pipe or /dev/null is written into, where there is nothing to replace.

    Raises:
        OSError: the file cannot be written; the old one is as it was.
    """
    # Asked of the path as given: /dev/stdout of a pipe has no real path.
    if to_streams and os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        with open(path, "wb") as stream:
            stream.write(data)
        return
    with replacing(Path(path)) as draft:
        draft.write_bytes(data)


def rewrite_file(path: str | os.PathLike[str], data: bytes, before: bytes) -> None:
    """Put other bytes into a file in which `before` was read; its mode, its owner and all of its names stay.

    Compared at the last moment, so that what somebody saved meanwhile is not lost. A file of several names, and one
    whose owner nobody else can make, is written in place, once all of it lies on the disk beside it.

    Raises:
        ChangedMeanwhile: it holds something else by now.
        OSError: it cannot be written.
    """
    reason = obstacle(Path(path))
    if reason:
        raise OSError(EINVAL, reason, os.fspath(path))
    file = Path(os.path.realpath(path))
    with draft_of(file, mode=0o600) as draft:
        with open(draft, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        is_own_name = file.stat().st_nlink == 1 and _keep_mode(file, draft)
        _compare(file, before)
        if not is_own_name:
            _write_in_place(file, data)
        elif exchange(draft, file):
            try:
                _compare(draft, before)  # what was there at that very moment
                _sync_folder(file.parent)
                _compare(draft, before)  # who had it open then has written by now
            except ChangedMeanwhile:
                exchange(draft, file)
                raise
        else:
            os.replace(draft, file)
    _sync_folder(file.parent)


def _compare(file: Path, before: bytes) -> None:
    if read_file(file, len(before) + 1) != before:
        raise ChangedMeanwhile(EINVAL, "it was changed meanwhile", os.fspath(file))


def _write_in_place(file: Path, data: bytes) -> None:
    with open(file, "r+b") as written:
        written.write(data)
        written.truncate()
        written.flush()
        os.fsync(written.fileno())


def _keep_mode(file: Path, draft: Path) -> bool:
    """Give a draft the mode and the owner of the file that it replaces; False where it cannot have the owner."""
    old, new = file.stat(), draft.stat()
    is_owned = (old.st_uid, old.st_gid) == (new.st_uid, new.st_gid)
    if hasattr(os, "chown") and not is_owned:
        with suppress(OSError):  # only root gives files away; another's folder may still be written to
            os.chown(draft, old.st_uid, old.st_gid)
            is_owned = True
    os.chmod(draft, S_IMODE(old.st_mode))  # behind the owner: a change of it takes bits away
    return is_owned


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _sync_folder(folder: Path) -> None:
    # Not every file system can do it, and the file itself is safe.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_AT_CWD = -100
_EXCHANGE = 2


def exchange(first: Path, second: Path) -> bool:
    """Give each of two files the name of the other, in one moment: what stood there is still at hand then.

    False where the system, or the disk, has no way to.
    """
    rename = _renameat2()
    return rename is not None and rename(_AT_CWD, os.fsencode(first), _AT_CWD, os.fsencode(second), _EXCHANGE) == 0


@cache
def _renameat2() -> Any:
    """The function of Linux' C library; Python itself has none that does it."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        function = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    return function
