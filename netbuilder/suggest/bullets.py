"""Makes the list that `layers` should be out of a mapping of layers, as edits of the lines."""

import re

from netbuilder.diagnostics import Edit, Span, Text

MOST = 1_000
"""More lines than this are not edited one by one."""

_MARK = re.compile(r"(?:[-\u2013\u2014\u2022+]|\d+[.)])[ \t]*(?=[A-Za-z])")
"""A dash as it is meant: without its blank, or as an editor made it longer; a bullet, a number."""


def dashed(span: Span) -> tuple[Edit, ...]:
    """`- ` before every key of a block, its lines moved along; brackets around a mapping in braces."""
    text = span.text
    if text.string[span.start] == "{":
        opening = Edit(_part(text, span.line, span.column, span.start, 1), "[")
        return (opening, Edit(_part(text, span.end_line, span.end_column - 1, span.end - 1, 1), "]"))
    lines = text.lines[span.line - 1 : span.end_line]
    if len(lines) > MOST or "\r" in text.string or "\t" in text.string[span.start : span.end]:
        return ()
    edits = []
    start, indent = span.start - (span.column - 1), span.column - 1
    for number, line in enumerate(lines, span.line):
        rest = line[indent:]
        if line[:indent].strip():
            return ()  # not a block of its own lines
        if rest.strip() and not rest.startswith("#"):
            mark = _MARK.match(rest)
            here = _part(text, number, indent + 1, start + indent, mark.end() if mark else 0)
            edits.append(Edit(here, "  " if rest.startswith(" ") else "- "))
        start += len(line) + 1
    return tuple(edits)


def _part(text: Text, line: int, column: int, start: int, length: int) -> Span:
    return Span(text, line, column, line, column + length, start, start + length)
