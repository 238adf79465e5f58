"""Which items of two lists are the same one, in bounded time: a network may have 20,000 layers, all of them alike."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

_MOST_CELLS = 40_000
"""Lists whose lengths multiply to more are matched by their longest common part, without looking for runs first."""

Stretch = tuple[slice, slice]
"""Of both lists: where they are equal, of one length; else what stands between."""
T = TypeVar("T")


def stretches(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[bool, Stretch]]:
    """Both lists in stretches, each with whether it is equal; what is between two equal ones may be empty in one."""
    at, at_after = 0, 0
    for start, start_after, size in _blocks(before, after):
        if start > at or start_after > at_after:
            yield False, (slice(at, start), slice(at_after, start_after))
        if size:
            yield True, (slice(start, start + size), slice(start_after, start_after + size))
        at, at_after = start + size, start_after + size


def _blocks(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[int, int, int]]:
    """Where runs of equal items begin in both, and how long they are; the last one is empty and at the end."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    yield 0, 0, head
    inner, inner_after = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(inner) * len(inner_after) <= _MOST_CELLS:
        blocks = SequenceMatcher(None, inner, inner_after, autojunk=False).get_matching_blocks()
        yield from ((head + start, head + start_after, size) for start, start_after, size in blocks[:-1])
    else:
        yield from ((head + at, head + at_after, 1) for at, at_after in _longest_common(inner, inner_after))
    yield len(before) - tail, len(after) - tail, tail
    yield len(before), len(after), 0


def _longest_common(before: Sequence[T], after: Sequence[T]) -> list[tuple[int, int]]:
    """The places in both of as many equal items as there can be in one order.

    A row of the table of lengths is one number, whose bits are 0 where the length grows (Hyyrö, 2004): 10,000 items are
    10,000 additions.
    """
    places: dict[T, int] = {}
    for at, item in enumerate(after):
        places[item] = places.get(item, 0) | 1 << at
    everything = (1 << len(after)) - 1
    row, rows = everything, [everything]
    for item in before:
        grown = row & places.get(item, 0)
        row = (row + grown | row - grown) & everything
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    at, at_after = len(before), len(after)
    while at and at_after:
        if rows[at] >> at_after - 1 & 1:
            at_after -= 1
            continue
        at -= 1
        if rows[at] >> at_after - 1 & 1:  # the length grows here with this item, and not without
            at_after -= 1
            pairs.append((at, at_after))
    return pairs[::-1]
