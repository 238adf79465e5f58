"""Write a file whole or not at all."""

import os
from contextlib import suppress
from secrets import token_hex


def write(path: str, data: bytes) -> None:
    """Put bytes into a file; folders that are missing are made, and the old file stays until the new one is whole.

    A symbolic link stays one: what it points at is replaced.

    Raises:
        OSError: the file cannot be written; the old one is as it was.
    """
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise IsADirectoryError(21, "it is a directory", path)
    if os.path.exists(path) and not os.path.isfile(path):
        # A terminal, a pipe, /dev/null: nothing to replace there, and /dev/stdout of a pipe has no real path.
        with open(path, "wb") as stream:
            stream.write(data)
        return
    folder = os.path.dirname(target)
    os.makedirs(folder, exist_ok=True)
    draft = os.path.join(folder, f".{os.path.basename(target)[:40]}.{token_hex(4)}")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            os.chmod(draft, os.stat(target).st_mode & 0o7777)
        os.replace(draft, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
