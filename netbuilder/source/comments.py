"""Find comments in a YAML text, and among them those that silence findings: `# netbuilder: ignore[NB201]`."""

import re
from bisect import bisect_right
from itertools import islice
from typing import NamedTuple

from netbuilder.diagnostics import Span, Text
from netbuilder.source.node import Item, Node, behind_properties

_COMMENT = r"(?:(?<![^\s])|(?<=[\]},\"']))#[^\r\n]*"
_IGNORE = r"(?i)#\s*netbuilder:\s*ignore(?![\w-])\s*(?:\[([^\]]*)\])?"
_CODE = r"[^\s,]+"


class Comment(NamedTuple):
    """The offsets of a comment."""

    start: int
    end: int


class Ignore(NamedTuple):
    """A comment that silences findings on its line."""

    line: int
    everything: bool
    """No codes: whatever is found."""
    codes: tuple[str, ...]
    spans: tuple[Span, ...]
    """Where each code stands."""
    span: Span
    """The comment, from its `#` to the end of what says `ignore`."""
    alone: bool
    """Whether nothing else is on the line."""


def comment_starts(source: Text, root: Node | None) -> list[int]:
    """Where every comment of a text that could be read begins, in order; each goes on to the end of its line.

    There may be a million of them, and no more is kept of each.
    """
    string = source.string
    if "#" not in string:
        return []
    inside = _scalars(source, root)
    starts = [start for start, _ in inside]
    places = []
    pattern = re.compile(_COMMENT)
    match = pattern.search(string)
    while match:
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < inside[at][1]:
            # In a quoted text; a comment may yet come behind it on the same line.
            match = pattern.search(string, inside[at][1])
        else:
            places.append(match.start())
            match = pattern.search(string, match.end())
    return places


MOST_CODES = 2_000
"""Of more codes in comments nothing is known: they hide nothing, and nothing is said of them."""


def ignores(source: Text, root: Node | None) -> list[Ignore]:
    """Every comment that silences findings, in order, up to so many codes."""
    string = source.string
    if "netbuilder:" not in string.lower():
        return []
    places: list[Ignore] = []
    left = MOST_CODES
    for start in comment_starts(source, root):
        match = re.compile(_IGNORE).match(string, start, source.line_end(start))
        if not match:
            continue
        if left <= 0:
            break
        listed = re.compile(_CODE).finditer(string, *match.span(1)) if match[1] is not None else iter(())
        codes = list(islice(listed, left))
        left -= max(len(codes), 1)
        places.append(
            Ignore(
                source.span(start, start).line,
                match[1] is None,
                tuple(code[0].upper() for code in codes),
                tuple(source.span(*code.span()) for code in codes),
                source.span(match.start(), match.start() + len(match[0].rstrip())),
                not string[source.line_start(start) : start].strip(),
            )
        )
    return places


def is_within_scalar(source: Text, root: Node | None, offset: int) -> bool:
    """Whether an offset is in the middle of a value, where a `#` would be text, or end what goes on below."""
    return any(start < offset < end for start, end in _scalars(source, root))


def _scalars(source: Text, root: Node | None) -> list[tuple[int, int]]:
    """The ranges of the scalars in which a `#` may stand, in the order of the file."""
    string = source.string
    ranges = []
    # A tree that was read has all of its scalars as items, the values of keys said twice included.
    stack: list[Item] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, Node):
            item = item.item
        if isinstance(item, list):
            stack.extend(reversed(item[1:-1]))
        elif isinstance(item, tuple):
            start, end = item
            start = behind_properties(string, start, end)
            if string[start : start + 1] in ("|", ">"):
                # The first line is `|` and may have a comment; the text begins on the next one.
                start = source.line_end(start)
            ranges.append((start, end))
    return ranges
