"""How much is looked into for what was meant: nobody reads on, and a hostile file must not take long."""

from typing import NamedTuple


class Budget(NamedTuple):
    """Bounds of all that guesses; what bounds the file itself stands in `source/limits.py`."""

    problems: int = 2_000
    """More mistakes of one place are not put into words."""
    edits: int = 200
    """Behind so many findings of a file none gets edits, and a misspelt layer is a hole."""
    text: int = 1_000
    """Longer texts are no call and no number that anybody typed."""
    items: int = 200
    """Longer collections are not looked into."""
    depth: int = 8
    """Nor what lies deeper within each other: values are tried in more than one place."""
    typed: int = 120
    """Longer YAML is not written out for somebody to type."""


BUDGET = Budget()
