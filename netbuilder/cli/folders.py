"""The networks in a folder and below it: YAML files that hold one, without what is hidden, ignored or excluded."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.parse.recognize import is_network
from netbuilder.source.limits import MOST_READ
from netbuilder.system.ignore_patterns import IgnorePatterns
from netbuilder.system.read import read_regular_file

if TYPE_CHECKING:
    from netbuilder.lint.project import Projects

_ENDINGS = (".yaml", ".yml")
_NEVER = {"node_modules", "__pycache__"}
_LARGEST_GITIGNORE = 100_000


class _Ignored(NamedTuple):
    """The patterns that hold below a folder."""

    folder: str
    patterns: IgnorePatterns


def networks_in(folder: str, projects: "Projects") -> list[str]:
    """The files of all networks below a folder, in the order of their names.

    Passed over are hidden files and folders, what a .gitignore names, what the project's `exclude` names, and YAML
    that is no network.
    """
    return list(_below(folder, [*_ignored_above(os.path.abspath(folder)), *_excluded(folder, projects)]))


def _below(folder: str, above: Sequence[_Ignored]) -> Iterator[str]:
    """Without recursion: folders may be within each other a thousand times and more."""
    open_folders = [_entries(folder, above)]
    while open_folders:
        ignored, entries = open_folders[-1]
        entry = next(entries, None)
        if entry is None:
            open_folders.pop()
            continue
        # A link may lead anywhere, and back to where it stands.
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or entry.name in _NEVER:
            continue
        if not is_folder and not entry.name.endswith(_ENDINGS):
            continue
        if _is_ignored(os.path.abspath(entry.path), ignored, is_folder):
            continue
        path = entry.name if entry.path == os.path.join(".", entry.name) else entry.path
        if is_folder:
            open_folders.append(_entries(path, ignored))
        elif _holds_network(path):
            yield path


def _entries(folder: str, above: Sequence[_Ignored]) -> tuple[Sequence[_Ignored], Iterator["os.DirEntry[str]"]]:
    """What holds in a folder, and what it holds."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        entries = []
    return [*above, *_gitignore(folder)], iter(entries)


def _is_ignored(path: str, ignored: Sequence[_Ignored], is_folder: bool) -> bool:
    """What stands nearest to a file has the last word."""
    for folder, patterns in reversed(ignored):
        verdict = patterns.says(os.path.relpath(path, folder).replace(os.sep, "/"), is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def _holds_network(path: str) -> bool:
    try:
        data = read_regular_file(path, MOST_READ)
    except OSError:
        return False
    return is_network(data.decode("utf-8-sig", "replace"))


def _gitignore(folder: str) -> list[_Ignored]:
    try:
        data = read_regular_file(os.path.join(folder, ".gitignore"), _LARGEST_GITIGNORE)
    except OSError:
        return []
    return [_Ignored(os.path.abspath(folder), IgnorePatterns(data.decode("utf-8", "replace").split("\n")))]


def _ignored_above(folder: str) -> list[_Ignored]:
    """What the folders above say, up to the root of the repository; nothing where there is none."""
    ignored: list[_Ignored] = []
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return []
        folder = above
        ignored = [*_gitignore(folder), *ignored]
    return ignored


def _excluded(folder: str, projects: "Projects") -> list[_Ignored]:
    project = projects.of_folder(folder)
    return [_Ignored(os.path.abspath(project.folder), IgnorePatterns(project.exclude))] if project.exclude else []
