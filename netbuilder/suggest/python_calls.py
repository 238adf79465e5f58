"""What is written as a call of Python: `Dense(64, activation="relu")`, `keras.losses.MeanSquaredError()`."""

import ast
import warnings
from typing import Any, NamedTuple

from netbuilder.suggest.budget import BUDGET


class Call(NamedTuple):
    """A call with its arguments as plain values, strings for names and calls for calls."""

    name: str
    args: list[Any]
    options: dict[str, Any]


def called(text: str) -> Call | None:
    """The call that a text is; None where it is none."""
    if "(" not in text or len(text) > BUDGET.text:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            value = _plain(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    while isinstance(value, Call) and value.name == "add" and len(value.args) == 1:
        value = value.args[0]  # model.add(Dense(64))
    return value if isinstance(value, Call) else None


def _plain(node: ast.expr) -> Any:
    """A part of the call; what has no plain value is the text it was."""
    if isinstance(node, ast.Call):
        options = {keyword.arg: _plain(keyword.value) for keyword in node.keywords if keyword.arg}
        return Call(_name(node.func), [_plain(arg) for arg in node.args], options)
    if isinstance(node, ast.Name | ast.Attribute):
        return _name(node)
    if isinstance(node, ast.Tuple | ast.List):
        return [_plain(item) for item in node.elts]
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return ast.unparse(node)
    return value if isinstance(value, bool | int | float | str | dict) or value is None else ast.unparse(node)


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
