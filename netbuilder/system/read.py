"""Read a file up to a limit: one without end, a device or a pipe, takes neither all memory nor all time."""

import os
import stat
from collections.abc import Callable, Sequence

_PIECE = 1 << 16


SAVED_MODEL = ("keras_metadata.pb", "saved_model.pb")
"""The files in the folder of a SavedModel that list its layers: since TensorFlow 2.5, and before."""


def read_file(path: str | os.PathLike[str], most: int, *, in_folder: Sequence[str] = ()) -> bytes:
    """The bytes of a file, pipe or terminal, but no more than `most`; of a folder those of the first file in it.

    Raises:
        OSError: it cannot be read.
        ValueError: there is a null byte in its name.
    """
    # Not `open`: half of reading a small file would go into making the object.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return read_at_most(lambda size: os.read(handle, size), most)
    except OSError as error:
        if isinstance(error, IsADirectoryError):
            for name in in_folder:
                inside = os.path.join(path, name)
                if os.path.isfile(inside):
                    return read_file(inside, most)
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None
    finally:
        os.close(handle)


def read_regular_file(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a file that nobody named: a pipe or a device in its place is not opened to wait for what comes.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "it is no regular file", os.fspath(path))
        return read_at_most(lambda size: os.read(handle, size), most)
    finally:
        os.close(handle)


def read_at_most(read: Callable[[int], bytes], most: int) -> bytes:
    """What a reader gives, up to `most` bytes.

    Asked for all that at once, Python takes the memory for it, and most files are small.
    """
    data = read(_PIECE)
    while len(data) < most and (more := read(min(len(data) + _PIECE, most - len(data)))):
        data += more
    return data
