"""Turn an offset into a line and a column: what a mark of the YAML reader means in a text."""

from bisect import bisect_right

from netbuilder.diagnostics import Span, Text


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
            string = self.text.string
            starts = [0]
            at = 0
            if "\r" not in string:
                while at := string.find("\n", at) + 1:
                    starts.append(at)
            else:
                for line in _lines(string):
                    at += len(line)
                    starts.append(at)
            self._starts = starts
        return self._starts

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets; both are brought inside the text."""
        starts = self.starts
        size = len(self.text.string)
        start = min(max(start, 0), size)
        end = min(max(end, start), size)
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


def _lines(string: str) -> list[str]:
    """The lines with their ends, where some of them end in a carriage return."""
    lines = []
    for part in string.split("\n"):
        # What is before a line feed may hold lone carriage returns; one right before the line feed belongs to it.
        pieces = (part + "\n").replace("\r", "\r\0").replace("\r\0\n", "\r\n").split("\0")
        lines += pieces
    return lines[:-1]
