"""Equal blocks of a list written once, with how often they stand there, and back."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from netbuilder.diagnostics import Edit, Path
from netbuilder.source.document import Document
from netbuilder.source.edit.editable import dash_of, editable, has_anchor, has_comment, is_own, newline
from netbuilder.source.node import Node

_LONGEST = 50
"""Entries of one block."""
_MOST_LINES = 1_000


class Run(NamedTuple):
    """Blocks of a list that say the same one after the other."""

    first: int
    size: int
    """Entries of one block."""
    times: int


def run_at(entries: Sequence[Any], index: int) -> Run | None:
    """The longest run of equal blocks that an entry of a list stands in, of the smallest blocks; None without one."""
    best: Run | None = None
    for size in range(1, min(_LONGEST, len(entries) // 2) + 1):
        for offset in range(size):
            first = index - offset
            if first < 0:
                break
            block = list(entries[first : first + size])
            if any(isinstance(entry, dict) and "repeat" in entry for entry in block):
                continue
            # Of a list of two blocks or more what would begin before it is empty.
            while list(entries[first - size : first]) == block:
                first -= size
            times = 1
            while list(entries[first + size * times : first + size * (times + 1)]) == block:
                times += 1
            if times > 1 and (best is None or times * size > best.times * best.size):
                best = Run(first, size, times)
    return best


def fold(document: Document, path: Path, run: Run) -> tuple[Edit, ...]:
    """The blocks of a list of lines as one `repeat`; none where a comment or an anchor would be lost."""
    items = _block_items(document, editable(document, path))
    if not items:
        return ()
    used = items[run.first : run.first + run.size * run.times]
    start, end = used[0][0], used[-1][1]
    # A comment behind the first block stays behind it.
    until = document.text.line_end(used[run.size - 1][1])
    if has_comment(document, until, end) or has_anchor(document, start, end):
        return ()
    column = document.text.span(start, start).column - 1
    line = newline(document)
    pad = " " * column
    head = f"- repeat:{line}{pad}    times: {run.times}{line}{pad}    layers:{line}{pad}      "
    block = document.text.string[start:until]
    indented = block.replace("\n", "\n" + " " * 6)
    return (Edit(document.text.span(start, end), head + indented),)


def unfold(document: Document, path: Path, times: int) -> tuple[Edit, ...]:
    """A `repeat` as the blocks that it stands for; `path` is that of the entry in its list."""
    node = editable(document, (*path, "repeat", "layers"))
    if node is None:
        return ()
    entries, items = _block_items(document, editable(document, path[:-1])), _block_items(document, node)
    if not items or not entries or times * len(items) > _MOST_LINES:
        return ()
    start, end = entries[int(path[-1])]
    first, last = items[0][0], items[-1][1]
    is_commented = has_comment(document, start, first) or has_comment(document, last, end)
    if is_commented or has_anchor(document, start, end) or _names(node.value):
        return ()
    inner = document.text.span(first, first).column - 1
    outer = document.text.span(start, start).column - 1
    block = document.text.string[first:last].replace("\n" + " " * (inner - outer), "\n")
    line = newline(document) + " " * outer
    return (Edit(document.text.span(start, end), line.join([block] * times)),)


def _names(value: Any) -> bool:
    """Whether an entry has a name, which every round would have."""
    if isinstance(value, dict):
        return "name" in value or any(_names(item) for item in value.values())
    return isinstance(value, list) and any(_names(item) for item in value)


def _block_items(document: Document, node: Node | None) -> list[tuple[int, int]]:
    """Where the items of a list of lines begin, their dashes included, and end; none where one has no dash."""
    children = node.children if node is not None and "\r" not in document.text.string else None
    own = [child for child in children if is_own(document, child)] if isinstance(children, list) else []
    places = [(dash, child.span.end) for child in own if (dash := dash_of(document, child)) is not None]
    return places if len(places) == len(children or ()) else []
