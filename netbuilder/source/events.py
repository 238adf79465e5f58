"""Where an event of the YAML reader stands in a text."""

from typing import Any

from netbuilder.diagnostics import Span, Text


def marks(event: Any) -> tuple[int, int]:
    """The offsets between which an event stands."""
    return event.start_mark.index, event.end_mark.index


def event_span(source: Text, event: Any) -> Span:
    """The span of an event, at least one character long."""
    start, end = marks(event)
    return source.span(start, max(end, start + 1))
