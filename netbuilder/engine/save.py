"""Where a model is written, what is refused before, and what is said where it fails."""

import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.requiring import require
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends import start
from netbuilder.engine.export import formats
from netbuilder.engine.export.export import Exported, export
from netbuilder.engine.findings import error, first_sentence
from netbuilder.engine.keras_state import deep_enough
from netbuilder.engine.older_file import members_for
from netbuilder.engine.silence import hushed, lock
from netbuilder.source.origin import METADATA, Origin
from netbuilder.system.draft_file import draft_of
from netbuilder.system.replace import obstacle, replacing
from netbuilder.system.replace_folder import folder_obstacle
from netbuilder.vocabulary.network import BACKEND_LABELS


def default_target(config: str, name: str | None) -> Path:
    """Where `build` writes: `build/<stem of the config file>.keras`; for standard input the network's name."""
    stem = (name or "model") if config == "-" else Path(config).stem
    return Path("build") / f"{stem}.keras"


def refusal(target: Path, backend: str = "tensorflow") -> Diagnostic | None:
    """NB904 where the file can surely not be written; asked before a model is built for it on that backend.

    Raises:
        InstallationError: the format needs an extra that is missing.
    """
    try:
        return _refusal(target, backend)
    except OSError as problem:  # a name that is too long
        return _cannot(target, _reason(problem))
    except ValueError:  # a null byte in it, or letters that no name has
        return _cannot(target, _("no file can be called that"))


def _refusal(target: Path, backend: str) -> Diagnostic | None:
    form = formats.format_of(target)
    is_folder = form is not None and form.is_folder
    if not target.name or (target.is_dir() and not is_folder):
        return _cannot(target, _("it is a directory"), f"`{target / 'model.keras'}`")
    if form is None:
        why = _("a model is written as {endings}", endings=formats.ENDINGS)
        return _cannot(target, why, f"`{formats.near_path(target)}`")
    if backend not in form.backends:
        label = BACKEND_LABELS[backend]
        why = _("Keras on {label} does not write {format}", label=label, format=form.label)
        return _cannot(target, why, _("`backend: tensorflow`, or `.keras`"))
    if form.extra:
        require(form.extra, f"writing {form.label}")
    reason = folder_obstacle(target) if is_folder else obstacle(target)
    return _cannot(target, reason) if reason else None


def save(model: Any, target: Path, opens_in: str | None = None, origin: Origin | None = None) -> Exported | None:
    """Save a model, making the folders that are missing; the old file stays until the new one is whole.

    What was opened and compared is returned, for other formats than that of Keras, which keep neither `origin` nor
    anything of `compile`.

    Args:
        opens_in: an older release of Keras that is to open it, as `3.8`.
        origin: the config that it was built from, which goes into the file.

    Raises:
        ConfigError: NB904, with what the system or Keras said; the old file is as it was.
    """
    diagnostic = refusal(target, start.running() or "tensorflow")
    if diagnostic is not None:
        raise ConfigError([diagnostic])
    form = formats.format_of(target)
    try:
        if form is not None and form is not formats.KERAS:
            with lock, deep_enough(len(model.layers)):
                return export(model, target, form)
        # Keras wants the ending.
        # On another backend Keras starts TensorFlow to save, where it is installed, with all that that says.
        quiet = nullcontext() if start.running() == "tensorflow" else hushed()
        with replacing(target, ".keras") as draft, lock, deep_enough(len(model.layers)), quiet:
            if opens_in is None and origin is None:
                model.save(draft)
            else:
                with draft_of(target, ".keras") as plain:
                    model.save(plain)
                    copy_archive(plain, draft, _members(plain, opens_in, origin))
    except OSError as problem:
        raise ConfigError([_cannot(target, _reason(problem))]) from problem
    except (NotImplementedError, TypeError, ValueError) as problem:
        # As of Identity, which has no way to write a regularizer that was given as an object.
        why = _("Keras has no way to write this model: {first_sentence}", first_sentence=first_sentence(problem))
        raise ConfigError([_cannot(target, why)]) from problem
    return None


def _members(plain: Path, release: str | None, origin: Origin | None) -> Mapping[str, bytes]:
    """The members that are others than Keras wrote them.

    Raises:
        ConfigError: the model has what that release cannot read.
    """
    members: dict[str, bytes] = {}
    if release is not None:
        others, obstacles = members_for(plain, release)
        if obstacles:
            message = _("the file would not open in Keras {release}", release=release)
            raise ConfigError([error("NB911", message, why=obstacle) for obstacle in obstacles])
        members |= others
    if origin is not None:
        with ZipFile(plain) as archive:
            members[METADATA] = origin.put_into(archive.read(METADATA))
    return members


def _cannot(target: Path, why: str, fix: str = "") -> Diagnostic:
    text = str(target)
    message = _("cannot write {text}", text=text)
    if len(message) > 80:
        message = _("cannot write ...{text}", text=text[-60:])
    return error("NB904", message, why=why, fix=fix)


def _reason(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return reason[:1].lower() + reason[1:]


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
