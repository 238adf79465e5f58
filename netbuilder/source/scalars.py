"""What a plain scalar means in the YAML 1.2 core schema, and what an explicit tag makes of it."""

from netbuilder.source.limits import MAX_DIGITS

Scalar = str | int | float | bool | None

CORE = "tag:yaml.org,2002:"
"""What `!!` stands for."""

_NAMED = {"null": None, "true": True, "false": False}
_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **{form: value for word, value in _NAMED.items() for form in (word, word.capitalize(), word.upper())},
    **{word: float("nan") for word in (".nan", ".NaN", ".NAN")},
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
# No regular expressions here: compiling them takes longer than reading a small file.
_NUMBER_STARTS = frozenset("0123456789-+.")
_FLOAT = frozenset("0123456789-+.eE")
_BASES = {"0o": frozenset("01234567"), "0x": frozenset("0123456789abcdefABCDEF")}


BLANKS = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
"""Characters that look like a space and are none to YAML: they come in with text copied from a web page."""


class TooLong(ValueError):
    """An integer with more digits than are read."""


def resolve(text: str) -> Scalar:
    """The value of a plain scalar."""
    if text[:1] not in _NUMBER_STARTS:
        return _WORDS.get(text, text)
    digits = text[1:] if text[0] in "-+" else text
    if digits.isdecimal() and digits.isascii():
        if len(digits) > MAX_DIGITS:
            raise TooLong
        return int(text)
    if _FLOAT.issuperset(text):
        try:
            return float(text)
        except ValueError:
            return text
    base = _BASES.get(text[:2])
    if base is not None and len(text) > 2 and base.issuperset(text[2:]):
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
"""Plain scalars already met: a config says `units`, `relu` and `64` over and over. All are ASCII words without `#`."""


def resolve_anew(text: str) -> Scalar:
    """The value of a plain scalar that is not in RESOLVED; it now is, if it is one word."""
    value = resolve(text)
    # A long text is hardly met again, and the table outlives the file.
    if len(text) <= 40 and "#" not in text and text.split() == [text] and text.isascii():
        if len(RESOLVED) >= 4096:
            RESOLVED.clear()
        RESOLVED[text] = value
    return value
