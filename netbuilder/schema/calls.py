"""What is written as a call of Python, `Dense(64, activation="relu")`, as a network file says it."""

import ast
import json
from typing import Any

from netbuilder.schema.index import by_identifier


def as_written(kind: str, text: str) -> str | None:
    """The call as `Dense: {units: 64, activation: relu}`; None where it is no call of a known name."""
    try:
        call = ast.parse(text.strip().removeprefix("keras.").removeprefix("layers."), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    cls = by_identifier(kind, call.func.id)
    if cls is None:
        return None
    names = [cls.written_name(option) for option in cls.option_names()]
    given = dict(zip(names, call.args, strict=False)) | {one.arg: one.value for one in call.keywords if one.arg}
    try:
        options = ", ".join(f"{name}: {_plain(ast.literal_eval(value))}" for name, value in given.items())
    except (ValueError, TypeError):
        return f"{cls.__name__}: {{option: value}}"
    return f"{cls.__name__}: {{{options}}}" if options else cls.__name__


def _plain(value: Any) -> str:
    if isinstance(value, str) and value.isidentifier():
        return value
    return json.dumps(list(value) if isinstance(value, tuple) else value)
