"""A fact about a class that its options can change: `relu` cuts off one side, `relu(negative_slope=0.1)` does not."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

LARGE = 1e100
"""Stands for what is larger; its square is still a float."""

T = TypeVar("T")
U = TypeVar("U")


class _Fact:
    """Reads as the usual value on the class, and as the value for its options on a node."""

    __slots__ = ("of", "usual")

    def __init__(self, usual: Any, of: Callable[[Any], Any]) -> None:
        self.usual = usual
        self.of = of

    def __get__(self, node: Any, cls: Any = None) -> Any:
        if node is None:
            return self.usual
        try:
            return self.of(node)
        except OverflowError:
            # A number beyond floats is as telling as any that is as large.
            return LARGE


def option_dependent(usual: T, of: Callable[[Any], U]) -> T | U:
    """A class attribute that is `usual` with default options, and what `of` makes of a node with its own."""
    # To a type checker it is the plain value, so that it can stand where a ClassVar is declared.
    return cast("T | U", _Fact(usual, of))
