"""Calls and tuples that YAML tore apart at their commas: `{kernel_size: (3, 3)}` is `(3` and a key `3)`."""

from collections.abc import Iterable, Sequence
from typing import Any

from netbuilder.suggest.python_calls import called
from netbuilder.vocabulary.base.validation_errors import Problem

MOST = 20
"""No call that anybody typed has more commas; looking further takes quadratic time."""


def is_torn(value: Any) -> bool:
    """Whether a text opens more parentheses than it closes."""
    return isinstance(value, str) and value.count("(") > value.count(")")


def mended(options: Any, problems: list[Problem]) -> list[Problem]:
    """The problems of some options where each that was torn is one again: its parts say nothing of their own."""
    if not isinstance(options, dict) or not any(map(is_torn, options.values())):
        return problems
    keys = list(options)
    for at, key in enumerate(keys):
        if not is_torn(options[key]):
            continue
        rest = [(one, one) for one in keys[at + 1 : at + MOST] if options[one] is None]
        text, parts = _joined(options[key], rest)
        if parts:
            problems = [problem for problem in problems if problem.path[:1] not in {(part,) for part in parts}]
            problems = [one._replace(given=text) if one.path == (key,) else one for one in problems]
    return problems


def whole_items(items: Sequence[Any]) -> Iterable[tuple[int, Any]]:
    """The items of a list with their indexes, each call and tuple in one piece: `[Dense(64, activation=relu)]`."""
    at = 0
    while at < len(items):
        item, count = items[at], 0
        if is_torn(item):
            rest = [(one, str(one)) for one in items[at + 1 : at + MOST] if not isinstance(one, dict | list)]
            text, parts = _joined(item, rest)
            if parts and (text.startswith("(") or called(text)):
                item, count = text, len(parts)
        yield at, item
        at += 1 + count


def _joined(text: str, rest: Iterable[tuple[Any, str]]) -> tuple[str, list[Any]]:
    """The text with so many parts behind it that its parentheses close, and these parts."""
    parts = []
    for part, written in rest:
        text = f"{text}, {written}"
        parts.append(part)
        if not is_torn(text):
            return text, parts
    return text, []
