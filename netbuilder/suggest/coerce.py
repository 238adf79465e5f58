"""What a plain value may have been meant as: `64` for "64", [3, 3] for (3, 3), 0.3 for 30 percent."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from netbuilder.suggest.budget import BUDGET
from netbuilder.vocabulary.base.validation_errors import passes

_QUOTES = " \"'`\u201c\u201d\u2018\u2019"
_WORDS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False, "none": None, "null": None}
_BETWEEN = re.compile(r"[,\s]+|(?<=\d)[x\u00d7](?=\d)")
"""What stands between sizes: `28, 28` and `28x28`."""
_NUMBER = r"\d{1,15}\.?\d{0,15}(?:[eE]-?\d{1,3})?"
_PRODUCT = re.compile(rf"-?{_NUMBER}(?: ?[*/] ?{_NUMBER}){{1,8}}")


class Reading(NamedTuple):
    """A value as it was meant."""

    value: Any
    is_certain: bool = True
    """Whether it can mean nothing else."""


def coerced(check: Callable[[Any], Any], value: Any) -> Reading | None:
    """The first reading of a value that a check takes; None where there is none."""
    for reading in _readings(value):
        if passes(check, reading.value):
            return reading
    return None


def _readings(value: Any) -> Iterator[Reading]:
    """Values near to one that was refused, the nearest first."""
    if isinstance(value, str) and len(value) <= BUDGET.text:
        yield from _of_text(value.strip(_QUOTES))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            yield Reading(int(value))
        if 1 < value <= 100:
            yield Reading(value / 100, is_certain=False)  # percent
        if value == -1:
            yield Reading(None, is_certain=False)  # a variable size in other tools
        yield Reading([value])
        if value in (0, 1):
            yield Reading(bool(value))
    elif isinstance(value, list | tuple) and len(value) <= BUDGET.parts:
        if len(value) == 1 and not isinstance(value[0], list | dict):
            yield Reading(value[0])
            yield from _readings(value[0])
        yield Reading([_number(item) for item in value])


def _of_text(text: str) -> Iterator[Reading]:
    yield Reading(text)
    if text.lower() in _WORDS:
        yield Reading(_WORDS[text.lower()])
    number = _number(text.strip("()"))
    if not isinstance(number, str):
        yield Reading(number)
        yield from _readings(number)
    percent = _number(text.removesuffix("%"))
    if text.endswith("%") and not isinstance(percent, str):
        yield Reading(percent / 100)
    yield Reading([_number(part) for part in _BETWEEN.split(text.strip("()[],"))])
    if re.fullmatch(r"-?\d{1,15},\d{1,15}", text):  # as half of the world writes a number
        yield Reading(float(text.replace(",", ".")))
    yield Reading(re.sub(r"[^\w.-]+", "_", text), is_certain=False)


def product(text: str) -> int | float | None:
    """The number of a product or a fraction: `7*7*256`, `1./255`; None for other text."""
    if _PRODUCT.fullmatch(text) is None:
        return None
    first, *factors = re.split(r"(?=[*/])", text.replace(" ", ""))
    value = _plain_number(first)
    for part in factors:
        factor = _plain_number(part[1:])
        if part[0] == "*":
            value *= factor
        elif factor == 0:
            return None
        else:
            value /= factor
    return value if math.isfinite(value) else None


def _plain_number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def _number(item: Any) -> Any:
    """The number that an item is, as a fraction too: `1/255`; the item where it is none."""
    if isinstance(item, float) and item.is_integer():
        return int(item)
    for kind in (int, float) if isinstance(item, str) else ():
        try:
            return kind(item)
        except ValueError:
            continue
    value = product(item) if isinstance(item, str) else None
    return item if value is None else value
