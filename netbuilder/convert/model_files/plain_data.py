"""Plain data of a hostile file, within limits: tuples and TensorFlow's shapes as lists, float32 as short decimals."""

import json
from typing import Any

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.decimals import shortest_decimal

_LISTS = ("__tuple__", "TensorShape")
"""What TensorFlow writes a tuple and a shape as: `{"class_name": "__tuple__", "items": [...]}`."""
_AS_LISTS = bytes.maketrans(b"{}", b"[]")
_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"\\'))
_COLLECTIONS = frozenset((dict, list))


class _Decimals(dict[str, float]):
    """The numbers that texts stand for: a file says a few of them at every layer."""

    def __missing__(self, text: str) -> float:
        value = self[text] = shortest_decimal(float(text))
        return value


def decode_json(text: str | bytes) -> Any:
    """The data of a JSON text.

    Raises:
        Refused: it is no JSON, or over a limit.
    """
    if len(text) > MAX_BYTES:
        raise Refused("over-limit", _("the topology is larger than {size} MB", size=MAX_BYTES // 1_000_000))
    try:
        string = text if isinstance(text, str) else text.decode(json.detect_encoding(text), "surrogatepass")
        data = json.loads(string, parse_float=_Decimals().__getitem__)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # JSONDecodeError, bytes that are not UTF-8, an integer of too many digits
        where = (
            _(" at line {line}, column {column}", line=error.lineno, column=error.colno)
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise Refused("unreadable", _("the JSON of the model breaks off{where}", where=where)) from None
    return _plain(data, string)


def first_json(text: str) -> Any:
    """The first JSON value of a text that goes on behind it; raises Refused where there is none."""
    try:
        data = json.JSONDecoder(parse_float=_Decimals().__getitem__).raw_decode(text)[0]
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise Refused("unreadable", _("the JSON of the model breaks off")) from None
    return _plain(data, text)


def _plain(data: Any, text: str) -> Any:
    if len(text) > MAX_VALUES or not _is_flat(text):
        bounded(data)
    return _with_lists(data) if '"items"' in text else data


def _is_flat(text: str) -> bool:
    """Whether the collections of a JSON text are surely within the limit of depth: told by its brackets alone."""
    marks = text.encode("ascii", "replace").translate(_AS_LISTS, _NO_MARKS).replace(b'""', b"")
    for _depth in range(MAX_DEPTH):
        marks = marks.replace(b"[]", b"")
    return not marks  # of a text with a bracket or a quote in it something is left


def bounded(data: Any) -> Any:
    """The same data; raises Refused where it is over a limit."""
    level: list[Any] = [[data]]
    count = depth = 0
    while level:
        count += sum(map(len, level))
        if count > MAX_VALUES:
            raise Refused("over-limit", _("the topology holds more than {most:,} values", most=MAX_VALUES))
        if depth > MAX_DEPTH:
            raise _too_deep()
        depth += 1
        level = [
            value
            for collection in level
            for value in (collection.values() if type(collection) is dict else collection)
            if type(value) in _COLLECTIONS
        ]
    return data


def _with_lists(value: Any) -> Any:
    """Data within limits, with TensorFlow's tuples and shapes as lists."""
    if isinstance(value, dict):
        if value.get("class_name") in _LISTS and isinstance(value.get("items"), list):
            return [_with_lists(item) for item in value["items"]]
        return {key: _with_lists(item) for key, item in value.items()}
    return [_with_lists(item) for item in value] if isinstance(value, list) else value


def mapping(value: Any, what: str) -> dict[str, Any]:
    """A value that has to be a mapping with text for keys; raises Refused where it is none."""
    if not isinstance(value, dict):
        raise Refused("unreadable", _("{what} is no mapping in this file", what=what))
    return value


def _too_deep() -> Refused:
    return Refused("over-limit", _("the topology is nested more than {most} deep", most=MAX_DEPTH))
