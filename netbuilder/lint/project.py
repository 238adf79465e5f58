"""Settings of a project: `[tool.netbuilder]` in the pyproject.toml that is nearest above a config."""

import os
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from netbuilder.diagnostics import SEVERITIES
from netbuilder.diagnostics.errors import SettingsError
from netbuilder.system.read import read_regular_file
from netbuilder.vocabulary.base.releases import NEWEST, is_release, nearest_release

_TABLE = b"tool.netbuilder"
_KEYS = "select, ignore, rules, strict, format, keras and exclude"
MAX_SIZE = 1_000_000
"""Bytes of a pyproject.toml. Python's own reader of TOML is slower than ours of YAML."""
MAX_DEPTH = 100
"""Tables within tables."""
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_KEY = rf"(?<![\w-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MAX_DEPTH}}}"
"""`a.a.a...`: the time that Python's reader takes for one grows with the square of its length."""


class Project(NamedTuple):
    """What a project sets for all its configs; the command line, or the caller, wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, str] = {}
    strict: bool = False
    format: str = "auto"
    """A name of an output format; which ones there are, those who print know."""
    keras: str | None = None
    """The release of Keras that networks are for which name none."""
    exclude: tuple[str, ...] = ()
    """Files and folders below its own that are passed over where a folder is checked, as a .gitignore names them."""
    place: str = ""
    """Where it is said, for messages."""
    folder: str = ""
    """The folder of the pyproject.toml; empty for settings from elsewhere."""


NO_PROJECT = Project()


def _whole(folder: str) -> str:
    """The folder's path from the root; where the working directory is gone, nothing is above it."""
    try:
        return os.path.abspath(folder)
    except FileNotFoundError:
        return folder


class Projects:
    """The projects of many configs: every pyproject.toml is read once."""

    def __init__(self) -> None:
        self._by_folder: dict[str, Project] = {}

    def of_folder(self, folder: str) -> Project:
        """The settings that hold for the configs of a folder: those of the nearest table above.

        Raises:
            SettingsError: the table says something that is not known.
        """
        project = self._by_folder.get(folder)
        if project is None:
            project = self._by_folder[folder] = self._nearest(_whole(folder))
        return project

    def _nearest(self, folder: str) -> Project:
        project = _read(os.path.join(folder, "pyproject.toml"))
        if project is not None:
            return project
        above = os.path.dirname(folder)
        return self.of_folder(above) if above != folder else NO_PROJECT


def read_project(path: str | os.PathLike[str]) -> Project:
    """The settings that a pyproject.toml holds; none where it has no such table.

    Raises:
        SettingsError: the table says something that is not known.
        OSError: the file cannot be read.
    """
    return _parsed(read_regular_file(path, MAX_SIZE + 1), os.fspath(path)) or NO_PROJECT


def project_of(table: Mapping[str, Any], place: str = "settings") -> Project:
    """The settings that a table holds, as it stands in a pyproject.toml.

    Raises:
        SettingsError: it says something that is not known.
    """
    values: dict[str, Any] = {"place": f"`{place}`", "folder": os.path.dirname(place)}
    for key, value in table.items():
        if key not in _TAKES:
            raise SettingsError(f"{_table_of(place)} has no key `{key}`; it has {_KEYS}", file=place, word=key)
        fits, what = _TAKES[key]
        if not fits(value):
            more = _release(value) if key == "keras" else ""
            raise SettingsError(f"`{key}` in `{place}` is {what}{more}", file=place, word=key)
        values[key] = tuple(value) if fits is _are_words else value
    return Project(**values)


def _are_words(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)


def _are_severities(value: Any) -> bool:
    words = value.values() if isinstance(value, Mapping) else (None,)
    return all(isinstance(word, str) and word in SEVERITIES for word in words)


_TAKES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "select": (_are_words, 'a list of codes, as ["NB2"]'),
    "ignore": (_are_words, 'a list of codes, as ["NB2"]'),
    "rules": (_are_severities, 'a table of severities, as {NB203 = "off"}'),
    "strict": (lambda value: isinstance(value, bool), "true or false"),
    "format": (lambda value: isinstance(value, str), "the name of an output format"),
    "keras": (lambda value: isinstance(value, str) and is_release(value), "a release of Keras in quotes, "),
    "exclude": (_are_words, 'a list of patterns, as ["data/"]'),
}
"""What a table may say: what its values are tested by, and what they are."""


def _release(value: Any) -> str:
    # Of 3.1 and 3.10 a number remembers the same.
    near = '3.10" or "3.1' if value == 3.1 else nearest_release(str(value))
    return f'as "{near}"; known are "3.0" to "{NEWEST}"'


def _line_of(error: ValueError, data: bytes) -> int:
    """The line where a text stops being TOML; Python says it by number only since 3.14."""
    if isinstance(error, UnicodeDecodeError):
        return data.count(b"\n", 0, error.start) + 1
    match = re.search(r"at line (\d+)", str(error))  # else it is the end of the document
    return int(getattr(error, "lineno", match[1] if match else data.rstrip().count(b"\n") + 1))


def _table_of(place: str) -> str:
    return f"[tool.netbuilder] in `{place}`" if place.endswith(".toml") else f"`{place}`"


def _read(path: str) -> Project | None:
    try:
        data = read_regular_file(path, MAX_SIZE + 1)
    except OSError:
        return None  # nobody asked for it
    return _parsed(data, path)


def _parsed(data: bytes, path: str) -> Project | None:
    if len(data) > MAX_SIZE:
        raise SettingsError(f"`{path}` is larger than {MAX_SIZE // 1_000_000} MB", file=path)
    if _TABLE not in data:
        return None
    import tomllib  # only where there is such a table

    try:
        text = data.decode()
        if re.search(_DEEP_KEY, text):
            raise RecursionError
        table = tomllib.loads(text).get("tool", {}).get("netbuilder")
    except RecursionError:
        raise SettingsError(f"`{path}` is nested deeper than {MAX_DEPTH}", file=path) from None
    except ValueError as error:
        raise SettingsError(f"`{path}` is no TOML: {error}", file=path, line=_line_of(error, data)) from None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise SettingsError(f"`tool.netbuilder` in `{path}` is no table", file=path, word="netbuilder")
    return project_of(table, path)
