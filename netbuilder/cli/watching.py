"""Wait for files to change: networks, and the settings of their project."""

import os
from collections.abc import Iterable, Iterator

_ENDINGS = (".yaml", ".yml", "pyproject.toml")


def changes(paths: Iterable[str]) -> Iterator[None]:
    """One item whenever a file that was named, or one in a folder that was named, has changed; ends with Ctrl-C."""
    from watchfiles import watch

    folders = {os.path.abspath(path) for path in paths if os.path.isdir(path)}
    files = {os.path.abspath(path) for path in paths if not os.path.isdir(path)}
    # Editors put another file in its place, which only its folder tells.
    around = {folder for folder in map(os.path.dirname, files) if os.path.isdir(folder)}
    is_named = _Named(frozenset(files), tuple(folder + os.sep for folder in folders))
    for _ in watch(*folders, *around, watch_filter=is_named, recursive=bool(folders), raise_interrupt=False):
        yield


class _Named:
    """Whether a change is one of a file that counts."""

    def __init__(self, files: frozenset[str], folders: tuple[str, ...]) -> None:
        self.files = files
        self.folders = folders

    def __call__(self, change: object, path: str) -> bool:
        if path in self.files or os.path.basename(path) == "pyproject.toml":
            return True
        return path.startswith(self.folders) and path.endswith(_ENDINGS)
