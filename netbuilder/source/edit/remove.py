"""Take an option, a whole entry of a list or a code of an ignore comment out of a file."""

from netbuilder.diagnostics import Edit, Path
from netbuilder.source import Document, Node
from netbuilder.source.edit.editable import (
    dash_of,
    editable,
    has_anchor,
    has_comment,
    is_block_list,
    is_explicit,
    is_first_on_line,
    is_flow,
    is_free,
    own_pairs,
    raw_start,
)
from netbuilder.source.edit.replace import replace_value

_Range = tuple[int, int]


def remove_option(document: Document, layer_path: Path, option: str) -> tuple[Edit, ...]:
    """Remove one option of what stands at `layer_path`; the last one leaves the bare name where that is possible."""
    node = editable(document, layer_path)
    value = editable(document, (*layer_path, option))
    if node is None or value is None:
        return ()
    pairs = own_pairs(document, node)
    if len(pairs) != len(node.value) or any(is_explicit(document, key.span.start) for key, _ in pairs):
        return ()  # a merge, or a value of the caller, stands among them
    if len(pairs) == 1:
        return _last_option(document, node, layer_path)
    ranges = [(raw_start(key), below.span.end) for key, below in pairs]
    return _without(document, node, ranges, [key.value for key, _ in pairs].index(option))


def remove_entry(document: Document, path: Path) -> tuple[Edit, ...]:
    """Remove a whole item of a list with its line; `path` may go on to the item's class name."""
    while path and not isinstance(path[-1], int):
        path = path[:-1]
    node = document.node(path[:-1]) if path and editable(document, path) is not None else None
    if node is None:
        return ()
    children = node.children
    assert isinstance(children, list)
    if len(children) < 2:
        return ()  # a list without items is another mistake
    # The entry and its neighbours say enough, and a list can be long.
    at = int(path[-1])
    first = max(at - 1, 0)
    near = children[first : at + 2]
    if any(child.text is not document.text for child in near):
        return ()
    ranges = [(raw_start(child), child.span.end) for child in near]
    if not is_flow(node):
        ranges = [(dash, child.span.end) for child in near if (dash := dash_of(document, child)) is not None]
        if len(ranges) < len(near):
            return ()
    return _without(document, node, ranges, at - first)


def _last_option(document: Document, node: Node, layer_path: Path) -> tuple[Edit, ...]:
    parent = document.node(layer_path[:-1])
    assert parent is not None
    if is_block_list(document, layer_path[:-2]) and len(parent.value) == 1 and not is_flow(parent):
        start, end = document.span(layer_path, "key").end, node.span.end
        if is_free(document, start, end):
            return (Edit(document.text.span(start, end), ""),)
    return replace_value(document, layer_path, "{}")


def _without(document: Document, node: Node, ranges: list[_Range], at: int) -> tuple[Edit, ...]:
    """The edit that removes one of the elements of a collection."""
    start, end = ranges[at]
    if has_anchor(document, start, end):
        return ()
    blank = ""
    if is_flow(node) or not is_first_on_line(document, start):
        if at + 1 < len(ranges):
            end = ranges[at + 1][0]
        else:
            start = ranges[at - 1][1]
            # A value that was left out ends at its colon, which needs a blank behind it.
            blank = " " if document.text.string[start - 1] == ":" else ""
        return () if has_comment(document, start, end) else (Edit(document.text.span(start, end), blank),)
    return _lines(document, start, end)


def _lines(document: Document, start: int, end: int) -> tuple[Edit, ...]:
    """The edit that removes whole lines, with the comments that stand behind something on them."""
    source, string = document.text, document.text.string
    inside = document.comments_in(start, end)
    if any(is_first_on_line(document, comment.start) for comment in inside):
        return ()
    start, end = source.line_start(start), source.line_end(end)
    if end < len(string):
        end += 2 if string.startswith("\r\n", end) else 1
    else:
        # The last line has no line break of its own; the one before it goes.
        start -= 2 if string[:start].endswith("\r\n") else 1
    return (Edit(source.span(start, end), ""),)
