"""The file of verdicts: a line for each command line that found nothing, below a signature of all lines.

A line is made of hexadecimal digits: there is nothing in it that could be run.
"""

import os
import time

from netbuilder.verdicts import place
from netbuilder.verdicts.digest import Digest

FILE = "verdicts"
DRAFT = "verdicts.draft"
IGNORE = ".gitignore"
_MOST_LINES = 2_000
_LARGEST = 2_000_000
"""Bytes."""
_SIGNATURE = 33
_ABANDONED = 60
"""Seconds after which a draft belongs to a process that was killed."""


def lines(folder: str) -> list[str]:
    """What is kept, the latest last; nothing where it is damaged, another's, or not there."""
    try:
        if not place.is_own_folder(folder):
            return []
        signature, _, body = place.read_own(os.path.join(folder, FILE), _LARGEST).partition(b"\n")
        if signature.decode() != _signature(body, place.secret()):
            return []
        return body.decode().splitlines()
    except (OSError, ValueError):
        return []


def keep(folder: str, line: str) -> None:
    """Put one line to the others, in place of that for the same command line.

    Two processes at once keep what one of them keeps.

    Raises:
        OSError: it cannot be written.
    """
    secret = place.make_secret()
    os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
    if not os.path.lexists(folder):
        os.mkdir(folder)
    if not place.is_own_folder(folder):
        raise OSError
    key = line.partition(" ")[0]
    kept = [*[other for other in lines(folder) if not other.startswith(key)], line][-_MOST_LINES:]
    while len(kept) > 1 and sum(map(len, kept)) + len(kept) > _LARGEST - _SIGNATURE:
        kept = kept[len(kept) // 2 :]
    body = "\n".join(kept).encode()
    if folder != place.user_folder():
        _hide_from_git(folder)
    _replace(folder, _signature(body, secret).encode() + b"\n" + body)


def clear(folder: str) -> bool:
    """Remove a folder of verdicts, as far as netbuilder wrote it; whether there was anything.

    Raises:
        OSError: it cannot be removed.
    """
    if not place.is_own_folder(folder):
        return False
    is_there = False
    for name in (FILE, DRAFT, IGNORE, place.SECRET):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            os.unlink(path)
            is_there = True
    try:
        os.rmdir(folder)
    except OSError:  # something of somebody else's is in it
        return is_there
    return True


def _signature(body: bytes, secret: bytes) -> str:
    digest = Digest(secret)
    digest.add(body)
    return digest.hex()


def _hide_from_git(folder: str) -> None:
    try:
        handle = os.open(os.path.join(folder, IGNORE), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return
    try:
        os.write(handle, b"*\n")
    finally:
        os.close(handle)


def _replace(folder: str, data: bytes) -> None:
    draft = os.path.join(folder, DRAFT)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:  # another process is at it, or was
        if time.time() - os.lstat(draft).st_mtime > _ABANDONED:
            os.unlink(draft)
        return
    try:
        os.write(handle, data)
    finally:
        os.close(handle)
    os.replace(draft, os.path.join(folder, FILE))
