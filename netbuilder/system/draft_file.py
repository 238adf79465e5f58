"""The file that is written before it takes its place: locked while it is written, else swept up."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from platform import node
from secrets import token_hex

try:
    import fcntl
except ImportError:  # Windows has no such lock: nothing is swept up there
    fcntl = None  # type: ignore[assignment]

_DRAFT = re.compile(r"\..{0,40}\.draft-([0-9a-f]{8})-[0-9a-f]{8}(?:\.\w{1,8})?", re.DOTALL)
_QUIET = 3600
"""Seconds without a change until the draft of another machine may count as left behind: some shared folders keep
their locks from other machines."""


def is_draft(name: str) -> bool:
    """Whether a file of that name is taken for a draft; no file may be written under it."""
    return _DRAFT.fullmatch(name) is not None


@contextmanager
def draft_of(file: Path, ending: str = "", mode: int = 0o666) -> Iterator[Path]:
    """A new file beside `file`, locked until the end; removed then, unless it was renamed.

    Args:
        ending: how its name ends, as `.keras`.
        mode: its permissions, less what the process takes away.

    Raises:
        OSError: nothing can be written there.
    """
    draft, handle = _create(file, ending, mode)
    try:
        _remove_leftovers(file, os.fstat(handle).st_mtime)
        if fcntl is None:  # pragma: no cover
            os.close(handle)  # an open file cannot be renamed there
        yield draft
    finally:
        # The name first: as long as it is there, the lock is what keeps others away.
        with suppress(OSError):
            draft.unlink()
        if fcntl is not None:
            os.close(handle)


def _create(file: Path, ending: str, mode: int) -> tuple[Path, int]:
    while True:
        draft = file.with_name(f"{_prefix(file)}{_machine()}-{token_hex(4)}{ending}")
        try:
            handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError:
            continue
        if _is_locked(handle, draft):
            return draft, handle
        os.close(handle)  # swept up in the moment between the name and the lock


def _is_locked(handle: int, draft: Path) -> bool:
    """Lock a new file; False where another process was faster and the name is no longer this file's."""
    if fcntl is None:  # pragma: no cover
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a folder without locks: whoever sweeps gets none either
        return True
    return _is_file(handle, draft)


def _is_file(handle: int, path: Path) -> bool:
    """Whether a path is still the name of an open file."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except OSError:
        return False


def _remove_leftovers(file: Path, now: float) -> None:
    """Remove the drafts of processes that were killed; `now` is the time by the clock of the folder."""
    if fcntl is None:  # pragma: no cover
        return
    prefix = _prefix(file)
    for name in os.listdir(file.parent):
        match = _DRAFT.fullmatch(name) if name.startswith(prefix) else None
        if match is not None and match.start(1) == len(prefix):
            with suppress(OSError):
                _remove_if_left(file.with_name(name), None if match[1] == _machine() else now - _QUIET)


def _remove_if_left(draft: Path, before: float | None) -> None:
    """Remove a draft that nobody has locked, and that was not changed since `before`.

    Raises:
        OSError: it is locked, or gone, or there are no locks.
    """
    handle = os.open(draft, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_file(handle, draft) and (before is None or os.fstat(handle).st_mtime < before):
            draft.unlink()
    finally:
        os.close(handle)


def _prefix(file: Path) -> str:
    """How the names of a file's drafts begin; cut, as a name of full length has no room for more."""
    return f".{file.stem[:40]}.draft-"


def _machine() -> str:
    """The machine or container, without its name: the folder may be shown to others."""
    return sha256(node().encode(errors="surrogateescape")).hexdigest()[:8]
