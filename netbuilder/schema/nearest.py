"""Did you mean: the one name of a list that a misspelt one is really near to."""

from collections.abc import Iterable


def nearest(given: str, names: Iterable[str]) -> str | None:
    """The name that was most likely meant; None where nothing is near enough to be worth saying."""
    from difflib import SequenceMatcher  # imported only when something is wrong

    def plain(name: str) -> str:
        return name.replace("_", "").replace("-", "").replace(" ", "").lower()

    names = list(names)
    wanted = plain(given)
    for name in names:
        if plain(name) == wanted:
            return name
    if len(wanted) < 2:
        return None
    best, score = None, 0.0
    for name in names:
        ratio = SequenceMatcher(None, wanted, plain(name)).ratio()
        if ratio > score:
            best, score = name, ratio
    # Short words are alike by chance: `mse` and `mae` are no misspellings of each other.
    bar = 0.75 if len(wanted) > 4 else 0.66
    return best if score >= bar else None
