"""The names that Keras itself would give: one counter a class within each parent."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Named

# Before a capital that a small letter follows, and between a small letter and a capital: p_re_lu, conv1d_transpose.
_SEAM = re.compile(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")


@cache
def automatic_name(class_name: str) -> str:
    """What Keras calls the first layer of a class."""
    return _SEAM.sub("_", class_name).lower()


def identifier_of(node: "Named") -> str | None:
    """The string that the node was written as, else Keras' for its class; None if it has options or no string."""
    strings = type(node).identifiers
    if node.identifier in strings:
        return node.identifier
    if node.written or not strings or not node.callable_bare:
        return None
    snake = automatic_name(type(node).__name__)
    return snake if snake in strings else strings[0]


def explicit_name(name: str, rounds: Iterable[int]) -> str:
    """A written name; inside repeats each round has its own, as `block_0`."""
    return "_".join([name, *(str(number) for number in rounds)])


class Namer:
    """Hands out the names of one parent's layers."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def next(self, class_name: str) -> str:
        """The next automatic name of a class; names that the author gave are left out."""
        stem = automatic_name(class_name)
        while True:
            count = self._counts.get(stem, 0)
            self._counts[stem] = count + 1
            name = f"{stem}_{count}" if count else stem
            if name not in self._taken:
                self._taken.add(name)
                return name
