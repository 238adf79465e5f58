"""What is written as a call of Python: `Dense(64, activation="relu")`, `keras.losses.MeanSquaredError()`."""

import ast
import re
import warnings
from typing import Any, NamedTuple


class Call(NamedTuple):
    """A call with its arguments as plain values, strings for names and calls for calls."""

    name: str
    args: list[Any]
    options: dict[str, Any]


LONGEST = 1_000
"""Longer texts are no call that anybody typed."""


def called(text: str) -> Call | None:
    """The call that a text is, even where its closing brackets are missing; None where it is none."""
    if "(" not in text or len(text) > LONGEST:
        return None
    for closed in (text, text + ")" * (text.count("(") - text.count(")"))):
        try:
            with warnings.catch_warnings(action="ignore"):
                value = _plain(ast.parse(closed.strip(), mode="eval").body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        while isinstance(value, Call) and value.name == "add" and len(value.args) == 1:
            value = value.args[0]  # model.add(Dense(64))
        return value if isinstance(value, Call) else None
    return None


def worded(text: str) -> Call | None:
    """Options that stand side by side without brackets, `64 relu` or `units:64 activation:relu`; None for one word."""
    if len(text) > LONGEST or re.search(r"[()\[\]{}]", text):
        return None
    args, options = [], {}
    words = re.split(r"[,;\s]+", re.sub(r"\s*([:=])\s*", r"\1", text.strip()))
    for word in words:
        name, mark, value = re.match(r"(\w*)([:=]?)(.*)", word).groups()  # type: ignore[union-attr]  # fits anything
        if name and mark and value:
            options[name] = value
        elif word:
            args.append(word)
    return Call("", args, options) if options or len(words) > 1 else None


def _plain(node: ast.expr) -> Any:
    """A part of the call; what has no plain value is the text it was."""
    if isinstance(node, ast.Call):
        options = {one.arg: _plain(one.value) for one in node.keywords if one.arg}
        return Call(_name(node.func), [_plain(one) for one in node.args], options)
    if isinstance(node, ast.Name | ast.Attribute):
        return _name(node)
    if isinstance(node, ast.Tuple | ast.List):
        return [_plain(one) for one in node.elts]
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
