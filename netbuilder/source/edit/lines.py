"""Move whole lines: a dash before every entry of a block, an entry further in."""

import re

from netbuilder.diagnostics import Edit, Path
from netbuilder.source.document import Document
from netbuilder.source.edit.editable import editable, is_first_on_line, is_flow, own_pairs

_DASH = re.compile(r"-[ \t]*(?=[A-Za-z])")
_MOST_LINES = 1_000


def dashes(document: Document, path: Path) -> tuple[Edit, ...]:
    """`- ` before every key of a block, its lines moved along; brackets around a mapping in braces."""
    node = editable(document, path)
    if node is None:
        return ()
    source, string, span = document.text, document.text.string, node.span
    if is_flow(node):
        ends = ((span.start, "["), (span.end - 1, "]"))
        return tuple([Edit(source.span(at, at + 1), bracket) for at, bracket in ends])
    lines = document.text.lines[span.line - 1 : span.end_line]
    if len(lines) > _MOST_LINES or "\r" in string or "\t" in string[span.start : span.end]:
        return ()
    edits = []
    column = span.column - 1
    start = span.start - column
    for line in lines:
        rest = line[column:]
        if line[:column].strip():
            return ()  # not a block of its own lines
        if rest.strip() and not rest.startswith("#"):
            dash = _DASH.match(rest)
            at = start + column
            edits.append(Edit(source.span(at, at + (dash.end() if dash else 0)), "  " if rest[0] == " " else "- "))
        start += len(line) + 1
    return tuple(edits)


def indent(document: Document, path: Path, key: str) -> tuple[Edit, ...]:
    """The lines of all entries but one of a block two columns further in: they belong below that one."""
    node = editable(document, path)
    if node is None or is_flow(node):
        return ()
    source, string = document.text, document.text.string
    edits = []
    for name, value in own_pairs(document, node):
        end = max(name.span.end, value.span.end)
        start = source.line_start(name.span.start)
        if name.value == key:
            continue
        if not is_first_on_line(document, name.span.start) or "\t" in string[start:end]:
            return ()
        while start < end:
            if string[start : source.line_end(start)].strip():
                edits.append(Edit(source.span(start, start), "  "))
            start = source.line_end(start) + 1
    return tuple(edits)
