"""Put another value, another name or another key where one stands."""

from netbuilder.diagnostics import Edit, Path
from netbuilder.source import Document
from netbuilder.source.edit.editable import editable, is_explicit, is_flow, is_free


def replace_value(document: Document, path: Path, text: str) -> tuple[Edit, ...]:
    """Replace the value at a path by the YAML text `text`, which fits on one line."""
    node = editable(document, path)
    if node is None or not is_free(document, node.span.start, node.span.end):
        return ()
    string, start, end = document.text.string, node.span.start, node.span.end
    before, colon, between = string[:start].rpartition(":")
    if colon and not between.strip() and isinstance(node.value, dict | list) and not is_flow(node):
        start = len(before) + 1  # a block begins on the line after its key; one value stands beside it
    # `units:64`, which was read all the same, and a value that was left out.
    blank = " " if string[start - 1 : start] == ":" or start == end else ""
    return (Edit(document.text.span(start, end), blank + text),)


def replace_entry(document: Document, path: Path, text: str) -> tuple[Edit, ...]:
    """Another key with another value."""
    node, key = editable(document, path), document.span(path, "key")
    end = max(key.end, node.span.end) if node is not None else key.end
    if node is None or is_explicit(document, key.start) or not is_free(document, key.start, end):
        return ()
    return (Edit(document.text.span(key.start, end), text),)


def rename_key(document: Document, path: Path, name: str) -> tuple[Edit, ...]:
    """Another key before the same value."""
    return (Edit(document.span(path, "key"), name),) if editable(document, path) is not None else ()


def rename(document: Document, path: Path, name: str) -> tuple[Edit, ...]:
    """Put another name where a node is named: `he_normal` as a value, or the key of `HeNormal: {seed: 3}`."""
    node = editable(document, path)
    if node is not None and isinstance(node.value, dict) and len(node.value) == 1:
        return rename_key(document, (*path, next(iter(node.value))), name)
    return replace_value(document, path, name)
