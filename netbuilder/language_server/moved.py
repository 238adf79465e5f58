"""Findings of a text that could be read, moved along while a line of it is half-typed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic
from netbuilder.language_server.positions import Positions


class Finding(NamedTuple):
    """A finding, and where it stands in the text as it is now."""

    diagnostic: Diagnostic
    start: int
    end: int


class Moved:
    """Findings with their places, which follow the edits of the text."""

    __slots__ = ("_findings",)

    def __init__(self, findings: Sequence[Finding]) -> None:
        # The second places of a finding do not follow.
        self._findings = [finding._replace(diagnostic=finding.diagnostic._replace(related=())) for finding in findings]

    def edit(self, start: int, end: int, length: int) -> None:
        """The text between two offsets has been replaced by so many characters."""
        by = length - (end - start)
        moved = []
        for finding in self._findings:
            if finding.end <= start:
                moved.append(finding)
            elif finding.start >= end:
                moved.append(finding._replace(start=finding.start + by, end=finding.end + by))
        self._findings = moved

    def outside(self, positions: Positions, line: int) -> Iterator[Finding]:
        """Those that do not stand in a line of the text as it is now."""
        return (finding for finding in self._findings if positions.line_of(finding.start) != line)
