"""The files behind a command line: the configs, those of the folders named, and the settings above them."""

import os
from stat import S_ISDIR, S_ISREG

from netbuilder.verdicts.digest import Digest
from netbuilder.verdicts.surroundings import Unknown, stamp_of

_SETTINGS = ("pyproject.toml", ".gitignore")
_CONFIGS = (".yaml", ".yml")
_NEVER = ("node_modules", "__pycache__")
_SAVED_MODELS = ("keras_metadata.pb", "saved_model.pb")
_DEVICES = ("/dev/", "/proc/")
_MOST_BYTES = 64_000_000
_MOST_ENTRIES = 10_000
"""Of the folders named, all together: looking through more takes longer than checking."""
_PIECE = 1 << 16


class Survey:
    """The files that some arguments name, with their stamps; read too, where that is asked for.

    Raises:
        Unknown, OSError: they cannot be told, as what comes out of a pipe.
    """

    def __init__(self, arguments: list[str], *, reads: bool) -> None:
        self._reads = reads
        self._contents = Digest()
        self._stamps = Digest()
        self._bytes = self._entries = 0
        self._seen: set[str] = set()
        self.latest = 0
        """When the last change of any of them was, in nanoseconds."""
        for argument in arguments:
            self._add_argument(argument)

    @property
    def contents(self) -> str:
        """What is in the files; where they were not read, nothing."""
        return self._contents.hex() if self._reads else ""

    @property
    def stamps(self) -> str:
        """When which file was changed."""
        return self._stamps.hex()

    def _add_argument(self, argument: str) -> None:
        try:
            mode = os.stat(argument).st_mode
        except (OSError, ValueError):  # an option, or its value
            return
        if argument.startswith(_DEVICES):  # reading one may take something away from whoever reads it next
            raise Unknown
        if S_ISDIR(mode):
            self._add_above(os.path.abspath(argument))
            self._add_below(argument)
        else:
            self._add_above(os.path.dirname(os.path.abspath(argument)))
            self._add_file(argument)

    def _add_above(self, folder: str) -> None:
        """The settings of a folder and of all above it; that one is missing counts too."""
        while folder not in self._seen:
            self._seen.add(folder)
            for name in _SETTINGS:
                self._add_settings(os.path.join(folder, name))
            self._add(str(os.path.lexists(os.path.join(folder, ".git"))))
            folder = os.path.dirname(folder)

    def _add_below(self, folder: str) -> None:
        """All folders, settings and YAML files in a folder, ignored or not; what nobody ever looks into is left out."""
        folders = [folder]
        while folders:
            folder = folders.pop()
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
            self._entries += len(entries)
            if self._entries > _MOST_ENTRIES:
                raise Unknown
            for entry in entries:
                name = entry.name
                if name in _SETTINGS:
                    self._add_settings(entry.path)
                elif name in _SAVED_MODELS:
                    raise Unknown
                elif name.startswith(".") or name in _NEVER:
                    continue
                elif entry.is_dir(follow_symlinks=False):
                    self._add(entry.path)
                    folders.append(entry.path)
                elif name.endswith(_CONFIGS):
                    self._add(entry.path)
                    self._add_file(entry.path)

    def _add_settings(self, path: str) -> None:
        try:
            self._add_file(path)
        except FileNotFoundError:
            self._add("")

    def _add_file(self, path: str) -> None:
        status = os.stat(path)
        if not S_ISREG(status.st_mode):
            raise Unknown
        self.latest = max(self.latest, status.st_mtime_ns, status.st_ctime_ns)
        self._stamps.add(repr(stamp_of(status)))
        if self._reads:
            self._contents.add(self._read(path))

    def _read(self, path: str) -> bytes:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            data = os.read(handle, _PIECE)
            while len(data) <= _MOST_BYTES and (more := os.read(handle, max(len(data), 1))):
                data += more
        finally:
            os.close(handle)
        self._bytes += len(data)
        if self._bytes > _MOST_BYTES:
            raise Unknown
        return data

    def _add(self, text: str) -> None:
        self._stamps.add(text)
        self._contents.add(text)
