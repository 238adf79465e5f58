"""One mapping from its keys and values: merges, keys said twice, keys that are not text."""

import re
from typing import Any

from yaml.events import Event, ScalarEvent

from netbuilder.diagnostics import Diagnostic, Edit
from netbuilder.source.node import Node, Slice
from netbuilder.source.positions import Source
from netbuilder.source.problems import duplicate, quote, unreadable
from netbuilder.source.scalars import RESOLVED, TooLong

_NO_SPACE = re.compile(r"([A-Za-z_]\w*):(?=[^\s:/])(.+)")
_MERGE = "<<"


def mapping_node(
    source: Source, start: Any, end: Event, items: list[Event | Node], values: list[Any], problems: list[Diagnostic]
) -> Node:
    """The node of a mapping, whose items and values are keys and values in turns."""
    pairs = iter(values)
    try:
        value = dict(zip(pairs, pairs, strict=False))
    except TypeError:
        return _Careful(source, start, end, items, values, problems).node
    if 2 * len(value) != len(values) or _MERGE in value or None in value.values():
        return _Careful(source, start, end, items, values, problems).node
    for key in value:
        if type(key) is not str:
            return _Careful(source, start, end, items, values, problems).node
    return Node(source, start, end, value, items)


class _Careful:
    """The same with an eye on every pair, for the few mappings that need it."""

    def __init__(
        self,
        source: Source,
        start: Any,
        end: Event,
        items: list[Event | Node],
        values: list[Any],
        problems: list[Diagnostic],
    ) -> None:
        self.source = source
        self.problems = problems
        self.value: dict[str, Any] = {}
        self.keys: dict[str, Node] = {}
        self.children: dict[str, Node] = {}
        self.merge_key: Node | None = None
        merged: list[Node] = []
        for at in range(0, len(items), 2):
            key = self._node(items[at], values[at])
            child = self._node(items[at + 1], values[at + 1])
            if key.value == _MERGE and not getattr(key.event, "style", None):
                self._merge(key, child, merged)
            else:
                self._add(key, child)
        # Local keys win wherever they stand, and of several mappings the first.
        for mapping in merged:
            for name, child in (mapping.children or {}).items():  # type: ignore[union-attr]
                if name not in self.value:
                    self.value[name] = child.value
                    self.children[name] = child
                    self.keys[name] = (mapping.keys or {})[name]
        self.node = Node(source, start, end, self.value, items)
        self.node.set_children(self.children, self.keys)

    def _node(self, item: Event | Node, value: Any) -> Node:
        return item if isinstance(item, Node) else Node(self.source, item, item, value)

    def _add(self, key: Node, child: Node) -> None:
        """Take one key with its value, unless the key cannot be one."""
        name = key.value
        if not isinstance(name, str):
            if isinstance(name, dict | list):
                self.problems.append(_complex_key(key))
                return
            name = self._text_key(key)
        elif child.value is None and ":" in name and child.span.start == child.span.end:
            key, name, child = self._split(key, name, child)
        if name in self.value:
            self.problems.append(duplicate(key.span, name, self.keys[name].span))
            return
        self.value[name] = child.value
        self.keys[name] = key
        self.children[name] = child

    def _text_key(self, key: Node) -> str:
        """The text of a key that reads as a number, a truth value or null."""
        span = key.span
        written = span.text.string[span.start : span.end]
        kind = {bool: "a truth value", type(None): "null"}.get(type(key.value), "a number")
        message = f"a key must be text, got {kind}: {quote(written)}" if written else "a key is missing before the `:`"
        fix = f'"{written}"' if written else "a name before the `:`"
        edits = (Edit(span, f'"{written}"'),) if written and not key.is_alias else ()
        self.problems.append(unreadable(span, message, fix=fix, edits=edits))
        return str(getattr(key.event, "value", key.value))

    def _split(self, key: Node, name: str, child: Node) -> tuple[Node, str, Node]:
        """`{units:64}` is a key without a value to YAML; say what is missing and go on with what was meant."""
        found = _NO_SPACE.fullmatch(name)
        span = key.span
        written = span.text.string[span.start : span.end]
        if not found or written != name or type(key.event) is not ScalarEvent:
            return key, name, child
        left, right = found[1], found[2]
        colon = span.start + len(left)
        try:
            value = RESOLVED[right]
        except TooLong:
            return key, name, child
        gap = self.source.span(colon + 1, colon + 1)
        self.problems.append(
            unreadable(
                self.source.span(colon, colon + 1),
                f"no space after the `:` in {quote(name)}",
                fix=f"{left}: {right}",
                edits=(Edit(gap, " "),),
            )
        )
        return (
            Slice(self.source, key.event, left, span.start, colon),
            left,
            Slice(self.source, key.event, value, colon + 1, span.end),
        )

    def _merge(self, key: Node, child: Node, merged: list[Node]) -> None:
        """Note the mappings behind a `<<` key."""
        if self.merge_key is not None:
            problem = duplicate(key.span, _MERGE, self.merge_key.span)
            self.problems.append(problem._replace(fix="one list: `<<: [*first, *second]`"))
            return
        self.merge_key = key
        several = isinstance(child.value, list)
        for one in child.children if several else [child]:  # type: ignore[union-attr]
            if isinstance(one, Node) and isinstance(one.value, dict):
                merged.append(one)
            else:
                what = "mappings" if several else "a mapping or a list of mappings"
                span = one.span if isinstance(one, Node) else child.span
                got = span.text.string[span.start : span.end].split("\n")[0]
                self.problems.append(unreadable(span, f"`<<` takes {what}, got {quote(got)}", fix="`<<: *anchor`"))


def _complex_key(key: Node) -> Diagnostic:
    kind = "a mapping" if isinstance(key.value, dict) else "a list"
    return unreadable(key.span, f"a key must be text, got {kind}", fix="text before the `:`, or quotes around it")
