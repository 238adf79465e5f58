"""Write a model so that the file is whole or untouched: a neighbour is written, synced, and renamed over it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.depth import deep_enough
from netbuilder.engine.draft_file import draft_of, is_draft
from netbuilder.engine.findings import error
from netbuilder.engine.silence import lock


def default_target(config: str, name: str | None) -> Path:
    """Where `build` writes: `build/<stem of the config file>.keras`; for standard input the network's name."""
    stem = (name or "model") if config == "-" else Path(config).stem
    return Path("build") / f"{stem}.keras"


def refusal(target: Path) -> Diagnostic | None:
    """NB904 where the file can surely not be written; asked before a model is built for it."""
    try:
        return _refusal(target)
    except OSError as problem:  # a name that is too long
        return _cannot(target, _reason(problem))


def _refusal(target: Path) -> Diagnostic | None:
    if not target.name:
        return _cannot(target, "it is a directory", f"`{target / 'model.keras'}`")
    if target.suffix != ".keras":
        return _cannot(target, "Keras saves whole models as `.keras`", f"`{target.with_suffix('.keras')}`")
    file = Path(os.path.realpath(target))
    if is_draft(file.name):
        return _cannot(target, "files of such names are drafts, which a later build removes", "another name")
    if file.is_dir():
        return _cannot(target, "it is a directory", f"`{target / 'model.keras'}`")
    if file.exists() and not file.is_file():
        return _cannot(target, "it is no regular file")
    if file.exists() and not os.access(file, os.W_OK):
        return _cannot(target, "the file is read-only")
    folder = _existing(file.parent)
    if not folder.is_dir():
        return _cannot(target, f"{folder} is no directory")
    if not os.access(folder, os.W_OK | os.X_OK):
        return _cannot(target, f"nothing can be written into {folder}")
    return None


def save(model: Any, target: Path) -> None:
    """Save a model, making the folders that are missing; the old file stays until the new one is whole.

    Raises:
        ConfigError: NB904, with what the system said; the old file is as it was.
    """
    found = refusal(target)
    if found is not None:
        raise ConfigError([found])
    # A link stays a link: what it points to is replaced.
    file = Path(os.path.realpath(target))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft_of(file) as draft:
            with lock, deep_enough(len(model.layers)):
                model.save(draft)
            with open(draft, "rb") as written:
                os.fsync(written.fileno())
            _keep_mode(file, draft)
            os.replace(draft, file)
        _sync_folder(file.parent)
    except OSError as problem:
        raise ConfigError([_cannot(target, _reason(problem))]) from problem


def _keep_mode(file: Path, draft: Path) -> None:
    """Give a draft the mode and the owner of the file that it replaces."""
    if not file.exists():
        return
    shutil.copymode(file, draft)
    old, new = file.stat(), draft.stat()
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):  # only root gives files away; another's folder may still be written to
            os.chown(draft, old.st_uid, old.st_gid)
            shutil.copymode(file, draft)


def _cannot(target: Path, why: str, fix: str = "") -> Diagnostic:
    shown = str(target)
    message = f"cannot write {shown}"
    if len(message) > 80:
        message = f"cannot write ...{shown[-60:]}"
    return error("NB904", message, why=why, fix=fix)


def _reason(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return reason[:1].lower() + reason[1:]


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _sync_folder(folder: Path) -> None:
    # Not every file system can do it, and the file itself is safe.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
