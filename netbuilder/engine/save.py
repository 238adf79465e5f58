"""Write a model so that the file is whole or untouched: a neighbour is written, synced, and renamed over it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.depth import deep_enough
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
    # Keras wants the ending; the process in the name tells a leftover from a file in the making.
    draft = file.with_name(f"{_mark(file)}{os.getpid()}.{token_hex(4)}.keras")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(file)
        with lock, deep_enough(len(model.layers)):
            model.save(draft)
        with open(draft, "rb") as written:
            os.fsync(written.fileno())
        if file.exists():
            shutil.copymode(file, draft)
        os.replace(draft, file)
        _sync_folder(file.parent)
    except OSError as problem:
        raise ConfigError([_cannot(target, _reason(problem))]) from problem
    finally:
        with suppress(OSError):
            draft.unlink()


def _cannot(target: Path, why: str, fix: str = "") -> Diagnostic:
    shown = str(target)
    message = f"cannot write {shown}"
    if len(message) > 80:
        message = f"cannot write ...{shown[-60:]}"
    return error("NB904", message, why=why, fix=fix)


def _reason(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return reason[:1].lower() + reason[1:]


def _mark(file: Path) -> str:
    """How the names of a file's drafts begin; cut, as a name of full length has no room for more."""
    return f".{file.stem[:40]}."


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _remove_leftovers(file: Path) -> None:
    """Half-written neighbours of builds that were killed; those of running ones stay."""
    for leftover in file.parent.glob(f"{_escaped(_mark(file))}*.keras"):
        pid = leftover.name.removeprefix(_mark(file)).partition(".")[0]
        if pid.isdigit() and int(pid) != os.getpid() and not _is_running(int(pid)):
            with suppress(OSError):
                leftover.unlink()


def _escaped(text: str) -> str:
    return "".join(f"[{one}]" if one in "*?[" else one for one in text)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sync_folder(folder: Path) -> None:
    # Not every file system can do it, and the file itself is safe.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
