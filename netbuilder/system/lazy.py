"""lazy: an attribute that is computed when it is first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


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
