"""The caches that live as long as the process, to be emptied together: a server forgets what it has read."""

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import ParamSpec, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")
R = TypeVar("R")

_clear: list[Callable[[], None]] = []


def clearable(table: MutableMapping[K, V]) -> MutableMapping[K, V]:
    """A table that `clear` empties."""
    _clear.append(table.clear)
    return table


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """The function with its results kept until `clear`."""
    remembering = cache(function)
    _clear.append(remembering.cache_clear)
    return cast("Callable[P, R]", remembering)


def clear() -> None:
    """Forget everything that was kept: nodes that were read, shapes that were walked, classes of the caller."""
    for empty in _clear:
        empty()
