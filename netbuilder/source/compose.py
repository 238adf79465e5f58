"""Compose YAML events into plain data and nodes, in one loop and within the limits."""

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from netbuilder.diagnostics import Diagnostic, Span
from netbuilder.source.limits import MAX_DEPTH, MAX_DIGITS, MAX_NODES
from netbuilder.source.mapping import mapping_node
from netbuilder.source.node import Node, marks
from netbuilder.source.positions import Source
from netbuilder.source.problems import over_limit, quote, unreadable
from netbuilder.source.scalars import RESOLVED, TooLong
from netbuilder.source.tags import collection_problem, scalar_value

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's C reader where it is there; only its events are used."""

_Frame = tuple[list[Event | Node], list[Any], Event, int]
_TOO_DEEP = f"more than {MAX_DEPTH} collections within each other"
_TOO_MANY = f"more than {MAX_NODES:,} values"


class Refused(Exception):
    """Reading stops here: the file is over a limit, or turns in a circle."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def compose(source: Source, problems: list[Diagnostic], string: str | None = None) -> Node | None:
    """The root of the first document, or None where there is none; what can be read past goes to `problems`.

    Raises Refused for what cannot, and whatever PyYAML raises for a syntax error. `string` is what to read instead
    of the source's own text, with the same offsets.
    """
    string = source.text.string if string is None else string
    loader = Loader(string)
    get_event = loader.get_event
    # Neither anchor nor tag anywhere in most files: then no scalar need be asked for them.
    marked = "&" in string or "!" in string
    resolved = RESOLVED
    anchors: dict[str, tuple[Event | Node, Any, int] | None] = {}
    stack: list[_Frame] = []
    items: list[Event | Node] = []
    values: list[Any] = []
    opener: Event | None = None
    before = 0
    total = 1
    event: Any = None
    # A collection has two events; a flat one is counted at its end, and this bounds it until then.
    for _ in range(2 * MAX_NODES + 8):
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            if marked and (event.tag is not None or event.anchor is not None):
                try:
                    value = scalar_value(source, event, problems)
                except TooLong:
                    raise Refused(_too_long(source, event)) from None
                if event.anchor is not None:
                    anchors[event.anchor] = (event, value, 1)
                values.append(value)
            elif event.style:
                values.append(event.value)
            else:
                try:
                    values.append(resolved[event.value])
                except TooLong:
                    raise Refused(_too_long(source, event)) from None
            items.append(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append((items, values, opener, before))  # type: ignore[arg-type]
            if len(stack) > MAX_DEPTH:
                raise Refused(over_limit(_span(source, event), _TOO_DEEP, fix="nest less"))
            if marked:
                if event.anchor is not None:
                    # Not yet: an alias inside of what it stands for has no end.
                    anchors[event.anchor] = None
                if event.tag is not None:
                    problem = collection_problem(source, event)
                    if problem:
                        problems.append(problem)
            items, values, opener, before = [], [], event, total
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            total += len(values)
            if total > MAX_NODES:
                break
            if kind is MappingEndEvent:
                node = mapping_node(source, opener, event, items, values, problems)
            else:
                node = Node(source, opener, event, values, items)  # type: ignore[arg-type]
            if marked and opener.anchor is not None:  # type: ignore[union-attr]
                anchors[opener.anchor] = (node, node.value, total - before + 1)  # type: ignore[union-attr]
            items, values, opener, before = stack.pop()
            items.append(node)
            values.append(node.value)
        elif kind is AliasEvent:
            node, size = _alias(source, event, anchors, len(stack))
            total += size - 1
            if total > MAX_NODES:
                break
            items.append(node)
            values.append(node.value)
        elif kind is StreamEndEvent:
            break
        elif kind is DocumentStartEvent and items:
            span = source.span(*marks(event))
            message = "a second document starts here; a file holds one network"
            problems.append(unreadable(span, message, fix="put the second network into a file of its own"))
            break
    if type(event) is not StreamEndEvent and type(event) is not DocumentStartEvent:
        raise Refused(over_limit(_span(source, event), _TOO_MANY, why="aliases count as what they stand for"))
    if not items:
        return None
    root = items[0]
    return root if isinstance(root, Node) else Node(source, root, root, values[0])


def _alias(
    source: Source, event: Any, anchors: dict[str, tuple[Event | Node, Any, int] | None], depth: int
) -> tuple[Node, int]:
    """The node for an alias, with a copy of what it stands for, and how many nodes that is."""
    name = event.anchor
    span = _span(source, event)
    if name not in anchors:
        known = ", ".join(quote(f"*{other}") for other in list(anchors)[:8])
        fix = f"one of {known}" if known else f"write `&{name}` before the value that it stands for"
        raise Refused(unreadable(span, f"{quote('*' + name)} has no anchor above it", fix=fix))
    found = anchors[name]
    if found is None:
        message = f"{quote('*' + name)} stands inside of the value that it stands for"
        raise Refused(unreadable(span, message, fix="write the value out"))
    item, value, size = found
    try:
        copy = _copy(value, depth)
    except _TooDeep:
        raise Refused(over_limit(span, _TOO_DEEP, why="aliases count as what they stand for")) from None
    target = item if isinstance(item, Node) else Node(source, item, item, value)
    return Node(source, event, event, copy, None, target), size


class _TooDeep(Exception):
    pass


def _copy(value: Any, depth: int) -> Any:
    """A deep copy of plain data; the depth limit keeps the recursion short."""
    kind = type(value)
    if kind is not dict and kind is not list:
        return value
    if depth >= MAX_DEPTH:
        raise _TooDeep
    if kind is dict:
        return {key: _copy(one, depth + 1) for key, one in value.items()}
    return [_copy(one, depth + 1) for one in value]


def _span(source: Source, event: Any) -> Span:
    start, end = marks(event)
    return source.span(start, max(end, start + 1))


def _too_long(source: Source, event: Event) -> Diagnostic:
    return over_limit(_span(source, event), f"a number of more than {MAX_DIGITS} digits", fix="a shorter number")
