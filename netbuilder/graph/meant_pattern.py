"""What was meant by a pattern of a layout that names no weight."""

import json
import re

from netbuilder.diagnostics import Suggestion, advice
from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean, remove_option
from netbuilder.graph.layout import Named, ResolvedLayout
from netbuilder.vocabulary.base.patterns import Effort, Pattern, PatternError, TooMuch

_PLAIN = re.compile(r"[A-Za-z.][\w.*/+-]*\Z")


def meant_pattern(layout: "ResolvedLayout", named: "Named") -> Suggestion:
    """The pattern that was meant; that the line goes where the others name all that it can mean."""
    path, key = named.path, named.pattern
    taken = {target.path for other in layout.named for target in other.targets}
    paths = [placed.path for placed in layout.weights]
    is_claimed = False
    for wider in (f".*/{key.removeprefix('/')}", f".*{key}", f"{key}.*", f".*{key}.*"):
        matching = _matching(wider, paths)
        if matching and taken.isdisjoint(matching):
            return did_you_mean(path, "key", _written(wider))
        is_claimed = is_claimed or bool(matching)
    if is_claimed:
        return remove_option(path[:-1], key, _("other patterns name what it can mean: remove it"))
    tails = [f".*/{place.partition('/')[2]}" for place in paths if place not in taken]
    near = closest(key, tails)
    if near is not None:
        return did_you_mean(path, "key", _written(near))
    return advice(_("`{tails}`, say", tails=tails[0]) if tails else _("remove it"))


def _matching(text: str, paths: list[str]) -> list[str]:
    try:
        pattern, effort = Pattern.of(text), Effort(len(text) * 20_000)
        return [path for path in paths if pattern.matches(path, effort)]
    except (PatternError, TooMuch):
        return []


def _written(pattern: str) -> str:
    """A pattern as a key of a file."""
    return pattern if _PLAIN.match(pattern) else json.dumps(pattern)
