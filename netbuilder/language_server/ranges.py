"""Which ranges belong together: what can be folded, and what is selected next when a selection grows."""

from collections.abc import Iterator

from lsprotocol import types

from netbuilder.language_server.documents import OpenDocument
from netbuilder.source import Node
from netbuilder.source.places import place_at


def folding_ranges(document: OpenDocument, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Every section, layer and collection of more than one line."""
    root = document.read.root
    if root is None:
        return []
    folds = {(first, last) for first, last in _folds(root) if first < last}
    return [types.FoldingRange(first, last) for first, last in sorted(folds)]


def _folds(root: Node) -> Iterator[tuple[int, int]]:
    stack = [root]
    while stack:
        node = stack.pop()
        children = node.children
        if isinstance(children, dict):
            assert node.keys is not None
            for name, child in children.items():
                if child.target is None:
                    yield node.keys[name].span.line - 1, child.span.end_line - 1
                    stack.append(child)
        elif isinstance(children, list):
            for child in children:
                if child.target is None:
                    yield child.span.line - 1, child.span.end_line - 1
                    stack.append(child)


def selection_ranges(document: OpenDocument, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    """For every position the ranges around it, each in the next: word, option, options, layer, list, file."""
    return [_selection(document, position) for position in params.positions]


def _selection(document: OpenDocument, position: types.Position) -> types.SelectionRange:
    place = place_at(document.read, document.offset(position))
    whole = types.SelectionRange(document.positions.range(0, len(document.string)))
    if place is None:
        return whole
    spans = []
    nodes = [*place.parents, place.node]
    for outer, step in zip(nodes, place.path[-len(nodes) + 1 :], strict=False):
        if outer.alias is not None:
            break
        spans.append((outer.span.start, outer.span.end))
        if isinstance(step, str) and outer.keys is not None and step in outer.keys:
            value = (outer.children or {})[step]  # type: ignore[call-overload]
            spans.append((outer.keys[step].span.start, max(outer.keys[step].span.end, value.span.end)))
    spans.append((place.node.span.start, place.node.span.end))
    around = whole
    last = (0, len(document.string))
    for start, end in spans:
        if last[0] <= start and end <= last[1] and (start, end) != last:
            last = (start, end)
            around = types.SelectionRange(document.range(start, end), around)
    return around
