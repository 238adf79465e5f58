"""Put another value where one stands."""

from netbuilder.diagnostics import Edit, Path
from netbuilder.source import Document
from netbuilder.source.edit.editable import editable, has_anchor, has_comment, is_flow

_BLANK = " \t\r\n"


def replace_value(document: Document | None, path: Path, text: str) -> tuple[Edit, ...]:
    """Replace the value at a path by the YAML text `text`, which fits on one line."""
    node = editable(document, path)
    if document is None or node is None:
        return ()
    string = document.text.string
    start, end = node.span.start, node.span.end
    if has_comment(document, start, end) or has_anchor(document, start, end):
        return ()
    if start == end:
        # A value that was left out stands right behind its colon or dash.
        return (Edit(document.source.span(start, end), " " + text),)
    if isinstance(node.value, dict | list) and not is_flow(node):
        before = string[:start].rstrip(_BLANK)
        if before.endswith(":"):
            # A block begins on the line after its key; one value stands beside it.
            return (Edit(document.source.span(len(before), end), " " + text),)
    # `units:64`, which was read all the same.
    blank = " " if string[start - 1 : start] == ":" else ""
    return (Edit(document.source.span(start, end), blank + text),)


def rename(document: Document | None, path: Path, name: str) -> tuple[Edit, ...]:
    """Put another name where a node is named: `he_normal` as a value, or the key of `HeNormal: {seed: 3}`."""
    node = editable(document, path)
    if document is None or node is None:
        return ()
    if isinstance(node.value, dict) and len(node.value) == 1:
        key = (node.keys or {})[next(iter(node.value))]
        return (Edit(key.span, name),)
    return replace_value(document, path, name)
