"""The lines of a config that a diagnostic speaks of, with carets under what it means, and their colours."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Severity, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.views.formats.columns import cut, printable, shown_line

ROUND = 1_000
"""Characters before and behind a mark that are looked at: a line can be as long as a file."""


class Palette(NamedTuple):
    """Escape sequences for the parts of a rendering."""

    error: str = ""
    warn: str = ""
    info: str = ""
    bold: str = ""
    gutter: str = ""
    removed: str = ""
    added: str = ""
    reset: str = ""

    def of(self, severity: Severity) -> str:
        """The colour of a severity."""
        return {Severity.ERROR: self.error, Severity.WARN: self.warn}.get(severity, self.info)


PLAIN = Palette()
COLOURED = Palette(
    error="\x1b[1;31m",
    warn="\x1b[1;33m",
    info="\x1b[1;36m",
    bold="\x1b[1m",
    gutter="\x1b[34m",
    removed="\x1b[31m",
    added="\x1b[32m",
    reset="\x1b[0m",
)


class Mark(NamedTuple):
    """One range to underline, with a few words beside it."""

    span: Span
    label: str
    is_primary: bool


def gutter_width(marks: Sequence[Mark], *more: int) -> int:
    """How wide the line numbers of some marks are."""
    return len(str(max([mark.span.line for mark in marks] + [number for number in more if number], default=1)))


def marked_lines(marks: Sequence[Mark], gutter: int, severity: Severity, palette: Palette, limit: int) -> list[str]:
    """The lines of one text that have marks, in order; lines left out between them become `...`."""
    margin = " " * gutter
    bar = f"{palette.gutter}|{palette.reset}"
    lines: list[str] = []
    last = 0
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.span.line, []).append(mark)
    for number in sorted(by_line):
        here = sorted(by_line[number], key=lambda mark: mark.span.column, reverse=True)
        if last and number > last + 1:
            lines.append(f"{palette.gutter}...{palette.reset}")
        last = number
        source = here[0].span.text.lines[number - 1]
        skipped, first = 0, min(mark.span.column for mark in here) - 1
        if len(source) > 2 * ROUND:
            skipped = max(first - ROUND, 0)
            source = source[skipped : first + ROUND]
        line, columns = shown_line(source)
        at = columns[min(first - skipped, len(source))]
        line, start = cut(line, columns, at, limit)
        lines.append(f"{palette.gutter}{number:>{gutter}} |{palette.reset} {line}".rstrip())
        for mark in here:
            lines.append(f"{margin} {bar} {_underline(mark, columns, start, skipped, limit, severity, palette)}")
    return lines


def _underline(
    mark: Mark, columns: list[int], start: int, skipped: int, limit: int, severity: Severity, palette: Palette
) -> str:
    span, length = mark.span, len(columns) - 1
    first = columns[min(span.column - 1 - skipped, length)]
    last = columns[min(span.end_column - 1 - skipped, length)] if span.end_line == span.line else columns[length]
    first, last = min(first - start, limit), min(last - start, limit)
    run = ("^" if mark.is_primary else "-") * max(last - first, 1)
    colour = palette.of(severity) if mark.is_primary else palette.gutter
    label = f" {printable(spoken(mark.label))}" if mark.label else ""
    return f"{' ' * first}{colour}{run}{label}{palette.reset}"
