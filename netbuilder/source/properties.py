"""Anchors, aliases and tags while a text is read."""

from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.limits import MAX_DEPTH, MAX_DIGITS
from netbuilder.source.marks import event_span, marks
from netbuilder.source.node import Item, Node, as_node
from netbuilder.source.positions import Source
from netbuilder.source.problems import over_limit, quote, unreadable
from netbuilder.source.scalars import Scalar, TooLong, convert, resolve_anew
from netbuilder.source.tags import collection_problem, scalar_problem

TOO_DEEP = f"more than {MAX_DEPTH} collections within each other"


class Refused(Exception):
    """Reading stops here: the file is over a limit, or turns in a circle."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Properties:
    """What the anchors of one text stand for so far."""

    __slots__ = ("_anchors", "_open", "_problems", "_source")

    def __init__(self, source: Source, problems: list[Diagnostic]) -> None:
        self._source = source
        self._problems = problems
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        """Per anchor its node, and how many nodes that is; None until the end of a collection."""
        self._open: list[tuple[str | None, int]] = []
        """The collections around: the anchor, and how many nodes there were before."""

    def word(self, event: Any) -> Scalar:
        """The value of a plain scalar that was not met before."""
        try:
            return resolve_anew(event.value)
        except TooLong:
            message = f"a number of more than {MAX_DIGITS} digits"
            raise Refused(over_limit(event_span(self._source, event), message, fix="a shorter number")) from None

    def scalar(self, event: Any) -> Scalar:
        """The value of a scalar with an anchor or a tag."""
        value: Scalar
        if event.tag is None:
            value = event.value if event.style else self.word(event)
        else:
            try:
                value = convert(event.tag, event.value)
            except (KeyError, ValueError):
                # Read on as if it had no tag, so that nothing more is said of it.
                self._problems.append(scalar_problem(self._source, event))
                value = event.value if event.style else self.word(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (Node(self._source, marks(event), value), 1)
        return value

    def enter(self, event: Any, total: int) -> None:
        """A collection starts."""
        self._open.append((event.anchor, total))
        if event.anchor is not None:
            # Not yet: an alias inside of what it stands for has no end.
            self._anchors[event.anchor] = None
        if event.tag is not None:
            problem = collection_problem(self._source, event)
            if problem:
                self._problems.append(problem)

    def leave(self, item: Item, value: Any, total: int) -> Item:
        """The innermost collection ends; gives back what to keep of it."""
        anchor, before = self._open.pop()
        if anchor is None:
            return item
        node = as_node(self._source, item, value)
        self._anchors[anchor] = (node, total - before + 1)
        return node

    def alias(self, event: Any, depth: int) -> tuple[Node, int]:
        """The node of an alias, with a copy of what it stands for, and how many nodes that is."""
        name: str = event.anchor
        span = event_span(self._source, event)
        if name not in self._anchors:
            known = ", ".join(quote(f"*{other}") for other in list(self._anchors)[:8])
            fix = f"one of {known}" if known else f"write `&{name}` before the value that it stands for"
            raise Refused(unreadable(span, f"{quote('*' + name)} has no anchor above it", fix=fix))
        found = self._anchors[name]
        if found is None:
            message = f"{quote('*' + name)} stands inside of the value that it stands for"
            raise Refused(unreadable(span, message, fix="write the value out"))
        target, size = found
        try:
            copy = _copy(target.value, depth)
        except _TooDeep:
            raise Refused(over_limit(span, TOO_DEEP, why="aliases count as what they stand for")) from None
        return Node(self._source, marks(event), copy, name, target), size


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
