"""From an offset of a text to the path that stands there."""

from typing import Literal, NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.source.document import Document
from netbuilder.source.node import Node


class PlaceAt(NamedTuple):
    """What stands at an offset."""

    path: Path
    part: Literal["key", "value"]
    node: Node
    """The key, or the value."""
    parents: tuple[Node, ...]
    """What it stands in, outermost first."""


def place_at(document: Document, offset: int) -> PlaceAt | None:
    """The innermost key or value at an offset; None where the text could not be read."""
    node, path = document.root, list[str | int]()
    if node is None:
        return None
    parents: list[Node] = []
    while True:
        below = _below(node, offset)
        if below is None:
            return PlaceAt(tuple(path), "value", node, tuple(parents))
        step, child, is_key = below
        path.append(step)
        parents.append(node)
        node = child
        if is_key:
            return PlaceAt(tuple(path), "key", node, tuple(parents))


def _below(node: Node, offset: int) -> tuple[str | int, Node, bool] | None:
    """The child whose range holds the offset, or its key."""
    children = node.children
    if isinstance(children, list):
        for index, child in enumerate(children):
            if _holds(child, offset, node):
                return index, child, False
    elif isinstance(children, dict):
        keys = node.keys
        assert keys is not None
        for name, child in children.items():
            key = keys[name]
            if key.text is node.text and key.target is None and key.span.start <= offset <= key.span.end:
                return name, key, True
            if _holds(child, offset, node):
                return name, child, False
    return None


def _holds(child: Node, offset: int, parent: Node) -> bool:
    """Whether a child that is written where its parent is holds an offset; below an alias all stand in one place."""
    item = child.item
    start = item if type(item) is int else item[0] if type(item) is not Node else child.span.start
    is_here = child.text is parent.text and parent.target is None
    return is_here and bool(start <= offset) and child.span.start <= offset <= child.span.end
