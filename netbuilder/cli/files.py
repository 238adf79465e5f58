"""The config files that a command line names."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

STDIN = "-"


class Unreadable(Exception):
    """A file that cannot be read at all; `fix` is what to do about it."""

    def __init__(self, message: str, fix: str = "", where: str = "") -> None:
        super().__init__(message)
        self.fix = fix
        self.where = where

    def __str__(self) -> str:
        from netbuilder.views.formats.columns import printable

        lines = [f"error: {printable(str(self.args[0]))}"]
        if self.where:
            lines.append(f" --> {printable(self.where)}")
        if self.fix:
            lines.append(f"  = fix: {printable(self.fix)}")
        return "\n".join(lines)


class Config(NamedTuple):
    """One config as named on the command line."""

    path: str
    """As typed, or as a pattern found it; `-` for standard input."""

    @property
    def name(self) -> str:
        """What diagnostics call it."""
        return "<stdin>" if self.path == STDIN else self.path

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            Unreadable: it is missing, a directory, or may not be read.
        """
        from netbuilder.source.limits import MAX_SIZE  # not on the way to --help

        if self.path == STDIN:
            return _at_most(sys.stdin.buffer.read, MAX_SIZE + 1) if sys.stdin is not None else b""
        try:
            # Not `open`: half of reading a small file would go into making the object.
            file = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            try:
                return _at_most(lambda size: os.read(file, size), MAX_SIZE + 1)
            finally:
                os.close(file)
        except FileNotFoundError:
            raise Unreadable(f"there is no file `{self.path}`", _near(self.path)) from None
        except IsADirectoryError:
            fix = f"`netbuilder check {os.path.join(self.path, '*.yaml')}`"
            raise Unreadable(f"`{self.path}` is a directory", fix) from None
        except OSError as error:
            raise Unreadable(f"`{self.path}` cannot be read: {(error.strerror or str(error)).lower()}") from None
        except ValueError:  # a null byte in the name
            raise Unreadable("there is no file of that name") from None


_PIECE = 1 << 16


def _at_most(read: Callable[[int], bytes], most: int) -> bytes:
    """What a file holds; one byte over the limit says enough, of a file without end too.

    Asked for all that at once, Python takes the memory for it, and most files are small.
    """
    data = read(_PIECE)
    while len(data) < most and (more := read(min(len(data) + _PIECE, most - len(data)))):
        data += more
    return data


def expand(paths: Iterable[str]) -> list[Config]:
    """The configs behind the arguments, each once: patterns that the shell left alone are expanded here."""
    found = []
    for path in paths:
        if path != STDIN and _is_pattern(path) and not os.path.lexists(path):
            from glob import glob  # most shells have done that already

            found += [Config(one) for one in sorted(glob(path, recursive=True))] or [Config(path)]
        else:
            found.append(Config(path))
    return list(dict.fromkeys(found))


def _is_pattern(path: str) -> bool:
    return any(char in path for char in "*?[")


def _near(path: str) -> str:
    """The file that was probably meant."""
    from netbuilder.diagnostics.closest import closest

    if _is_pattern(path):
        return "no file fits the pattern"
    folder, name = os.path.split(path)
    try:
        near = closest(name, os.listdir(folder or "."))
    except OSError:
        return f"the folder `{folder}` is not there either"
    return f"did you mean `{os.path.join(folder, near)}`?" if near and near != name else ""
