"""What Python programs pass, as the plain value that a file would hold: arrays as lists, any whole number as an int.

Random searches give `np.int64(64)`, `np.bool_(True)` and `Decimal("0.3")`; statistics of data come as arrays. Nothing
of that needs numpy to be imported here.
"""

from collections.abc import Mapping
from numbers import Number
from operator import index
from typing import Any

from netbuilder.diagnostics.sentence import _

MOST_NESTED = 100
"""Collections within collections, as in a file."""

_EXACT = frozenset([int, float, str, bool, type(None)])


MOST_BITS = 1027
"""Of a whole number: 309 digits, as in a file. Python itself does not write out much longer ones."""


class BeyondFiles(ValueError):
    """A value that is larger than any of a file; what a file could hold is the message."""

    def __init__(self, limit: str, received: Any) -> None:
        super().__init__(limit)
        self.received = received
        """The value, or what is fit to be shown of it."""


def as_written(value: Any, depth: int = MOST_NESTED) -> Any:
    """The plain value that stands for `value`; what no file could hold comes back as it is.

    Raises:
        BeyondFiles: it holds itself, or a number in it is too long.
    """
    kind = type(value)
    if kind in _EXACT:
        if kind is int and value.bit_length() > MOST_BITS:
            raise BeyondFiles(_("a number of at most 309 digits"), f"about 10^{value.bit_length() * 0.30103:.0f}")
        return value
    if isinstance(value, list | tuple | Mapping):
        if depth == 0:
            raise BeyondFiles(_("at most {most} collections within each other", most=MOST_NESTED), [["..."]])
        return _mapping(value, depth - 1) if isinstance(value, Mapping) else _items(value, depth - 1)
    if isinstance(value, type):
        return value
    if str(getattr(value, "__module__", "")).startswith(("keras.", "tf_keras.")):
        from netbuilder.vocabulary.base.keras_objects import as_data

        return _or_itself(as_data, value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return float.__pos__(value)
    if callable(getattr(kind, "tolist", None)):
        return _plain_array(value, depth)
    if hasattr(kind, "__index__"):
        whole = _or_itself(index, value)
        return value if whole is value else as_written(whole, depth)
    return _or_itself(_rational, value) if isinstance(value, Number) else value


def _items(value: list[Any] | tuple[Any, ...], depth: int) -> Any:
    items = [as_written(item, depth) for item in value]
    return tuple(items) if isinstance(value, tuple) else items


def _mapping(value: Mapping[Any, Any], depth: int) -> Any:
    items = {_key(key): as_written(item, depth) for key, item in value.items()}
    return items if len(items) == len(value) else value


def _key(key: Any) -> str:
    """A key as the text that it would be in a file."""
    if isinstance(key, str):
        return str.__str__(key)
    if key is None or type(key) is bool:
        return {None: "null", True: "true", False: "false"}[key]
    return f"{key}" if type(key) in (int, float) else type(key).__name__


def _plain_array(value: Any, depth: int) -> Any:
    """An array as nested lists, a scalar of numpy as Python's own."""
    plain = _or_itself(lambda array: array.tolist(), value)
    return plain if type(plain) is type(value) else as_written(plain, depth)


def _rational(value: Any) -> float:
    """A Decimal or a Fraction: whole ones as an int."""
    number = float(value)
    if abs(number) < 2**63 and value == int(value):  # which neither infinity nor nan is
        return int(value)
    return number


def _or_itself(convert: Any, value: Any) -> Any:
    # The object is the caller's, and what it raises is no fault of the value that was wanted.
    try:
        return convert(value)
    except Exception:
        return value
