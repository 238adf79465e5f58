"""The changes of a suggestion as edits of the file."""

from netbuilder.diagnostics import Change, Edit, Path, Suggestion
from netbuilder.source.document import Document
from netbuilder.source.edit.editable import (
    editable,
    has_anchor,
    has_comment,
    is_first_on_line,
    is_flow,
    newline,
    own_pairs,
)
from netbuilder.source.edit.insert import set_option
from netbuilder.source.edit.lines import dashes, indent
from netbuilder.source.edit.remove import remove_entry, remove_option
from netbuilder.source.edit.replace import rename, replace_value


def resolved(document: Document | None, suggestion: Suggestion) -> Suggestion:
    """The suggestion with its edits: all of its changes, or none where one cannot be made surely."""
    edits: list[Edit] = []
    for change in suggestion.changes if document is not None else ():
        own = _edits(document, change)
        if not own:
            return suggestion._replace(edits=())
        edits += own
    return suggestion._replace(edits=tuple(edits))


def _edits(document: Document | None, change: Change) -> tuple[Edit, ...]:
    path, yaml = change.path, change.yaml
    last = path[-1]
    if change.target == "items":
        return dashes(document, path)
    if change.target == "indent":
        return indent(document, path, change.option) or (replace_value(document, path, yaml) if yaml else ())
    if isinstance(last, int):
        return remove_entry(document, path) if yaml is None else replace_value(document, path, yaml)
    if yaml is None:
        return remove_option(document, path[:-1], last)
    if change.target == "key":
        return _rename_key(document, path, yaml)
    if change.target == "name":
        return rename(document, path, yaml)
    if change.target == "value":
        return replace_value(document, path, yaml)
    if change.option and change.option != last:
        return _replace_entry(document, path, f"{change.option}: {yaml}")
    if path == ("input",) and document is not None and document.node(path) is None:
        return _first(document, f"input: {yaml}")
    return set_option(document, path[:-1], last, yaml)


def _rename_key(document: Document | None, path: Path, name: str) -> tuple[Edit, ...]:
    if document is None or editable(document, path) is None:
        return ()
    key = document.span(path, "key")
    return (Edit(key, name),)


def _replace_entry(document: Document | None, path: Path, text: str) -> tuple[Edit, ...]:
    """Another key with another value."""
    node = editable(document, path)
    if document is None or node is None:
        return ()
    start, end = document.span(path, "key").start, max(document.span(path, "key").end, node.span.end)
    if has_comment(document, start, end) or has_anchor(document, start, end):
        return ()
    return (Edit(document.source.span(start, end), text),)


def _first(document: Document, pair: str) -> tuple[Edit, ...]:
    """A pair in front of all others: what comes in is said before what is made of it."""
    node = editable(document, ())
    pairs = own_pairs(document, node) if node is not None and isinstance(node.value, dict) else []
    if not pairs:
        return ()
    start = pairs[0][0].span.start
    if not is_first_on_line(document, start):
        return (Edit(document.source.span(start, start), f"{pair}, "),) if is_flow(node) else ()
    indent = document.text.string[document.source.line_start(start) : start]
    between = ", " if is_flow(node) else newline(document) + indent
    return (Edit(document.source.span(start, start), pair + between),)
