"""What is computed once: for an object, or for the process until all is forgotten, as a server does of what it read."""

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

_MOST_THINGS = 10_000
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


def remembered_by_identity(function: Callable[[T], R]) -> Callable[[T], R]:
    """The function of one thing that never changes, such as a node, with its results kept until `clear`.

    A thing is known by its id, and kept beside its result, so that the id stays its own.
    """
    table: MutableMapping[int, tuple[T, R]] = clearable({})

    def ask(thing: T) -> R:
        entry = table.get(id(thing))
        if entry is not None and entry[0] is thing:
            return entry[1]
        if len(table) >= _MOST_THINGS:
            table.clear()
        result = function(thing)
        table[id(thing)] = (thing, result)
        return result

    return ask


def clear() -> None:
    """Forget everything that was kept: nodes that were read, shapes that were walked, classes of the caller."""
    for empty in _clear:
        empty()


class lazy(Generic[T]):
    """`functools.cached_property` without the lock that it takes until Python 3.12: most values cost less than that."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, owner: None, cls: type) -> "lazy[T]": ...
    @overload
    def __get__(self, owner: object, cls: type) -> T: ...
    def __get__(self, owner: object | None, cls: type) -> "T | lazy[T]":
        if owner is None:
            return self
        # The name in the instance comes before this descriptor from now on.
        value = owner.__dict__[self.name] = self.function(owner)
        return value
