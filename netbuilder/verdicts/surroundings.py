"""What a verdict depends on beside the files: netbuilder, Python, installed packages, environment, terminal."""

import os
import sys

from netbuilder.verdicts.digest import Digest
from netbuilder.version import DISTRIBUTION, VERSION

FORMAT = "1"
"""Of the cache file."""
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PREFIXES = ("NETBUILDER_", "PYTHON", "LANG", "LC_", "KERAS_", "JAX_")
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "GITHUB_ACTIONS")
_METADATA = (".dist-info", ".egg-info", ".egg-link", ".pth")


class Unknown(Exception):
    """What a verdict would depend on cannot be told: there is none to be kept."""


def add_surroundings(digest: Digest) -> None:
    """Count everything in.

    Raises:
        Unknown, OSError: something cannot be told.
    """
    if sys.stdout is None or sys.stderr is None:
        raise Unknown
    digest.add(FORMAT, sys.version, repr(sys.flags), repr(sys.warnoptions), os.getcwd())
    digest.add(f"{sys.stdout.isatty()} {sys.stderr.isatty()}")
    for name, value in sorted(os.environ.items()):
        if name.startswith(_PREFIXES) or name in _VARIABLES:
            digest.add(name, value)
    _add_package(digest, _PACKAGE)
    for folder in sys.path:
        digest.add(folder)
        try:
            names = os.listdir(folder or ".")
        except OSError:  # an archive, or nothing
            continue
        # Versions are in the names: nothing needs to be read.
        digest.add(*sorted([name for name in names if name.endswith(_METADATA)]))


def _add_package(digest: Digest, package: str) -> None:
    """The stamp of the list that pip writes with every installation; of an editable one, which has none beside it and
    changes without a new version, the stamp of every file.
    """
    record = os.path.join(os.path.dirname(package), f"{DISTRIBUTION.replace('-', '_')}-{VERSION}.dist-info", "RECORD")
    try:
        digest.add(record, repr(stamp_of(os.stat(record))))
        return
    except FileNotFoundError:
        pass
    folders = [package]
    files = []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    files.append((entry.path, *stamp_of(entry.stat())))
                elif entry.name != "__pycache__":
                    folders.append(entry.path)
    digest.add(repr(sorted(files)))


def stamp_of(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes whenever a file does; nobody can set the time of its last change of status."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
