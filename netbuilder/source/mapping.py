"""One mapping from its keys and values: merges, keys said twice, keys that are not text."""

import re
from functools import partial
from typing import Any

from netbuilder.diagnostics import Diagnostic, Edit, Text, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.source.node import Item, Node, as_node
from netbuilder.source.problems import Refused, duplicate, no_space, quote, unreadable
from netbuilder.source.scalars import TooLong, resolve

_NO_SPACE = r"(?s)([A-Za-z_]\w*):(?=[^\s:/])(.+)"
_IN_PARENTHESES = r"(?<![\w.])([\w.]*+)\(([^()\[\]{}\"'#\r\n]*+)\)"
_LONGEST_CALL = 500
"""Characters before and behind a key in which the call is looked for that it may be a piece of."""
_MERGE = "<<"
_MOST_AGAIN = 2_000
"""Keys of one mapping that are said to be there before; more is the same mistake, or meant to cost memory."""


def plain_mapping(values: list[Any]) -> dict[str, Any] | None:
    """The mapping of keys and values in turns; None where it needs the careful way."""
    # One loop is twice as fast here as dict(zip(...)): most mappings have one or two keys.
    mapping: dict[str, Any] = {}
    turns = iter(values)
    for key in turns:
        if type(key) is not str or key in mapping or ":" in key or key == _MERGE or key[-1:] == ")":
            return None
        mapping[key] = next(turns)
    return mapping


def careful_mapping(source: Text, items: list[Item], values: list[Any], problems: list[Diagnostic]) -> Node:
    """The node of a mapping that has merges, mistakes or a colon in a key; items are with start and end."""
    nodes = list(map(partial(as_node, source), items[1:-1], values))
    careful = _Careful(source, nodes, problems)
    node = Node(source, [items[0], *nodes, items[-1]], careful.value)
    node.set_children(careful.children, careful.keys)
    return node


def _is_pair(key: Node, value: Node) -> bool:
    """Whether a key is more than a value without a name."""
    return value.value is not None or bool(value.written) or not key.written or key.alias is not None


class _Careful:
    """A mapping with an eye on every pair."""

    def __init__(self, source: Text, nodes: list[Node], problems: list[Diagnostic]) -> None:
        self.source = source
        self.problems = problems
        self.value: dict[str, Any] = {}
        self.keys: dict[str, Node] = {}
        self.children: dict[str, Node] = {}
        self.merge_key: Node | None = None
        self.again = 0
        """How many keys were there before."""
        merged: list[Node] = []
        pairs = iter(nodes)
        for key in pairs:
            child = next(pairs)
            if key.written == _MERGE:
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
        torn = None if _is_pair(key, child) else self._torn(key)
        if torn is not None:
            raise Refused(torn)
        if not isinstance(name, str):
            problem = _other_key(key)
            if isinstance(name, dict | list):
                raise Refused(problem)
            if _is_pair(key, child):
                # The pair is left out: whatever it was to be, one thing is said of it.
                self.problems.append(problem)
                return
            if self._join_decimal(key):
                return
            raise Refused(self._without_name(key))
        if ":" in name:
            key, name, child = self._split(key, name, child)
        if name in self.value:
            self.again += 1
            if self.again <= _MOST_AGAIN:
                self.problems.append(duplicate(key.span, name, self.keys[name].span))
        else:
            self._take(name, key, child)

    def _torn(self, key: Node) -> Diagnostic | None:
        """What to say of the rest of `(3, 4)` and `Adam(0.1, beta_1=0.8)`, which YAML tears apart at their commas."""
        string, start = self.source.string, self.source.line_start(key.span.start)
        end = self.source.line_end(start)
        # Not the whole line once for each of its keys.
        start, end = max(start, key.span.start - _LONGEST_CALL), min(end, key.span.end + _LONGEST_CALL)
        if string.find("(", start, end) < 0:
            return None
        matches = re.compile(_IN_PARENTHESES).finditer(string, start, end)
        match = next((match for match in matches if match.end() > key.span.start), None)
        if match is None or match.start() > key.span.start:
            return None
        whole = match[0]
        message, fix = _("a call needs quotes: {quote}", quote=quote(whole)), f'"{whole}"'
        if not match[1]:
            message, fix = (
                _("a list is written in [], got {quote}", quote=quote(whole)),
                f"[{match[2].strip().rstrip(',')}]",
            )
        span = self.source.span(*match.span())
        return unreadable(span, message, fix=fix, edits=(Edit(span, fix),))

    def _join_decimal(self, key: Node) -> bool:
        """Take `0,5` in braces as the 0.5 that half of the world writes so; say it, and go on with the number."""
        last = next(reversed(self.children.values()), None)
        if last is None or last.span.end + 1 != key.span.start or not re.fullmatch(r"\d{1,15}", key.written):
            return False
        if last.written not in ("0", "-0"):  # `3,3` may be two sizes
            return False
        number = f"{last.written}.{key.written}"
        span = self.source.span(last.span.start, key.span.end)
        message = _("a number is written with a `.`, got {quote}", quote=quote(f"{last.written},{key.written}"))
        self.problems.append(unreadable(span, message, fix=f"`{number}`", edits=(Edit(span, number),)))
        name = next(reversed(self.children))
        self._take(name, self.keys[name], Node(self.source, (last.span.start, key.span.end), float(number)))
        return True

    def _without_name(self, key: Node) -> Diagnostic:
        """What to say of a value among options: `{64, activation: relu}`, `{size: 3,3}`."""
        message = _("expected `name: value` in braces, found {quote}", quote=quote(key.written))
        fix = _("a name and a `:` before it, `[]` around a list, or a `.` in a number")
        return unreadable(key.span, message, fix=fix)

    def _split(self, key: Node, name: str, child: Node) -> tuple[Node, str, Node]:
        """`{units:64}` is a key without a value to YAML; say what is missing and go on with what was meant."""
        match = re.fullmatch(_NO_SPACE, name)
        if not match or key.written != name:
            return key, name, child
        left, right = match[1], match[2]
        start, end = key.span.start, key.span.end
        colon = start + len(left)
        if right[0] in "[{":
            # `Dense:{units: 64}` outside of brackets: what is behind the colon was torn apart at the next one.
            rest = self.source.string[colon + 1 : self.source.line_end(colon)]
            raise Refused(no_space(self.source, colon, left, rest))
        if child.value is not None or child.written:
            return key, name, child
        try:
            value = resolve(right)
        except TooLong:
            return key, name, child
        self.problems.append(no_space(self.source, colon, left, right))
        return Node(self.source, (start, colon), left), left, Node(self.source, (colon + 1, end), value)

    def _merge(self, key: Node, child: Node, merged: list[Node]) -> None:
        """Note the mappings behind a `<<` key."""
        if self.merge_key is not None:
            problem = duplicate(key.span, _MERGE, self.merge_key.span)
            self.problems.append(problem._replace(suggestion=advice(_("one list: `<<: [*first, *second]`"))))
            return
        self.merge_key = key
        several = isinstance(child.children, list)
        for mapping in child.children if isinstance(child.children, list) else [child]:
            if isinstance(mapping.value, dict):
                merged.append(mapping)
                continue
            what = "mappings" if several else _("a mapping or a list of mappings")
            got = quote(mapping.written.split("\n")[0]) if mapping.written else "nothing"
            self.problems.append(
                unreadable(mapping.span, _("`<<` takes {what}, got {got}", what=what, got=got), fix="`<<: *anchor`")
            )


def _other_key(key: Node) -> Diagnostic:
    """What to say of a key that is a number, a truth value, null, a list or a mapping."""
    value = key.value
    if isinstance(value, dict | list):
        kind = _("a mapping") if isinstance(value, dict) else _("a list")
        return unreadable(
            key.span, _("a key must be text, got {kind}", kind=kind), fix=_("text before the `:`, or quotes around it")
        )
    written = key.written
    if not written:
        return unreadable(key.span, _("a key is missing before the `:`"), fix=_("a name before the `:`"))
    kind = _("a truth value") if isinstance(value, bool) else "null" if value is None else _("a number")
    edits = () if key.alias is not None else (Edit(key.span, f'"{written}"'),)
    return unreadable(
        key.span,
        _("a key must be text, got {kind}: {quote}", kind=kind, quote=quote(written)),
        fix=f'"{written}"',
        edits=edits,
    )
