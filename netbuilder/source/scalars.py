"""What a plain scalar means in the YAML 1.2 core schema, and what an explicit tag makes of it."""

import re

from netbuilder.source.limits import MAX_DIGITS

Scalar = str | int | float | bool | None

CORE = "tag:yaml.org,2002:"
"""What `!!` stands for."""

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER_STARTS = frozenset("0123456789-+.")


class TooLong(ValueError):
    """An integer with more digits than are read."""


def resolve(text: str) -> Scalar:
    """The value of a plain scalar."""
    if text[:1] not in _NUMBER_STARTS:
        return _WORDS.get(text, text)
    if _INT.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise TooLong
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _BASED.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise TooLong
        return int(text, 0)
    return _WORDS.get(text, text)


def convert(tag: str, text: str) -> Scalar:
    """The value of a scalar with a core tag: ValueError if the text is none of that kind, KeyError for another tag."""
    if tag == "!":
        return text
    kind = _KINDS[tag]
    if kind is str:
        return text
    value = resolve(text)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(text)
    return value


_KINDS: dict[str, type] = {
    CORE + "str": str,
    CORE + "int": int,
    CORE + "float": float,
    CORE + "bool": bool,
    CORE + "null": type(None),
}


RESOLVED: dict[str, Scalar] = {}
"""Plain scalars already met: a config says `units`, `relu` and `64` over and over. No blank and no `#` is in any."""

_SHORT = re.compile(r"[^\s#]{1,40}")


def resolve_anew(text: str) -> Scalar:
    """The value of a plain scalar that is not in RESOLVED; it now is, if it is one word."""
    value = resolve(text)
    # A long text is hardly met again, and the table outlives the file.
    if _SHORT.fullmatch(text):
        if len(RESOLVED) >= 4096:
            RESOLVED.clear()
        RESOLVED[text] = value
    return value
