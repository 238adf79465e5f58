"""How much is looked into for what was meant: nobody reads on, and a hostile file must not take long."""

from typing import Any, NamedTuple


class Budget(NamedTuple):
    """Bounds of all that guesses; what bounds the file itself stands in `source/limits.py`."""

    problems: int = 2_000
    """More mistakes of one place are not put into words."""
    edits: int = 200
    """Behind so many findings of a file none gets edits, and a misspelt layer is a hole."""
    text: int = 1_000
    """Longer texts are no call and no number that anybody typed."""
    parts: int = 200
    """Data of more parts is not looked into."""
    depth: int = 8
    """Nor what lies deeper within each other: a value is tried at every level."""
    typed: int = 1_000
    """Longer YAML is not written out for somebody to type."""


BUDGET = Budget()


def is_small(value: Any) -> bool:
    """Whether a value is plain data within the budget."""
    left, parts = [(value, 0)], 0
    while left:
        item, depth = left.pop()
        parts += 1
        if isinstance(item, dict) and all(isinstance(key, str) for key in item):
            item = list(item.values())
        if isinstance(item, list | tuple):
            if depth >= BUDGET.depth or parts + len(left) + len(item) > BUDGET.parts:
                return False
            left += [(below, depth + 1) for below in item]
        elif isinstance(item, str):
            if len(item) > BUDGET.text:
                return False
        elif not (item is None or type(item) in (bool, float) or (type(item) is int and item.bit_length() <= 200)):
            return False
    return True
