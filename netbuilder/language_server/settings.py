"""What the client and the project set: the client's table, and `[tool.netbuilder]` nearest to a file."""

import os
import re
from collections.abc import Mapping
from fnmatch import fnmatch
from typing import Any, NamedTuple

from lsprotocol import types

from netbuilder.diagnostics import Severity
from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.errors import SettingsError
from netbuilder.language_server.custom_sources import CustomSources
from netbuilder.language_server.positions import Positions
from netbuilder.lint.project import MAX_SIZE, NO_PROJECT, Project, Projects, project_of
from netbuilder.lint.selection import settings_of
from netbuilder.pipeline import Options
from netbuilder.system.read import read_regular_file

_PROJECT = ("select", "ignore", "rules", "strict", "keras")
_FLAGS = {"inlayHints": "inlay_hints", "codeLens": "code_lens", "notes": "notes"}
_LISTS = {"files": "files", "imports": "imports"}
_OF_CLIENTS = ("command", "trace")
"""What a client may keep under the same name for itself: which program it starts, what it logs."""
KEYS = (*_PROJECT, *_FLAGS, *_LISTS)
"""The settings of a client, below `netbuilder`."""


class ClientSettings(NamedTuple):
    """What the client sets for all files."""

    project: Project = NO_PROJECT
    """In place of what a project says."""
    files: tuple[str, ...] = ()
    """Globs of files that are networks whatever is in them."""
    imports: tuple[str, ...] = ()
    """Modules whose classes a network may use; they are read, and never imported."""
    inlay_hints: bool = True
    code_lens: bool = True
    notes: bool = True
    """Whether findings of severity info are shown, as hints."""


def client_settings(table: Any) -> tuple[ClientSettings, list[str]]:
    """The settings that a client sends, and what is wrong with them, in words; what is wrong is left out."""
    if isinstance(table, Mapping) and isinstance(table.get("netbuilder"), Mapping):
        table = table["netbuilder"]
    if not isinstance(table, Mapping):
        return ClientSettings(), []
    problems: list[str] = []
    values: dict[str, Any] = {}
    project = NO_PROJECT
    for key, value in table.items():
        if value is None or key in _OF_CLIENTS:
            continue  # a client that sends all of its settings
        if key in _PROJECT:
            try:
                changed = project_of({key: value}, "netbuilder")
                settings_of((), (), changed, Severity.INFO)
                project = project._replace(**{key: getattr(changed, key)}, place=changed.place)
            except SettingsError as error:
                problems.append(str(error))
        elif key in _FLAGS and isinstance(value, bool):
            values[_FLAGS[key]] = value
        elif key in _LISTS and isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            values[_LISTS[key]] = tuple(value)
        elif key in KEYS:
            problems.append(f"`netbuilder.{key}` is {'true or false' if key in _FLAGS else 'a list of texts'}")
        else:
            near = closest(str(key), KEYS)
            hint = f"did you mean `{near}`?" if near else f"there are {', '.join(KEYS)}"
            problems.append(f"there is no setting `netbuilder.{key}`; {hint}")
    return ClientSettings(project, **values), problems


class Settings:
    """The settings of all open files."""

    def __init__(self) -> None:
        self.client = ClientSettings()
        self.imports: tuple[str, ...] = ()
        """Modules of the command line whose classes a network may use."""
        self.folders: list[str] = []
        """The client's folders."""
        self._projects = Projects()
        self._options: dict[str, Options] = {}
        self.mistakes: dict[str, SettingsError] = {}
        """By file: what is wrong with the pyproject.toml that a network's settings were to come from."""

    def use(self, client: ClientSettings) -> None:
        """Take other settings of the client."""
        self.client = client
        self.forget()

    def forget(self) -> None:
        """Read every pyproject.toml anew."""
        self._projects = Projects()
        self._options.clear()
        self.mistakes.clear()

    def options(self, path: str) -> Options:
        """The options of a file's session; a pyproject.toml with a mistake says nothing but that."""
        folder = os.path.dirname(path)
        options = self._options.get(folder)
        if options is None:
            custom = self.custom_sources(folder).stubs() or None
            project = self._merged(self._project(folder))
            options = self._options[folder] = Options(project=project, custom_objects=custom)
        return options

    def custom_sources(self, folder: str) -> CustomSources:
        """Where the custom pieces of the networks in a folder are written."""
        modules = (*self.imports, *self.client.imports)
        return CustomSources(modules, [*self.folders, folder, os.getcwd()])

    def is_named(self, path: str) -> bool:
        """Whether the client says that a file is a network."""
        name = path.replace(os.sep, "/")
        return any(fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}") for pattern in self.client.files)

    def _project(self, folder: str) -> Project:
        project = NO_PROJECT
        try:
            project = self._projects.of_folder(folder)
            settings_of((), (), project, Severity.INFO)
        except SettingsError as error:
            self.mistakes[error.file or project.place.strip("`")] = error
            return NO_PROJECT
        return project

    def _merged(self, project: Project) -> Project:
        """The project's settings with what the client says in place of them."""
        client = self.client.project
        return project._replace(
            select=client.select or project.select,
            ignore=client.ignore or project.ignore,
            rules={**project.rules, **client.rules},
            strict=client.strict or project.strict,
            keras=client.keras or project.keras,
        )


_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*netbuilder\b", re.MULTILINE)


def diagnostic_in_project(file: str, mistake: SettingsError) -> types.Diagnostic:
    """What is wrong with a pyproject.toml where its word stands in the table; else at the start of the file."""
    place = _place(file, mistake)
    return types.Diagnostic(place, str(mistake), severity=types.DiagnosticSeverity.Error, source="netbuilder")


def _place(file: str, mistake: SettingsError) -> types.Range:
    try:
        string = read_regular_file(file, MAX_SIZE).decode("utf-8", "replace")
    except OSError:
        string = ""
    if mistake.line is not None:
        return types.Range(types.Position(mistake.line - 1, 0), types.Position(mistake.line, 0))
    table = _TABLE.search(string)
    match = re.compile(rf"(?<![\w-]){re.escape(mistake.word)}(?![\w-])").search(string, table.start() if table else 0)
    if not mistake.word or match is None:
        return types.Range(types.Position(0, 0), types.Position(1, 0))
    return Positions(string, "utf-16").range(*match.span())
