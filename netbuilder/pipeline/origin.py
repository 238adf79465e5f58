"""The config that a model was built from: what is put into its file, and whether the two have parted since."""

import io
import os
from pathlib import Path, PurePosixPath

from netbuilder.convert.network_yaml import to_yaml
from netbuilder.diagnostics import Diagnostic, Severity, Span, Text, advice, fit, in_order
from netbuilder.diagnostics.codes import ENVIRONMENT_CODES
from netbuilder.diagnostics.sentence import _
from netbuilder.lint.severities import apply_later
from netbuilder.pipeline.options import Options
from netbuilder.pipeline.session import Session
from netbuilder.source.limits import MAX_SIZE, MOST_READ
from netbuilder.source.origin import MOST_SIZE, Origin
from netbuilder.system.read import read_regular_file

_CODE = "NB912"
_ENDINGS = (".yaml", ".yml", ".json")


def origin_for(session: Session, target: Path) -> Origin | None:
    """What the file of a session's model keeps of it; None for a text that is too long.

    Args:
        target: where the file will be, from which the config's place is counted.
    """
    document, network = session.document, session.draft.network
    if document is not None:
        text, config = document.text.string, "" if session.is_model else _place(session.name, target)
    else:
        text, config = to_yaml(network) if network is not None else "", ""
    return Origin(text, config, session.options.overrides) if 0 < len(text) <= MOST_SIZE else None


def is_archive(data: bytes) -> bool:
    """Whether it begins as a `.keras` file does."""
    return data.startswith(b"PK\x03\x04")


def origin_of(data: bytes, name: str) -> Origin | None:
    """The origin in a model's file, of which `data` may be no more than the beginning; None where there is none."""
    if not is_archive(data):
        return None
    from netbuilder.convert.model_files.containers import archive

    return archive.origin(name if len(data) > MAX_SIZE and os.path.exists(name) else io.BytesIO(data))


def compare_with_config(session: Session) -> None:
    """Add to the report on a saved model what there is to say of it and the config that it was built from."""
    diagnostic = _parted(session)
    if diagnostic is not None:
        added = apply_later([diagnostic], session.draft, session.settings)
        report = session.report
        session.report = report._replace(diagnostics=in_order([*added, *report.diagnostics]))


def _parted(session: Session) -> Diagnostic | None:
    """NB912 where the config beside a model says another network by now; comments and layout are none."""
    data = session.data
    if not isinstance(data, bytes) or not os.path.isfile(session.name):
        return None
    origin = origin_of(data, session.name)
    if origin is None or not _is_near(origin.config):
        return None
    path = os.path.normpath(os.path.join(os.path.dirname(session.name), origin.config))
    try:
        config = read_regular_file(path, MOST_READ)
    except (OSError, ValueError):
        return None  # the model has moved, or the config has
    options = Options(custom_objects=session.options.custom_objects)
    now, then = Session(config, path, options), Session(origin.text, path, options)
    document = now.document
    if document is None or document.text.string == origin.text:
        return None
    if now.draft.network is not None and now.draft.network == then.draft.network:
        return None
    span = Span(Text(session.name, ""), 1, 1, 1, 1, 0, 0)
    message = fit(_("`{path}` has changed since this model was built from it", path=path))
    fix = advice(_("`netbuilder compare {session} {path}` shows what differs", session=session.name, path=path))
    return Diagnostic(_CODE, ENVIRONMENT_CODES[_CODE].name, Severity.WARN, message, span, suggestion=fix)


def _place(config: str, target: Path) -> str:
    """Where a config lies, seen from the folder of the model's file; empty where that cannot be said, or is no file."""
    if not os.path.isfile(config):
        return ""
    try:
        place = os.path.relpath(os.path.realpath(config), os.path.realpath(target.parent))
    except ValueError:  # another drive
        return ""
    return place.replace(os.sep, "/")


def _is_near(config: str) -> bool:
    """Whether a place that a model's file names is a config's beside it: no root, no other machine, no device."""
    place = PurePosixPath(config)
    is_plain = config.isprintable() and not any(char in config for char in '\\:*?"<>|')
    return is_plain and bool(config) and not place.is_absolute() and place.suffix in _ENDINGS
