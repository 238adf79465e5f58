"""Which parts of a file can be edited surely, and where they stand."""

import re

from netbuilder.diagnostics import Path
from netbuilder.source import Document, Node
from netbuilder.source.node import as_node

_ANCHOR = re.compile(r"&([\w-]+)")


def editable(document: Document, path: Path) -> Node | None:
    """The node at a path, if the file says it in this one place and for this one place."""
    node = document.node(path)
    if node is None or not is_own(document, node) or "!" in _properties(node):
        return None
    string = document.text.string
    if "&" in string and any(_is_repeated(document, path[:length]) for length in range(len(path) + 1)):
        return None
    return node


def is_own(document: Document, node: Node) -> bool:
    """Whether a node stands where it is used: not behind an alias, not in an option of the caller."""
    return node.alias is None and node.text is document.text


def _is_repeated(document: Document, path: Path) -> bool:
    """Whether what stands at a path is also used elsewhere, through its anchor."""
    node = document.node(path)
    assert node is not None
    match = _ANCHOR.search(_properties(node))
    return match is not None and match[1] in document.aliases


def raw_start(node: Node) -> int:
    """Where a node starts, its anchor and tag included."""
    item = node.item
    while isinstance(item, Node):
        item = item.item
    start: int = item if isinstance(item, int) else item[0]
    return min(start, node.span.start)


def key_starts(node: Node) -> set[int]:
    """Where the keys of a mapping start, those said twice too, their anchors included."""
    item = node.item
    while isinstance(item, Node):
        item = item.item
    return {raw_start(as_node(node.text, key, "")) for key in item[1:-1:2]}


def _properties(node: Node) -> str:
    """The anchor and tag of a node, as written."""
    return node.text.string[raw_start(node) : node.span.start]


def is_flow(node: Node) -> bool:
    """Whether a collection is written in brackets or braces."""
    return node.text.string[node.span.start : node.span.start + 1] in ("[", "{")


def is_block_list(document: Document, path: Path) -> bool:
    """Whether a list of lines that begin with `- ` stands at a path."""
    node = document.node(path)
    assert node is not None
    return isinstance(node.value, list) and not is_flow(node)


def dash_of(document: Document, item: Node) -> int | None:
    """Where the dash of an item of a list of lines stands; None where something else stands behind it."""
    string, start = document.text.string, raw_start(item)
    dash = string.rfind("-", 0, start)
    # Behind the dash a comment may stand, which may have a dash of its own.
    before = string[document.text.line_start(dash) : dash]
    return None if string[dash:start].strip() != "-" or before.strip(" -") else dash


def has_anchor(document: Document, start: int, end: int) -> bool:
    """Whether a range may hold an anchor, which something else may need."""
    return "&" in document.text.string[start:end]


def has_comment(document: Document, start: int, end: int) -> bool:
    """Whether a comment begins in a range."""
    return bool(document.comments_in(start, end))


def is_free(document: Document, start: int, end: int) -> bool:
    """Whether nothing in a range has to stay: no comment, and no anchor."""
    return "&" not in document.text.string[start:end] and not has_comment(document, start, end)


def is_first_on_line(document: Document, start: int) -> bool:
    """Whether nothing but blanks stands before an offset on its line."""
    return not document.text.string[document.text.line_start(start) : start].strip(" \t")


def is_explicit(document: Document, start: int) -> bool:
    """Whether a `?` stands before the key at an offset, and its `:` on another line."""
    return "?" in document.text.string[document.text.line_start(start) : start]


def newline(document: Document) -> str:
    """The line break that the file uses."""
    return "\r\n" if "\r\n" in document.text.string else "\n"


def own_pairs(document: Document, node: Node) -> list[tuple[Node, Node]]:
    """The keys and values that a mapping says itself, in the order of the file."""
    children = node.children
    assert isinstance(children, dict)
    keys = node.keys
    assert keys is not None
    pairs = [(keys[name], child) for name, child in children.items()]
    pairs = [(key, child) for key, child in pairs if is_own(document, key) and child.text is document.text]
    return sorted(pairs, key=lambda pair: pair[0].span.start)
