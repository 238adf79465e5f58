"""Anchors, aliases and tags while a text is read."""

import re
from typing import Any

from yaml.events import MappingStartEvent, ScalarEvent

from netbuilder.diagnostics import Diagnostic, Related, Span, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.limits import MAX_DEPTH, MAX_DIGITS
from netbuilder.source.node import Item, Node, as_node
from netbuilder.source.problems import Refused, blank_problem, not_closed, over_limit, quote, unreadable
from netbuilder.source.scalars import CORE, Scalar, TooLong, convert, resolve_anew

_DASH = r"[\r\n][ \t]*(-)[ \t]"
_NEEDS = {
    CORE + "str": _("text"),
    CORE + "int": _("an integer"),
    CORE + "float": _("a number"),
    CORE + "bool": _("`true` or `false`"),
    CORE + "null": "`null`",
    CORE + "map": _("a mapping"),
    CORE + "seq": _("a list"),
}
_TAG = r"![^ \t\r\n,\]}]*"
_WHY = _("a config holds plain data: text, numbers, true, false, null, lists and mappings")

TOO_DEEP = _("more than {depth} collections within each other", depth=MAX_DEPTH)


class Properties:
    """What the anchors of one text stand for so far."""

    __slots__ = ("_anchors", "_open", "_problems", "_source")

    def __init__(self, source: Text, problems: list[Diagnostic]) -> None:
        self._source = source
        self._problems = problems
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        """Per anchor its node, and how many nodes that is; None until the end of a collection."""
        self._open: list[tuple[str | None, int]] = []
        """The collections around: the anchor, and how many nodes there were before."""

    def word(self, event: Any) -> Scalar:
        """The value of a plain scalar that was not met before."""
        text: str = event.value
        if " - " in text:
            self._check_dash(event)
        if not text.isascii():
            problem = blank_problem(self._source, *marks(event), is_value=True)
            if problem:
                raise Refused(problem)
        try:
            return resolve_anew(text)
        except TooLong:
            raise self._too_long(event) from None

    def _too_long(self, event: Any) -> Refused:
        message = _("a number of more than {max_digits} digits", max_digits=MAX_DIGITS)
        return Refused(over_limit(event_span(self._source, event), message, fix=_("a shorter number")))

    def _check_dash(self, event: Any) -> None:
        """A list item indented more than the list is read as more of the text above it."""
        string, (start, end) = self._source.string, marks(event)
        match = re.compile(_DASH).search(string, start, end)
        if match is None:
            return
        dash = self._source.span(*match.span(1))
        opening = _open_bracket(string, start)
        if opening is not None:
            raise Refused(not_closed(self._source, opening, self._source.span(start, start).line, dash))
        message = _("this `-` is indented more than its list, so the text above goes on")
        above = self._source.span(start, len(string[: match.start()].rstrip()))
        fix = _("the `-` in the column of the list's others")
        raise Refused(unreadable(dash, message, fix=fix, related=(Related(above, _("the text above")),)))

    def scalar(self, event: Any) -> Scalar:
        """The value of a scalar with an anchor or a tag."""
        value: Scalar
        if event.tag is None:
            value = event.value if event.style else self.word(event)
        else:
            try:
                value = convert(event.tag, event.value)
            except TooLong:
                raise self._too_long(event) from None
            except (KeyError, ValueError):
                # Read on as if it had no tag, so that nothing more is said of it.
                self._note_tag(event)
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
            self._note_tag(event)

    def _note_tag(self, event: Any) -> None:
        problem = _tag_problem(self._source, event)
        if problem is not None:
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
            names = ", ".join(quote(f"*{other}") for other in list(self._anchors)[:8])
            fix = (
                _("one of {names}", names=names)
                if names
                else _("write `&{name}` before the value that it stands for", name=name)
            )
            raise Refused(unreadable(span, _("{quote} has no anchor above it", quote=quote("*" + name)), fix=fix))
        match = self._anchors[name]
        if match is None:
            message = _("{quote} stands inside of the value that it stands for", quote=quote("*" + name))
            raise Refused(unreadable(span, message, fix=_("write the value out")))
        target, size = match
        return Node(self._source, marks(event), _copy(target.value, depth, span), name, target), size


def _copy(value: Any, depth: int, span: Span) -> Any:
    """A deep copy of plain data; the depth limit keeps the recursion short."""
    kind = type(value)
    if kind is not dict and kind is not list:
        return value
    if depth >= MAX_DEPTH:
        raise Refused(over_limit(span, TOO_DEEP, why=_("aliases count as what they stand for")))
    if kind is dict:
        return {key: _copy(item, depth + 1, span) for key, item in value.items()}
    return [_copy(item, depth + 1, span) for item in value]


def _open_bracket(string: str, end: int) -> int | None:
    """The offset of the bracket on the same line that is still open at an offset; None where there is none."""
    opened: list[int] = []
    for at in range(string.rfind("\n", 0, end) + 1, end):
        if string[at] in "[{":
            opened.append(at)
        elif string[at] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _tag_problem(source: Text, event: Any) -> Diagnostic | None:
    """What is wrong with the tag of a value that it does not fit; None where a collection has its own."""
    got = _("a mapping") if type(event) is MappingStartEvent else _("a list")
    needs = _NEEDS.get(event.tag)
    if type(event) is ScalarEvent:
        got = quote(event.value)
    elif event.tag == "!" or needs == got:
        return None
    # The tag may come behind an anchor, even on a later line.
    match = re.compile(_TAG).search(source.string, event.start_mark.index)
    start, end = match.span() if match is not None else (event.start_mark.index, event.start_mark.index)
    tag = quote("!!" + event.tag[len(CORE) :] if event.tag.startswith(CORE) else event.tag)
    message = (
        _("the tag {tag} is not read", tag=tag)
        if needs is None
        else _("{tag} needs {needs}, got {got}", tag=tag, needs=needs, got=got)
    )
    return unreadable(source.span(start, end), message, why=_WHY if needs is None else "", fix=_("leave the tag out"))


def marks(event: Any) -> tuple[int, int]:
    """The offsets between which an event stands."""
    return event.start_mark.index, event.end_mark.index


def event_span(source: Text, event: Any) -> Span:
    """The span of an event, at least one character long."""
    start, end = marks(event)
    return source.span(start, max(end, start + 1))
