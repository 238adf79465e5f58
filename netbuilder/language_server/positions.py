"""Positions of the protocol, in the encoding that the client counts in, and offsets of a text."""

import re
from bisect import bisect_right
from typing import Literal

from lsprotocol import types

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_BREAK = re.compile(r"\r\n?|\n")


class Positions:
    """The lines of one text. Only CR, LF and CRLF break them, as the protocol says."""

    __slots__ = ("encoding", "starts", "string")

    def __init__(self, string: str, encoding: Encoding, starts: list[int] | None = None) -> None:
        self.string = string
        self.encoding = encoding
        self.starts = [0, *(match.end() for match in _BREAK.finditer(string))] if starts is None else starts
        """The offset at which each line starts."""

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one behind the end of its line is the end of the line, as the protocol says."""
        line = position.line
        if line >= len(self.starts):
            return len(self.string)
        start, end = self.starts[line], self.line_end(line)
        character = position.character
        text = self.string[start:end]
        if self.encoding == "utf-32" or text.isascii():
            return min(start + character, end)
        for at, letter in enumerate(text):
            if character <= 0:
                return start + at
            character -= _width(letter, self.encoding)
        return end

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        return types.Position(line, self._units(start, offset))

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return types.Range(self.position(start), self.position(end))

    def line_end(self, line: int) -> int:
        """The offset at which a line ends, before its line break."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.string)
        while end > start and self.string[end - 1] in "\r\n":
            end -= 1
        return end

    def line_of(self, offset: int) -> int:
        """The line of an offset, from 0."""
        return bisect_right(self.starts, offset) - 1

    def replaced(self, start: int, end: int, text: str) -> "Positions":
        """The lines of the text with another text between two offsets; only those around it are looked at."""
        string = self.string[:start] + text + self.string[end:]
        # A carriage return and a line feed that come together, or apart, make another count of lines.
        first = max(bisect_right(self.starts, start - 1) - 1, 0)
        after = bisect_right(self.starts, end + 1)
        moved = len(text) - (end - start)
        stop = self.starts[after] + moved if after < len(self.starts) else len(string)
        middle = [match.end() for match in _BREAK.finditer(string, self.starts[first], stop)]
        if after < len(self.starts) and middle and middle[-1] == stop:
            middle.pop()
        tail = [at + moved for at in self.starts[after:]]
        return Positions(string, self.encoding, self.starts[: first + 1] + middle + tail)

    def _units(self, start: int, offset: int) -> int:
        text = self.string[start:offset]
        if self.encoding == "utf-32" or text.isascii():
            return len(text)
        return sum(_width(letter, self.encoding) for letter in text)


def _width(letter: str, encoding: Encoding) -> int:
    """How many units a letter takes."""
    code = ord(letter)
    if encoding == "utf-16":
        return 2 if code > 0xFFFF else 1
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
