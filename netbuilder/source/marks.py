"""What a mark of the YAML reader says: an offset in code points, and nothing else that is used."""

from typing import Any

from netbuilder.diagnostics import Span
from netbuilder.source.positions import Source


def marks(event: Any) -> tuple[int, int]:
    """The offsets between which an event stands."""
    return event.start_mark.index, event.end_mark.index


def event_span(source: Source, event: Any) -> Span:
    """The span of an event, at least one character long."""
    start, end = marks(event)
    return source.span(start, max(end, start + 1))
