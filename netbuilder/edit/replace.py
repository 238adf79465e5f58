"""Put another value where one stands."""

from netbuilder.diagnostics import Edit
from netbuilder.edit.editable import editable, has_anchor, has_comment, is_flow
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.validation_errors import Path

_BLANK = " \t\r\n"


def replace_value(draft: Draft, path: Path, text: str) -> tuple[Edit, ...]:
    """Replace the value at a path by the YAML text `text`, which fits on one line."""
    document = draft.document
    node = editable(draft, path)
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
    return (Edit(document.source.span(start, end), text),)


def rename(draft: Draft, path: Path, name: str) -> tuple[Edit, ...]:
    """Put another name where a node is named: `he_normal` as a value, or the key of `HeNormal: {seed: 3}`."""
    document = draft.document
    node = editable(draft, path)
    if document is None or node is None:
        return ()
    if isinstance(node.value, dict) and len(node.value) == 1:
        key = (node.keys or {})[next(iter(node.value))]
        return (Edit(key.span, name),)
    return replace_value(draft, path, name)
