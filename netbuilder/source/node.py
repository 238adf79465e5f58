"""One YAML node: its plain value, what is below it, and where it stands."""

import re
from typing import Any

from yaml.events import AliasEvent, Event, ScalarEvent

from netbuilder.diagnostics import Span, Text
from netbuilder.source.positions import Source

_PROPERTIES = re.compile(r"(?:(?:&[\w-]+|!<[^>\s]*>|![^\s,\[\]{}]*)(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\r\n]*)*)+")
_BLANK = " \t\r\n\x85\u2028\u2029"


class Node:
    """A value with its place. Children, keys and spans are worked out when somebody asks for them."""

    __slots__ = ("_children", "_keys", "_span", "end", "event", "items", "source", "target", "value")

    def __init__(
        self,
        source: Source,
        event: Event,
        end: Event,
        value: Any,
        items: "list[Event | Node] | None" = None,
        target: "Node | None" = None,
    ) -> None:
        self.source = source
        self.event = event
        """The event that starts the node; an alias for a node that stands elsewhere."""
        self.end = end
        """The event that ends it; the same for a scalar or an alias."""
        self.value = value
        """Plain Python: dict, list, str, int, float, bool or None, the very objects that the parents hold."""
        self.items = items
        """A collection's scalars (as events) and collections in the order of the file: keys and values in turns."""
        self.target = target
        """The anchored node, when this one is an alias or came in through one."""
        self._children: dict[str, Node] | list[Node] | None = None
        self._keys: dict[str, Node] | None = None
        self._span: Span | None = None

    @property
    def text(self) -> Text:
        """The text in which the node stands."""
        return self.source.text

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

    @property
    def anchor(self) -> str | None:
        """The name of the anchor on this node, or the one that it is an alias of."""
        name: str | None = getattr(self.event, "anchor", None)
        return name

    @property
    def is_alias(self) -> bool:
        """Whether the node stands elsewhere: an alias, something below one, or merged in through one."""
        return type(self.event) is AliasEvent

    @property
    def span(self) -> Span:
        """Where the value stands, without its anchor and tag; a block ends with its last child."""
        if self._span is None:
            self._span = self.source.span(*self._range())
        return self._span

    def set_children(self, children: "dict[str, Node] | list[Node]", keys: "dict[str, Node] | None") -> None:
        """Say what is below, where it is not simply the items."""
        self._children = children
        self._keys = keys

    def wrap(self, item: "Event | Node", value: Any) -> "Node":
        """The node for one of the items."""
        return item if isinstance(item, Node) else Node(self.source, item, item, value)

    def _find_children(self) -> None:
        """Pair the items with the values that were read from them."""
        value = self.value
        if self.target is not None:
            # What is below an alias stands where the alias stands, and points on to what is below the anchor.
            there = self.target.children
            if isinstance(there, dict):
                keys = self.target.keys or {}
                self._children = {key: self.through(node, value[key]) for key, node in there.items()}
                self._keys = {key: self.through(node, key) for key, node in keys.items()}
            elif isinstance(there, list):
                self._children = [self.through(node, one) for node, one in zip(there, value, strict=True)]
        elif self.items is None:
            return
        elif isinstance(value, dict):
            wrap = self.wrap
            key_items, value_items = self.items[::2], self.items[1::2]
            self._keys = {key: wrap(item, key) for key, item in zip(value, key_items, strict=True)}
            self._children = {key: wrap(item, value[key]) for key, item in zip(value, value_items, strict=True)}
        else:
            self._children = [self.wrap(item, one) for item, one in zip(self.items, value, strict=True)]

    def copy(self, value: Any) -> "Node":
        """The same place with another value; its children are to be set."""
        return Node(self.source, self.event, self.end, value, self.items, self.target)

    def through(self, node: "Node", value: Any) -> "Node":
        """What a node below the anchor is below this alias."""
        return Node(self.source, self.event, self.end, value, None, node)

    def _range(self) -> tuple[int, int]:
        """The offsets between which the value stands."""
        string = self.source.text.string
        start, end = marks(self.event)
        if self.is_alias:
            return start, end
        end = _end(self)
        if self.anchor is not None or getattr(self.event, "tag", None) is not None:
            properties = _PROPERTIES.match(string, start)
            if properties:
                start = min(properties.end(), end)
        if start >= end:
            # A value that was left out stands right behind its colon or dash, not at whatever comes next.
            start = end = _back(string, end, 0)
        return start, end


class Slice(Node):
    """A part of a scalar as a node of its own."""

    __slots__ = ()

    def __init__(self, source: Source, event: Event, value: Any, start: int, end: int) -> None:
        super().__init__(source, event, event, value)
        self._span = source.span(start, end)


def marks(event: Any) -> tuple[int, int]:
    """The offsets between which an event stands."""
    return event.start_mark.index, event.end_mark.index


def _end(node: Node) -> int:
    """The offset at which a node ends: a block's end event stands at the next token, so look at its last child."""
    last: Any = node
    while isinstance(last, Node):
        if not last.items or last.event is last.end or last.event.flow_style:  # type: ignore[attr-defined]
            last = last.end
            break
        last = last.items[-1]
    start, end = marks(last)
    if start == end:
        return _back(node.source.text.string, end, 0)
    if type(last) is ScalarEvent and last.style in ("|", ">"):
        return _back(node.source.text.string, end, start)
    return end


def _back(string: str, end: int, start: int) -> int:
    """The offset behind the last thing that is not blank."""
    while end > start and string[end - 1] in _BLANK:
        end -= 1
    return end
