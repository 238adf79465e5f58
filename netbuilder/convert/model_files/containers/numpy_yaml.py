"""Numbers of numpy in `model.to_yaml()` of Keras 2, which wrote how to make them again: read as data, nothing is made.

`!!python/object/apply:numpy.core.multiarray.scalar [dtype, bytes]` is a number; `..._reconstruct` with the bytes in its
`state` is an array, of which those without axes are numbers too: Keras 2.2.3 to 2.3.1 has them in every ReLU.
"""

import base64
import binascii
import re
import struct
from typing import Any

from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.decimals import shortest_decimal

_PYTHON = "tag:yaml.org,2002:python/"
_CALL = re.compile(r"object/apply:numpy\.(?:_?core\.multiarray\.(scalar|_reconstruct)|(dtype))\Z")
_NAME = re.compile(r"name:numpy\.(?:ndarray|dtype)\Z")
BINARY = "tag:yaml.org,2002:binary"
_FORMATS = {"b1": "?", "f2": "e", "f4": "f", "f8": "d"}
_FORMATS |= {"i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "u2": "H", "u4": "I", "u8": "Q"}


class Bytes(str):
    """The text of `!!binary`, which stands for bytes."""


class Format(str):
    """What `numpy.dtype` gives: how `struct` reads its numbers."""


def call_of(tag: str) -> str | None:
    """What of numpy a tag calls, `scalar`, `_reconstruct` or `dtype`; None for every other tag."""
    match = _CALL.match(tag.removeprefix(_PYTHON)) if tag.startswith(_PYTHON) else None
    return (match[1] or match[2]) if match is not None else None


def is_name(tag: str) -> bool:
    """Whether a tag names a class of numpy, as arrays do beside their numbers."""
    return tag.startswith(_PYTHON) and _NAME.match(tag.removeprefix(_PYTHON)) is not None


def value_of(call: str, data: Any) -> Any:
    """What a call gives: a number, a list of them, or the format of a dtype as `struct` has it.

    Raises:
        Refused: it is no number, or no list of numbers.
    """
    args = data.get("args") if isinstance(data, dict) else data
    state = data.get("state") if isinstance(data, dict) else None
    if call == "dtype":
        return _format(args, state)
    if call == "scalar" and isinstance(args, list) and len(args) == 2:
        return _numbers(args[0], args[1], [])
    if call == "_reconstruct" and isinstance(state, list) and len(state) == 5:
        _, shape, dtype, _, raw = state
        return _numbers(dtype, raw, shape)
    raise _strange()


def as_text(value: Any) -> Any:
    """Data with bytes and formats that no number was made of as the text that they are."""
    if isinstance(value, dict):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value) if isinstance(value, Bytes | Format) else value


def _format(args: Any, state: Any) -> Format:
    """A dtype's format, little-endian where it does not say otherwise."""
    name = args[0] if isinstance(args, list) and args else None
    code = _FORMATS.get(name.lstrip("<>|=")) if isinstance(name, str) else None
    order = state[1] if isinstance(state, list) and len(state) > 1 else "<"
    if code is None:
        raise _strange()
    return Format((">" if order == ">" else "<") + code)


def _numbers(dtype: Any, raw: Any, shape: Any) -> Any:
    """The numbers of some bytes: one without axes, a list along one axis."""
    if not isinstance(dtype, Format) or not isinstance(raw, Bytes) or not isinstance(shape, list) or len(shape) > 1:
        raise _strange()
    try:
        numbers = [number for (number,) in struct.iter_unpack(dtype, base64.b64decode(raw))]
    except (struct.error, binascii.Error, ValueError):
        raise _strange() from None
    numbers = [shortest_decimal(number) if isinstance(number, float) else number for number in numbers]
    if len(numbers) != (shape[0] if shape else 1):
        raise _strange()
    return numbers if shape else numbers[0]


def _strange() -> Refused:
    message = _("the file holds an object of numpy that is no number")
    return Refused("unreadable", message, _("nothing in a file is run"))
