"""A saved model with some of its members replaced; the weights pass through piece by piece."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile, ZipInfo


def copy_archive(source: Path, target: Path, members: Mapping[str, bytes]) -> None:
    """Write an archive with other bytes for the members that are named; no time of day is written into it.

    Raises:
        OSError: a file cannot be read or written.
    """
    with ZipFile(source) as archive, ZipFile(target, "w") as copy:
        for info in archive.infolist():
            member = ZipInfo(info.filename)
            if info.filename in members:
                copy.writestr(member, members[info.filename])
                continue
            with archive.open(info) as data, copy.open(member, "w", force_zip64=True) as room:
                shutil.copyfileobj(data, room)
