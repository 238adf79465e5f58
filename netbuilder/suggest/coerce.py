"""What a value may have been meant as: `64` for "64", 0.3 for 30%, [3, 3] for (3, 3)."""

import re
from collections.abc import Iterator
from typing import Any

_NUMBERS = re.compile(r"[\d\s,.x\u00d7*()\[\]-]+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_QUOTES = "\"'`\u201c\u201d\u2018\u2019"
_WORDS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
_NOTHING = ("none", "null", "nil", "nan", "any", "")

_DTYPES = {
    "int": "int32",
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "str": "string",
    "text": "string",
    "boolean": "bool",
}

LONGEST = 200
"""Longer texts and lists are not looked into."""


def readings(value: Any) -> Iterator[Any]:
    """Values near to one that was refused, the nearest first."""
    if isinstance(value, str) and len(value) <= LONGEST:
        yield from _of_text(value.strip().strip(_QUOTES).strip())
    elif isinstance(value, bool | str) or value is None:
        return
    elif isinstance(value, int | float):
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            yield int(value)
        if 1 < value <= 100:
            yield value / 100
        yield [value]
        if value in (0, 1):
            yield bool(value)
    elif isinstance(value, list | tuple) and len(value) <= LONGEST:
        if len(value) == 1:
            yield value[0]
            if isinstance(value[0], str):
                yield from _of_text(value[0])
        items = [_of_item(one) for one in value]
        if items != list(value):
            yield items
    elif isinstance(value, dict) and len(value) <= LONGEST:
        if all(options is None for options in value.values()):
            yield list(value)
            if len(value) == 1:
                yield next(iter(value))
        else:
            yield [{name: options} if options else name for name, options in value.items()]


def _of_text(text: str) -> Iterator[Any]:
    yield text
    lower = text.lower()
    if lower in _NOTHING:
        yield None
    if lower in _WORDS:
        yield _WORDS[lower]
    last = lower.rpartition(".")[2]
    if last.isidentifier():  # tf.float32
        yield _DTYPES.get(last, last)
    number = _as_number(text)
    if number is not None:
        yield number
        yield from readings(number)
    if text.endswith("%") and (percent := _as_number(text[:-1].strip())) is not None:
        yield percent / 100
    if _NUMBERS.fullmatch(text):
        found = [_as_number(one) for one in _NUMBER.findall(text)]
        yield found
        if len(found) == 1:
            yield found[0]
    yield lower
    yield re.sub(r"[^\w.-]+", "_", text)
    yield [text]
    yield [one for one in re.split(r"[,\s]+", text) if one]


def _of_item(item: Any) -> Any:
    """The number that an item of a list was meant as; the item where it is none."""
    if isinstance(item, str):
        number = _as_number(item)
        return item if number is None else number
    return int(item) if isinstance(item, float) and item.is_integer() else item


def _as_number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            number: int | float = kind(text)
        except ValueError:
            continue
        return number
    return None
