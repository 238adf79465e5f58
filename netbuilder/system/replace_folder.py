"""Write a folder so that it is whole or untouched: a draft beside it is filled, and takes its place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from netbuilder.system.replace import exchange, obstacle

_MARK = "saved_model.pb"


def folder_obstacle(target: Path) -> str:
    """Why a SavedModel can surely not be written at a path; empty where nothing is in the way."""
    folder = Path(os.path.realpath(target))
    if folder.exists() and not folder.is_dir():
        return "it is a file, and a SavedModel is a folder"
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        return "the folder holds something else than a SavedModel"
    return obstacle(folder / _MARK)


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the target's place at the end, if no exception passes.

    Folders that are missing are made; what the target held before is gone afterwards.

    Raises:
        OSError: it cannot be written; the old one is as it was.
    """
    folder = Path(os.path.realpath(target))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name[:40]}.draft-", dir=folder.parent))
    try:
        yield draft
        draft.chmod(0o777 & ~_umask())
        if not folder.exists():
            os.rename(draft, folder)
        elif not exchange(draft, folder):
            old = Path(mkdtemp(prefix=f".{folder.name[:40]}.old-", dir=folder.parent))
            os.rename(folder, old / folder.name)
            os.rename(draft, folder)
            shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
