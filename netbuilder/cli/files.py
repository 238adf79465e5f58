"""The files that a command line names: configs to read, and what is written."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.system.read import SAVED_MODEL, read_at_most, read_file

if TYPE_CHECKING:
    from netbuilder.lint.project import Projects

STDIN = "-"


class Unreadable(Exception):
    """A file that cannot be read or written at all; `fix` is what to do about it."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix

    def __str__(self) -> str:
        from netbuilder.views.formats.columns import printable

        lines = [f"error: {printable(str(self.args[0]))}"]
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

    @property
    def folder(self) -> str:
        """Where the project that it belongs to is looked for."""
        return "." if self.path == STDIN else os.path.dirname(self.path) or "."

    def read(self) -> bytes:
        """Its bytes, and of one over the limit no more than say so.

        Raises:
            Unreadable: it is missing, a directory, or may not be read.
        """
        from netbuilder.source.limits import MOST_READ  # not on the way to --help

        if self.path == STDIN:
            return read_at_most(sys.stdin.buffer.read, MOST_READ) if sys.stdin is not None else b""
        try:
            return read_file(self.path, MOST_READ, in_folder=SAVED_MODEL)
        except FileNotFoundError:
            raise Unreadable(f"there is no file `{self.path}`", _near(self.path)) from None
        except IsADirectoryError:
            fix = f"`netbuilder check {os.path.join(self.path, '*.yaml')}`"
            raise Unreadable(f"`{self.path}` is a directory", fix) from None
        except OSError as error:
            raise Unreadable(f"`{self.path}` cannot be read: {reason(error)}") from None
        except ValueError:  # a null byte in the name
            raise Unreadable("there is no file of that name") from None


def _is_saved_model(folder: str) -> bool:
    return any(os.path.exists(os.path.join(folder, name)) for name in SAVED_MODEL)


def write_output(path: str, data: bytes) -> None:
    """Write what `--output` or `--plot` names, whole or not at all; a pipe or a terminal is written into.

    Raises:
        Unreadable: it cannot be written.
    """
    from netbuilder.system.replace import write_file  # only where something is written

    try:
        write_file(path, data, to_streams=True)
    except OSError as error:
        raise Unreadable(f"`{path}` cannot be written: {reason(error)}") from None


def rewrite(path: str, data: bytes, before: bytes) -> None:
    """Write a config that was read, where it still holds what it held then.

    Raises:
        Unreadable: it cannot be written, or was changed meanwhile.
    """
    from netbuilder.system.replace import ChangedMeanwhile, rewrite_file  # only where something is written

    try:
        rewrite_file(path, data, before)
    except ChangedMeanwhile:
        raise Unreadable(f"`{path}` was changed while it was checked; nothing is written", "run it again") from None
    except OSError as error:
        raise Unreadable(f"`{path}` cannot be written: {reason(error)}") from None


def placed(output: str, usual_name: str) -> str:
    """Where `--output` says: in a folder, which a slash at the end says too, the file has its usual name."""
    is_folder = output.endswith((os.sep, "/")) or os.path.isdir(output)
    return os.path.join(output, usual_name) if is_folder else output


def reason(error: OSError) -> str:
    """What the system says of a file, in small letters."""
    return (error.strerror or str(error)).lower()


def expand(paths: Iterable[str], projects: "Projects | None" = None) -> list[Config]:
    """The configs behind the arguments, each once: patterns that the shell left alone are expanded here.

    With the projects that say what is excluded, a folder stands for the networks in it.

    Raises:
        Unreadable: there is no network in a folder.
    """
    configs = []
    for path in paths:
        if _is_pattern(path) and not os.path.lexists(path):
            from glob import glob  # most shells have done that already

            configs += [Config(file) for file in sorted(glob(path, recursive=True))] or [Config(path)]
        elif projects is not None and os.path.isdir(path) and not _is_saved_model(path):
            from netbuilder.cli.folders import networks_in  # only where a folder is named

            try:
                files = networks_in(path, projects)
            except OSError as error:  # as where the working directory is gone
                raise Unreadable(f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}") from None
            if not files:
                raise Unreadable(f"there is no network in `{path}`", "a network is a YAML file with `layers:`")
            configs += map(Config, files)
        else:
            configs.append(Config(path))
    return list(dict.fromkeys(configs))


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
