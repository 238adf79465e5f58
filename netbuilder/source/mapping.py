"""One mapping from its keys and values: merges, keys said twice, keys that are not text."""

import re
from typing import Any

from netbuilder.diagnostics import Diagnostic, Edit
from netbuilder.source.node import Item, Node, as_node
from netbuilder.source.positions import Source
from netbuilder.source.problems import duplicate, quote, unreadable
from netbuilder.source.scalars import TooLong, resolve

_NO_SPACE = re.compile(r"([A-Za-z_]\w*):(?=[^\s:/])(.+)")
_MERGE = "<<"


def plain_mapping(values: list[Any]) -> dict[str, Any] | None:
    """The mapping of keys and values in turns; None where it needs the careful way."""
    if len(values) == 2:
        name, value = values
        if type(name) is str and ":" not in name and name != _MERGE:
            return {name: value}
        return None
    pairs = iter(values)
    try:
        mapping = dict(zip(pairs, pairs, strict=False))
        # One call tells whether all keys are text, and whether one of them needs a closer look.
        names = "".join(mapping)
    except TypeError:
        return None
    return mapping if 2 * len(mapping) == len(values) and ":" not in names and _MERGE not in names else None


def careful_mapping(source: Source, items: list[Item], values: list[Any], problems: list[Diagnostic]) -> Node:
    """The node of a mapping that has merges, mistakes or a colon in a key; items are with start and end."""
    nodes = [as_node(source, item, value) for item, value in zip(items[1:-1], values, strict=True)]
    careful = _Careful(source, nodes, problems)
    node = Node(source, [items[0], *nodes, items[-1]], careful.value)
    node.set_children(careful.children, careful.keys)
    return node


class _Careful:
    """A mapping with an eye on every pair."""

    def __init__(self, source: Source, nodes: list[Node], problems: list[Diagnostic]) -> None:
        self.source = source
        self.problems = problems
        self.value: dict[str, Any] = {}
        self.keys: dict[str, Node] = {}
        self.children: dict[str, Node] = {}
        self.merge_key: Node | None = None
        merged: list[Node] = []
        pairs = iter(nodes)
        for key, child in zip(pairs, pairs, strict=True):
            if key.value == _MERGE and key.written == _MERGE:
                self._merge(key, child, merged)
            else:
                self._add(key, child)
        # Local keys win wherever they stand, and of several mappings the first.
        for mapping in merged:
            children, keys = mapping.children, mapping.keys
            assert isinstance(children, dict)
            assert keys is not None
            for name, child in children.items():
                if name not in self.value:
                    self._take(name, keys[name], child)

    def _take(self, name: str, key: Node, child: Node) -> None:
        self.value[name] = child.value
        self.keys[name] = key
        self.children[name] = child

    def _add(self, key: Node, child: Node) -> None:
        """Take one key with its value, unless the key cannot be one."""
        name = key.value
        if not isinstance(name, str):
            if isinstance(name, dict | list):
                self.problems.append(_complex_key(key))
                return
            name = self._text_key(key)
        elif child.value is None and not child.written:
            key, name, child = self._split(key, name, child)
        if name in self.value:
            self.problems.append(duplicate(key.span, name, self.keys[name].span))
        else:
            self._take(name, key, child)

    def _text_key(self, key: Node) -> str:
        """The text of a key that reads as a number, a truth value or null."""
        if key.alias is not None:
            name = str(key.value)
            self.problems.append(unreadable(key.span, f"a key must be text, got {quote(name)}", fix=f'"{name}"'))
            return name
        written = key.written
        kind = {bool: "a truth value", type(None): "null"}.get(type(key.value), "a number")
        message = f"a key must be text, got {kind}: {quote(written)}" if written else "a key is missing before the `:`"
        fix = f'"{written}"' if written else "a name before the `:`"
        edits = (Edit(key.span, f'"{written}"'),) if written else ()
        self.problems.append(unreadable(key.span, message, fix=fix, edits=edits))
        return written

    def _split(self, key: Node, name: str, child: Node) -> tuple[Node, str, Node]:
        """`{units:64}` is a key without a value to YAML; say what is missing and go on with what was meant."""
        found = _NO_SPACE.fullmatch(name)
        if not found or key.written != name:
            return key, name, child
        left, right = found[1], found[2]
        try:
            value = resolve(right)
        except TooLong:
            return key, name, child
        start, end = key.span.start, key.span.end
        colon = start + len(left)
        message = f"no space after the `:` in {quote(name)}"
        edits = (Edit(self.source.span(colon + 1, colon + 1), " "),)
        self.problems.append(
            unreadable(self.source.span(colon, colon + 1), message, fix=f"{left}: {right}", edits=edits)
        )
        return (
            Node(self.source, (start, colon), left),
            left,
            Node(self.source, (colon + 1, end), value),
        )

    def _merge(self, key: Node, child: Node, merged: list[Node]) -> None:
        """Note the mappings behind a `<<` key."""
        if self.merge_key is not None:
            problem = duplicate(key.span, _MERGE, self.merge_key.span)
            self.problems.append(problem._replace(fix="one list: `<<: [*first, *second]`"))
            return
        self.merge_key = key
        several = isinstance(child.children, list)
        for one in child.children if isinstance(child.children, list) else [child]:
            if isinstance(one.value, dict):
                merged.append(one)
                continue
            what = "mappings" if several else "a mapping or a list of mappings"
            got = one.written.split("\n")[0]
            self.problems.append(unreadable(one.span, f"`<<` takes {what}, got {quote(got)}", fix="`<<: *anchor`"))


def _complex_key(key: Node) -> Diagnostic:
    kind = "a mapping" if isinstance(key.value, dict) else "a list"
    return unreadable(key.span, f"a key must be text, got {kind}", fix="text before the `:`, or quotes around it")
