"""The changes of a suggestion as edits of the file."""

import re

from netbuilder.diagnostics import Change, Edit, Path, Suggestion
from netbuilder.source.document import Document
from netbuilder.source.edit.editable import editable, is_first_on_line, is_flow, key_starts, own_pairs
from netbuilder.source.edit.insert import set_first, set_option
from netbuilder.source.edit.remove import remove_entry, remove_option
from netbuilder.source.edit.replace import rename, rename_key, replace_entry, replace_value


def resolved(document: Document | None, suggestion: Suggestion) -> Suggestion:
    """The suggestion with its edits: all of its changes, or none where one cannot be made surely."""
    edits: list[Edit] = []
    for change in suggestion.changes if document is not None and suggestion.is_certain else ():
        assert document is not None
        own = _edits(document, change)
        if not own:
            return suggestion._replace(edits=())
        edits += own
    return suggestion._replace(edits=tuple(edits))


def _edits(document: Document, change: Change) -> tuple[Edit, ...]:
    path, yaml = change.path, change.yaml
    if change.target == "items":
        return _dashes(document, path)
    if change.target == "indent":
        return _indent(document, path, change.option) or (replace_value(document, path, yaml) if yaml else ())
    last = path[-1]
    if yaml is None:
        return remove_entry(document, path) if isinstance(last, int) else remove_option(document, path[:-1], last)
    if change.target == "name":
        return rename(document, path, yaml)
    if isinstance(last, int) or change.target == "value":
        return replace_value(document, path, yaml)
    if change.target == "key":
        return rename_key(document, path, yaml)
    if change.option not in ("", last):
        return replace_entry(document, path, f"{change.option}: {yaml}")
    if path == ("input",) and document.node(path) is None:
        return set_first(document, f"input: {yaml}")
    return set_option(document, path[:-1], last, yaml)


_DASH = re.compile(r"-[ \t]*(?=[A-Za-z])")
_MOST_LINES = 1_000


def _dashes(document: Document, path: Path) -> tuple[Edit, ...]:
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
    keys = key_starts(node)
    for line in lines:
        rest, at = line[column:], start + column
        if line[:column].strip():
            return ()  # not a block of its own lines
        if rest.strip() and not rest.startswith("#"):
            if rest[0] != " " and at not in keys:
                return ()  # a list in the column of its key, or a bracket that closes
            dash = _DASH.match(rest)
            edits.append(Edit(source.span(at, at + (dash.end() if dash else 0)), "  " if rest[0] == " " else "- "))
        start += len(line) + 1
    return tuple(edits)


def _indent(document: Document, path: Path, key: str) -> tuple[Edit, ...]:
    """The lines of all entries but the first of a block two columns further in: they belong below that one."""
    node = editable(document, path)
    if node is None or is_flow(node):
        return ()
    source, string = document.text, document.text.string
    first, *others = own_pairs(document, node)
    if first[0].value != key:
        return ()
    edits = []
    for name, value in others:
        end = max(name.span.end, value.span.end)
        start = source.line_start(name.span.start)
        if not is_first_on_line(document, name.span.start) or "\t" in string[start:end]:
            return ()
        while start < end:
            if string[start : source.line_end(start)].strip():
                edits.append(Edit(source.span(start, start), "  "))
            start = source.line_end(start) + 1
    return tuple(edits)
