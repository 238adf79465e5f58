"""Compose YAML events into plain data and nodes, in one loop and within the limits."""

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.limits import MAX_DEPTH, MAX_NODES
from netbuilder.source.mapping import careful_mapping, plain_mapping
from netbuilder.source.node import Item, Node, as_node
from netbuilder.source.problems import Refused, over_limit, unreadable
from netbuilder.source.properties import TOO_DEEP, Properties, event_span, marks
from netbuilder.source.scalars import RESOLVED

Parser: Any
if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    # The bare parser: a loader's constructor and resolver would never be used, and take time to make.
    Parser = CParser
else:
    Parser = yaml.SafeLoader

_TOO_MANY = _("more than {count:,} values", count=MAX_NODES)


_SPLICED = "layers"
"""Under this key an alias that stands for a whole list gives the list's items: `- *block`."""


def _splice(items: list[Item], values: list[Any]) -> None:
    """Put the items of the lists that aliases stand for in the place of the aliases; `items` has both ends too."""
    at = 0
    while at < len(values):
        node = items[at + 1]
        if not isinstance(node, Node) or not isinstance(node.children, list):
            at += 1
            continue
        items[at + 1 : at + 2] = node.children
        values[at : at + 1] = [child.value for child in node.children]


def compose(source: Text, problems: list[Diagnostic], string: str | None = None) -> Node | None:
    """The root of the first document, or None where there is none; what can be read past goes to `problems`.

    Raises Refused for what cannot, and whatever PyYAML raises for a syntax error. `string` is what to read instead
    of the source's own text, with the same offsets.
    """
    string = source.string if string is None else string
    get_event = Parser(string).get_event
    # Neither anchor nor tag anywhere in most files: then no node need be asked for them.
    marked = "&" in string or "!" in string
    properties = Properties(source, problems)
    resolved = RESOLVED
    stack: list[tuple[list[Item], list[Any]]] = []
    items: list[Item] = []
    values: list[Any] = []
    value: Any
    total = 1
    event: Any = None
    # A collection has two events; a flat one is counted at its end, and this bounds it until then.
    for _turn in range(2 * MAX_NODES + 8):
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            if marked and (event.tag is not None or event.anchor is not None):
                items.append(marks(event))
                values.append(properties.scalar(event))
            elif event.style:
                items.append(marks(event))
                values.append(text)
            else:
                try:
                    value = resolved[text]
                except KeyError:
                    value = properties.word(event)
                    items.append(event.start_mark.index if text in resolved else marks(event))
                else:
                    items.append(event.start_mark.index)
                values.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append((items, values))
            if len(stack) > MAX_DEPTH:
                raise Refused(over_limit(event_span(source, event), TOO_DEEP, fix=_("nest less")))
            if marked:
                properties.enter(event, total)
            items = [event.start_mark.index]
            values = []
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            total += len(values)
            if total > MAX_NODES:
                break
            items.append(event.end_mark.index)
            item: Item = items
            if kind is SequenceEndEvent:
                if stack[-1][1] and stack[-1][1][-1] == _SPLICED:
                    _splice(items, values)
                value = values
            else:
                value = plain_mapping(values)
                if value is None:
                    item = careful_mapping(source, items, values, problems)
                    value = item.value
            if marked:
                item = properties.leave(item, value, total)
            items, values = stack.pop()
            items.append(item)
            values.append(value)
        elif kind is AliasEvent:
            node, size = properties.alias(event, len(stack))
            total += size - 1
            if total > MAX_NODES:
                break
            items.append(node)
            values.append(node.value)
        elif kind is StreamEndEvent:
            break
        elif kind is DocumentStartEvent and items:
            message = _("a second document starts here; a file holds one network")
            fix = _("put the second network into a file of its own")
            problems.append(unreadable(source.span(*marks(event)), message, fix=fix))
            break
    if type(event) is not StreamEndEvent and type(event) is not DocumentStartEvent:
        raise Refused(over_limit(event_span(source, event), _TOO_MANY, why=_("aliases count as what they stand for")))
    if not items:
        return None
    return as_node(source, items[0], values[0])
