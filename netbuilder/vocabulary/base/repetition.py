"""Lists of layers with repeats in them, as the layers that they stand for: nodes, drafts of them, or plain data."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
Contents = Callable[[T], "tuple[int, Sequence[T]] | None"]
"""How often an entry stands for which others; None for an entry that stands for itself."""


class Occurrence(NamedTuple, Generic[T]):
    """One layer that a list stands for."""

    entry: T
    path: tuple[int, ...]
    """The index of the entry; inside repeats index and round of each first, outermost first."""

    @property
    def rounds(self) -> tuple[int, ...]:
        """The round of every repeat around it, outermost first."""
        return self.path[1::2]


def unrolled(entries: Sequence[T], repetition: Contents[T], prefix: tuple[int, ...] = ()) -> Iterator[Occurrence[T]]:
    """Every layer that the entries stand for, in the order in which they are applied."""
    for index, entry in enumerate(entries):
        path = (*prefix, index)
        repeated = repetition(entry)
        if repeated is None:
            yield Occurrence(entry, path)
            continue
        times, contents = repeated
        for number in range(times):
            occurrence = None
            for occurrence in unrolled(contents, repetition, (*path, number)):
                yield occurrence
            if occurrence is None:
                break  # a billion times nothing


def count(entries: Sequence[T], contents: Contents[T], *, empty: int = 0) -> int:
    """How many layers the entries stand for, found without unrolling them; `empty` is what no entries count as."""
    total = 0
    for entry in entries:
        inside = contents(entry)
        total += 1 if inside is None else inside[0] * count(inside[1], contents, empty=empty)
    return max(total, empty)
