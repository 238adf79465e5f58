"""Turn an offset into a line and a column: what a mark of the YAML reader means in a text."""

import re
from bisect import bisect_right
from typing import Any

from netbuilder.diagnostics import Span, Text

_BREAK = r"\r\n?|\n"


class Source:
    """A text with its line starts, found once and only when somebody asks for a position.

    Only offsets are taken from the YAML reader: it also breaks lines at NEL, LS and PS, which editors
    and `Text.lines` do not.
    """

    __slots__ = ("_starts", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        if self._starts is None:
            self._starts = [0, *(line_break.end() for line_break in re.finditer(_BREAK, self.text.string))]
        return self._starts

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets; both are brought inside the text."""
        starts = self.starts
        string = self.text.string
        start = min(max(start, 0), len(string))
        end = min(max(end, start), len(string))
        if string[end - 1 : end + 1] == "\r\n":
            # Between the two there is no column.
            end -= 1
            start = min(start, end)
        line = bisect_right(starts, start)
        end_line = bisect_right(starts, end)
        return Span(self.text, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1, start, end)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of this offset starts."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """The offset at which the line of this offset ends, before its line break."""
        starts = self.starts
        line = bisect_right(starts, offset)
        string = self.text.string
        end = starts[line] if line < len(starts) else len(string)
        while end > starts[line - 1] and string[end - 1] in "\r\n":
            end -= 1
        return end


def marks(event: Any) -> tuple[int, int]:
    """The offsets between which an event stands."""
    return event.start_mark.index, event.end_mark.index


def event_span(source: Source, event: Any) -> Span:
    """The span of an event, at least one character long."""
    start, end = marks(event)
    return source.span(start, max(end, start + 1))
