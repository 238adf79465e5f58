"""What a value may have been meant as: `64` for "64", 0.3 for 30%, [3, 3] for (3, 3)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from netbuilder.suggest.budget import BUDGET

_QUOTES = "\"'`\u201c\u201d\u2018\u2019"
_BRACKETS = "()[]"
_WORDS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
_NOTHING = ("none", "null", "nil", "?")
_DTYPES = {"int": "int32", "float": "float32", "double": "float64", "half": "float16", "str": "string"}


class Reading(NamedTuple):
    """A value as it was meant."""

    value: Any
    is_certain: bool = True
    """Whether it can mean nothing else."""


def passes(check: Callable[[Any], Any], value: Any) -> bool:
    """Whether a check takes a value."""
    try:
        check(value)
    except PydanticCustomError:
        return False
    return True


def coerced(check: Callable[[Any], Any], value: Any) -> Reading | None:
    """The first reading of a value that a check takes; None where there is none."""
    return next((reading for reading in _readings(value) if passes(check, reading.value)), None)


def _readings(value: Any) -> Iterator[Reading]:
    """Values near to one that was refused, the nearest first."""
    if isinstance(value, str) and len(value) <= BUDGET.text:
        yield from _of_text(value.strip().strip(_QUOTES).strip())
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
    elif isinstance(value, list | tuple) and len(value) <= BUDGET.items:
        if len(value) == 1 and not isinstance(value[0], list | dict):
            yield Reading(value[0])
            if isinstance(value[0], str):
                yield from _of_text(value[0])
        yield Reading([_number(item) if isinstance(item, str) else _whole(item) for item in value])
    elif isinstance(value, dict) and value and all(options is None for options in value.values()):
        names = list(value)[: BUDGET.items]  # {mae}
        yield Reading([_number(name) for name in names])


def _of_text(text: str) -> Iterator[Reading]:
    yield Reading(text)
    lower = text.lower()
    if lower in _NOTHING:
        yield Reading(None)
    if lower in _WORDS:
        yield Reading(_WORDS[lower])
    last = lower.rpartition(".")[2]
    if last.isidentifier():  # tf.float32
        yield Reading(_DTYPES.get(last, last))
    number = _number(text.removesuffix("%").strip())
    if not isinstance(number, str):
        is_percent = text.endswith("%")
        yield Reading(number / 100 if is_percent else number)
        if not is_percent:
            yield from _readings(number)
    parts = [part for part in re.split(r"[,\s]+", text.strip(_BRACKETS)) if part]
    if len(parts) == 1 and parts[0] != text:
        yield Reading(_number(parts[0]))  # (4)
    yield Reading([_number(part) for part in parts])
    yield Reading(re.sub(r"[^\w.-]+", "_", text), is_certain=False)


def _whole(item: Any) -> Any:
    return int(item) if isinstance(item, float) and item.is_integer() else item


_FRACTION = re.compile(r"(-?\d{1,15}\.?\d{0,15})\s*/\s*(\d{1,15}\.?\d{0,15})\Z")


def _number(text: str) -> Any:
    """The number that a text is, as a fraction too: `1/255`; the text where it is none."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    fraction = _FRACTION.match(text)
    if fraction is not None and float(fraction[2]):
        return float(fraction[1]) / float(fraction[2])
    return text
