"""Positions: texts that can be pointed into, ranges of them, paths of a network, and edits of a range."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple


class Text:
    """A text that can be pointed into: a config file, standard input or a `--set` option."""

    __slots__ = ("_lines", "_starts", "name", "string")

    def __init__(self, name: str, string: str) -> None:
        self.name = name
        """What to call it: a file name, `<stdin>`, or the option as typed."""
        self.string = string
        self._lines: list[str] | None = None
        self._starts: Sequence[int] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is `lines[0]`."""
        if self._lines is None:
            # YAML's line breaks only: str.splitlines would also break at form feeds and the like.
            normal = self.string.replace("\r\n", "\n").replace("\r", "\n")
            self._lines = normal.split("\n")
        return self._lines

    @property
    def starts(self) -> Sequence[int]:
        """The offset at which each line starts."""
        if self._starts is None:
            from array import array  # millions of lines fit; what has no mistakes has no use for it

            ends = (line_break.end() for line_break in re.finditer(r"\r\n?|\n", self.string))
            self._starts = array("I", chain((0,), ends))
        return self._starts

    def span(self, start: int, end: int) -> "Span":
        """The span between two offsets; both are brought inside the text."""
        starts = self.starts
        string = self.string
        start = min(max(start, 0), len(string))
        end = min(max(end, start), len(string))
        if string[end - 1 : end + 1] == "\r\n":
            # Between the two there is no column.
            end -= 1
            start = min(start, end)
        line, end_line = self._line(start), self._line(end)
        return Span(self, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1, start, end)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of this offset starts."""
        return self.starts[self._line(offset) - 1]

    def line_end(self, offset: int) -> int:
        """The offset at which the line of this offset ends, before its line break."""
        starts = self.starts
        line = self._line(offset)
        string = self.string
        end = starts[line] if line < len(starts) else len(string)
        while end > starts[line - 1] and string[end - 1] in "\r\n":
            end -= 1
        return end

    def _line(self, offset: int) -> int:
        """The number of the line of an offset."""
        from bisect import bisect_right  # `--help` has no use for it

        return bisect_right(self.starts, offset)


Path = tuple[str | int, ...]
"""From the root of a network to a value: ("layers", 3, "Dense", "units")."""


def written_path(path: Sequence[str | int]) -> str:
    """A path as Python and people write it: `layers[4].Dropout.rate`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


class Span(NamedTuple):
    """A range of a text: 1-based lines and columns in code points, the end exclusive.

    `start` and `end` are offsets into `text.string`, for edits.
    """

    text: Text
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Place(NamedTuple):
    """Where a value stands in a network made in Python: `layers[4].Dropout.rate`."""

    path: str


Address = Span | Place


class Edit(NamedTuple):
    """Replace one range of a text; an empty range inserts."""

    span: Span
    replacement: str
