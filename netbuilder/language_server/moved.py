"""Findings of a text that could be read, moved along while a line of it is half-typed."""

from collections.abc import Iterator, Sequence

from netbuilder.diagnostics import Diagnostic
from netbuilder.language_server.positions import Positions

Placed = tuple[Diagnostic, int, int]


class Moved:
    """Findings with their places, which follow the edits of the text."""

    __slots__ = ("_placed",)

    def __init__(self, placed: Sequence[Placed]) -> None:
        # The second places of a finding do not follow.
        self._placed = [(diagnostic._replace(related=()), start, end) for diagnostic, start, end in placed]

    def edit(self, start: int, end: int, length: int) -> None:
        """The text between two offsets has been replaced by so many characters."""
        by = length - (end - start)
        moved = []
        for diagnostic, first, last in self._placed:
            if last <= start:
                moved.append((diagnostic, first, last))
            elif first >= end:
                moved.append((diagnostic, first + by, last + by))
        self._placed = moved

    def outside(self, positions: Positions, line: int) -> Iterator[Placed]:
        """Those that do not stand in a line of the text as it is now."""
        return (placed for placed in self._placed if positions.line_of(placed[1]) != line)
