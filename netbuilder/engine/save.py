"""Where a model is written, what is refused before, and what is said where it fails."""

from pathlib import Path
from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.findings import error, first_sentence
from netbuilder.engine.keras_state import deep_enough
from netbuilder.engine.older_file import copy_for
from netbuilder.engine.silence import lock
from netbuilder.system.draft_file import draft_of
from netbuilder.system.replace import obstacle, replacing


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
    if not target.name or target.is_dir():
        return _cannot(target, "it is a directory", f"`{target / 'model.keras'}`")
    if target.suffix != ".keras":
        return _cannot(target, "Keras saves whole models as `.keras`", f"`{target.with_suffix('.keras')}`")
    reason = obstacle(target)
    return _cannot(target, reason) if reason else None


def save(model: Any, target: Path, opens_in: str | None = None) -> None:
    """Save a model, making the folders that are missing; the old file stays until the new one is whole.

    Args:
        opens_in: an older release of Keras that is to open it, as `3.8`.

    Raises:
        ConfigError: NB904, with what the system or Keras said; the old file is as it was.
    """
    diagnostic = refusal(target)
    if diagnostic is not None:
        raise ConfigError([diagnostic])
    try:
        # Keras wants the ending.
        with replacing(target, ".keras") as draft, lock, deep_enough(len(model.layers)):
            if opens_in is None:
                model.save(draft)
            else:
                _save_for(opens_in, model, target, draft)
    except OSError as problem:
        raise ConfigError([_cannot(target, _reason(problem))]) from problem
    except (NotImplementedError, TypeError, ValueError) as problem:
        # As of Identity, which has no way to write a regularizer that was given as an object.
        why = f"Keras has no way to write this model: {first_sentence(problem)}"
        raise ConfigError([_cannot(target, why)]) from problem


def _save_for(release: str, model: Any, target: Path, draft: Path) -> None:
    """Save a model as an older release reads it.

    Raises:
        ConfigError: it has what that release cannot read.
    """
    with draft_of(target, ".keras") as newest:
        model.save(newest)
        obstacles = copy_for(newest, draft, release)
    if obstacles:
        message = f"the file would not open in Keras {release}"
        raise ConfigError([error("NB911", message, why=obstacle) for obstacle in obstacles])


def _cannot(target: Path, why: str, fix: str = "") -> Diagnostic:
    text = str(target)
    message = f"cannot write {text}"
    if len(message) > 80:
        message = f"cannot write ...{text[-60:]}"
    return error("NB904", message, why=why, fix=fix)


def _reason(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return reason[:1].lower() + reason[1:]
