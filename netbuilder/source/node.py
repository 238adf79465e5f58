"""One YAML node: its plain value, what is below it, and where it stands."""

import re
from functools import partial
from typing import Any

from netbuilder.diagnostics import Span, Text

Item = Any
"""What reading keeps of a node until somebody asks for it: as little as gives its place back.

- an int: the start of a plain scalar of one word and without `#`, which ends where its text does
- a tuple: start and end of any other scalar
- a list: start of a collection, its items in the order of the file (keys and values in turns), its end
- a Node, where there is more to know
"""

# Compiled when first used, which is never for a file without findings.
_PROPERTIES = r"(?:(?:&[\w-]+|!<[^>\s]*>|![^\s,\[\]{}]*)(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\r\n]*)*)+"
_WORD = r"[-+.~\w]*"
_BLANK = " \t\r\n\x85\u2028\u2029"


class Node:
    """A value with its place. Children, keys and spans are worked out when somebody asks for them."""

    __slots__ = ("_children", "_keys", "_span", "alias", "item", "target", "text", "value")

    def __init__(
        self, text: Text, item: Item, value: Any, alias: str | None = None, target: "Node | None" = None
    ) -> None:
        self.text = text
        """The text in which the node stands."""
        self.item = item
        """What was kept of it while reading."""
        self.value = value
        """Plain Python: dict, list, str, int, float, bool or None, the very objects that the parents hold."""
        self.alias = alias
        """The anchor's name, when this is an alias, stands below one or was merged in through one."""
        self.target = target
        """The anchored node then."""
        self._children: dict[str, Node] | list[Node] | None = None
        self._keys: dict[str, Node] | None = None
        self._span: Span | None = None

    @property
    def span(self) -> Span:
        """Where the value stands, without its anchor and tag; a block ends with its last child."""
        if self._span is None:
            self._span = self.text.span(*_extent(self.text.string, self.item, self.value))
        return self._span

    @property
    def written(self) -> str:
        """The value as it is in the text."""
        span = self.span
        return span.text.string[span.start : span.end]

    @property
    def children(self) -> "dict[str, Node] | list[Node] | None":
        """The nodes below, as a dict or a list like the value; None for a scalar."""
        if self._children is None:
            self._find_children()
        return self._children

    @property
    def keys(self) -> "dict[str, Node] | None":
        """The keys of a mapping as nodes of their own: `node.keys["units"].span`."""
        if self._children is None:
            self._find_children()
        return self._keys

    def child(self, step: str | int) -> "Node | None":
        """The node below a key or at an index; None where there is none."""
        children = self.children
        if isinstance(children, dict):
            return children.get(step) if isinstance(step, str) else None
        if isinstance(children, list) and isinstance(step, int) and not isinstance(step, bool):
            return children[step] if -len(children) <= step < len(children) else None
        return None

    def set_children(self, children: "dict[str, Node] | list[Node]", keys: "dict[str, Node] | None") -> None:
        """Say what is below, where it is not simply the items."""
        self._children = children
        self._keys = keys

    def copy(self, value: Any) -> "Node":
        """The same place with another value; its children are to be set."""
        node = Node(self.text, self.item, value, self.alias, self.target)
        # The end of a block is found by its last value, which may be another one now.
        node._span = self.span
        return node

    def through(self, node: "Node", value: Any) -> "Node":
        """What a node below the anchor is below this alias."""
        return Node(self.text, self.item, value, self.alias, node)

    def _find_children(self) -> None:
        """Pair the items with the values that were read from them."""
        value = self.value
        source = self.text
        if self.target is not None:
            # What is below an alias stands where the alias stands, and points on to what is below the anchor.
            there = self.target.children
            if isinstance(there, dict):
                keys = self.target.keys
                assert keys is not None
                self._children = {key: self.through(node, value[key]) for key, node in there.items()}
                self._keys = {key: self.through(node, key) for key, node in keys.items()}
            elif isinstance(there, list):
                self._children = list(map(self.through, there, value))
        elif isinstance(value, dict):
            keys_and_values = iter(self.item[1:-1])
            self._keys = {}
            self._children = {}
            for key, below in value.items():
                self._keys[key] = as_node(source, next(keys_and_values), key)
                self._children[key] = as_node(source, next(keys_and_values), below)
        elif isinstance(value, list):
            self._children = list(map(partial(as_node, source), self.item[1:-1], value))


def as_node(source: Text, item: Item, value: Any) -> Node:
    """The node of an item and of the value read from it."""
    return item if isinstance(item, Node) else Node(source, item, value)


def _extent(string: str, item: Item, value: Any) -> tuple[int, int]:
    """The offsets between which a value stands."""
    if type(item) is int:
        return item, item + (len(value) if isinstance(value, str) else len(_word(string, item)))
    if type(item) is tuple:
        start, end = item
        start = behind_properties(string, start, end)
        if start == end:
            # A value that was left out stands right behind its colon or dash, not at whatever comes next.
            start = end = _back(string, end)
        elif string[start] in "|>":
            end = _back(string, end)
        return start, end
    start = behind_properties(string, item[0], item[-1])
    return start, _end(string, item, value)


def _end(string: str, item: Item, value: Any) -> int:
    """The offset at which a collection ends: a block's end mark stands at the next token, so look at its last child."""
    while type(item) is list:
        start = behind_properties(string, item[0], item[-1])
        end: int = item[-1]
        if string[start] in "[{":  # or a block, which is never empty
            return end
        item = item[-2]
        value = _last(value)
    if isinstance(item, Node):
        return item.span.end
    return _extent(string, item, value)[1]


def _last(value: Any) -> Any:
    """The last value of a collection."""
    return value[-1] if isinstance(value, list) else next(reversed(value.values()), None)


def _word(string: str, start: int) -> str:
    """A number, a truth value or null as it is written."""
    match = re.compile(_WORD).match(string, start)
    return match[0] if match else ""


def behind_properties(string: str, start: int, end: int) -> int:
    """The offset behind the anchor and the tag of a value."""
    if string[start : start + 1] in ("&", "!"):
        match = re.compile(_PROPERTIES).match(string, start, end)
        return match.end() if match else start
    return start


def _back(string: str, end: int) -> int:
    """The offset behind the last thing that is not blank: before a value that was left out stands its colon or dash."""
    while string[end - 1] in _BLANK:
        end -= 1
    return end
