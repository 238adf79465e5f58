"""Plain data of a hostile file, within limits: tuples and TensorFlow's shapes as lists, float32 as short decimals."""

import json
from collections.abc import Sequence
from typing import Any

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.vocabulary.base.decimals import shortest_decimal

_LISTS = ("__tuple__", "TensorShape")
"""What TensorFlow writes a tuple and a shape as: `{"class_name": "__tuple__", "items": [...]}`."""


def decode_json(text: str | bytes) -> Any:
    """The data of a JSON text.

    Raises:
        Refused: it is no JSON, or over a limit.
    """
    if len(text) > MAX_BYTES:
        raise Refused("over-limit", f"the topology is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(text)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # JSONDecodeError, bytes that are not UTF-8, an integer of too many digits
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused("unreadable", f"the JSON of the model breaks off{where}") from None
    return bounded(data)


def first_json(text: str) -> Any:
    """The first JSON value of a text that goes on behind it; raises Refused where there is none."""
    try:
        return bounded(json.JSONDecoder().raw_decode(text)[0])
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise Refused("unreadable", "the JSON of the model breaks off") from None


def bounded(data: Any) -> Any:
    """The same data with tuples as lists and short decimals; raises Refused where it is over a limit."""
    level: Sequence[Any] = [data]
    count = depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep()
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.values()
            elif isinstance(value, list):
                below += value
        count += len(below)
        if count > MAX_VALUES:
            raise Refused("over-limit", f"the topology holds more than {MAX_VALUES:,} values")
        level = below
    return _normal(data)


def mapping(value: Any, what: str) -> dict[str, Any]:
    """A value that has to be a mapping with text for keys; raises Refused where it is none."""
    if not isinstance(value, dict):
        raise Refused("unreadable", f"{what} is no mapping in this file")
    return value


def _too_deep() -> Refused:
    return Refused("over-limit", f"the topology is nested more than {MAX_DEPTH} deep")


def _normal(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("class_name") in _LISTS and isinstance(value.get("items"), list):
            return [_normal(item) for item in value["items"]]
        return {str(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return shortest_decimal(value) if type(value) is float else value
