"""Did you mean: the one name of a list that a misspelt one is really near to."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LONGEST = 100
"""Longer than any name, with room for slips: comparing takes quadratic time."""
_SHORT = 4
"""Letters of a short name."""
_NEAR, _NEAR_IF_SHORT = 0.75, 0.66
"""So alike are a name and its misspelling; a short one that has as many letters, or is the beginning, less so."""
_MARGIN = 0.05
"""So much less alike is the next name, where a slip can mean only one."""


class Match(NamedTuple):
    """The name that was most likely meant."""

    name: str
    is_certain: bool
    """Whether no other name is nearly as near."""


def closest(written: str, names: Iterable[str]) -> str | None:
    """The name that was most likely meant; None where nothing is near enough to be worth saying."""
    match = match_name(written, names)
    return match.name if match is not None else None


def match_name(written: str, names: Iterable[str], least: float = 0.0) -> Match | None:
    """The same, with whether it can mean only that one.

    `least` asks for more than being near: 1 is the same letters in the same order.
    """
    if len(written) > LONGEST:
        return None
    # The same slip mostly stands on many lines.
    return _search(written, tuple(names), least)


def fold_name(name: str) -> str:
    """A name without what people spell in different ways: case, and what stands between its words."""
    return name.replace("_", "").replace("-", "").replace(" ", "").replace("/", "").lower()


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, dict[str, int]]:
    """A name folded, and how often it has each letter."""
    folded = fold_name(name)
    letters: dict[str, int] = {}
    for letter in folded:
        letters[letter] = letters.get(letter, 0) + 1
    return folded, letters


def _shared(some: dict[str, int], others: dict[str, int]) -> int:
    """How many letters two names have in common, in whatever order."""
    return sum(min(count, others[letter]) for letter, count in some.items() if letter in others)


@lru_cache(maxsize=4096)
def _search(written: str, names: tuple[str, ...], least: float) -> Match | None:
    from difflib import SequenceMatcher  # imported only when something is wrong

    # Of `accuracy` and `Accuracy` the one that looks like what was typed comes first.
    names = tuple(sorted(names, key=lambda name: name.islower() != written.islower()))
    folded_written, letters = _folded(written)
    for name in names:
        if _folded(name)[0] == folded_written:
            return Match(name, True)
    if len(folded_written) < 2:
        return None
    bar = max(least, _NEAR if len(folded_written) > _SHORT else _NEAR_IF_SHORT)
    best, score, second = None, 0.0, 0.0
    for name in names:
        folded, others = _folded(name)
        if best is not None and folded == _folded(best)[0]:
            continue  # `relu` and `ReLU` are one name
        # Both are cheap and never below the ratio itself; what the matcher looks up first costs ten times as much.
        needed = (max(bar, score) - _MARGIN) * (len(folded_written) + len(folded)) * 0.5
        if min(len(folded_written), len(folded)) < needed or _shared(others, letters) < needed:
            continue
        ratio = SequenceMatcher(None, folded_written, folded).ratio()
        # Short words are alike by chance: one letter of three may be wrong, and `flat` go on; `mine` is no `hinge`.
        is_slip = ratio >= _NEAR or len(folded) == len(folded_written) or folded.startswith(folded_written)
        if ratio >= bar and ratio > score and is_slip:
            best, score, second = name, ratio, score
        else:
            second = max(second, ratio)
    return Match(best, score - second >= _MARGIN) if best is not None else None
