"""Python expressions laid out as a formatter would: on one line if it fits, else one argument a line."""

from collections.abc import Iterable
from typing import Any, NamedTuple

WIDTH = 88


class Group(NamedTuple):
    """A call or a collection: parts between brackets."""

    opening: str
    """`keras.layers.Dense(`, `[`, ..."""
    parts: "tuple[tuple[str, Expression], ...]"
    """What stands between, each with what stands before it: `units=`, or nothing."""
    closing: str


class Numbered(NamedTuple):
    """A name with the number of every round it is in: `block_0`, and `f"block_{i}"` inside a loop."""

    stem: str
    rounds: tuple[int | str, ...]
    """Numbers, or the variables of loops."""
    ending: str = ""


class Seed(NamedTuple):
    """A seed, which a loop may take from a list."""

    value: int
    label: str
    """What it is the seed of: `kernel`, `dropout`."""


Expression = str | Group | Numbered | Seed


def call(function: str, *positional: Expression, **named: Expression) -> Group:
    """A call of a function."""
    parts = [("", part) for part in positional] + [(f"{name}=", part) for name, part in named.items()]
    return Group(f"{function}(", tuple(parts), ")")


def collection(opening: str, items: Iterable[Expression], closing: str) -> Group:
    """A list or a tuple."""
    return Group(opening, tuple(("", item) for item in items), closing)


def literal(value: Any) -> Expression:
    """Plain data as an expression."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return collection("[", map(literal, value), "]")
    if isinstance(value, tuple):
        return collection("(", map(literal, value), ")")
    if isinstance(value, dict):
        return Group("{", tuple((f"{flat(literal(key))}: ", literal(item)) for key, item in value.items()), "}")
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    return repr(value)


def quoted(text: str) -> str:
    """A string in double quotes, unless that needs more backslashes."""
    quoted_text = repr(text)
    if quoted_text.startswith("'") and '"' not in quoted_text:
        return '"' + quoted_text[1:-1].replace("\\'", "'") + '"'
    return quoted_text


def flat(expression: Expression) -> str:
    """An expression on one line."""
    if isinstance(expression, str):
        return expression
    if isinstance(expression, Seed):
        return repr(expression.value)
    if isinstance(expression, Numbered):
        if all(isinstance(number, int) for number in expression.rounds):
            return quoted("_".join([expression.stem, *map(str, expression.rounds)]) + expression.ending)
        places = [number if isinstance(number, int) else f"{{{number}}}" for number in expression.rounds]
        return "f" + quoted("_".join([expression.stem, *map(str, places)]) + expression.ending)
    inside = ", ".join(before + flat(part) for before, part in expression.parts)
    # A tuple of one.
    comma = "," if expression.opening == "(" and len(expression.parts) == 1 else ""
    return f"{expression.opening}{inside}{comma}{expression.closing}"


def laid_out(expression: Expression, indent: int, before: str = "", behind: str = "") -> str:
    """An expression as lines, the first one indented too, with a text before it and one behind."""
    margin = " " * indent
    line = f"{margin}{before}{flat(expression)}{behind}"
    if not isinstance(expression, Group) or not expression.parts or len(line) <= WIDTH:
        return line
    inner = " " * (indent + 4)
    head, tail = f"{margin}{before}{expression.opening}", f"{margin}{expression.closing}{behind}"
    is_call = expression.opening not in ("[", "(", "{")
    together = inner + ", ".join(part_before + flat(part) for part_before, part in expression.parts)
    if is_call and len(together) <= WIDTH:
        return f"{head}\n{together}\n{tail}"
    parts = [laid_out(part, indent + 4, part_before, ",") for part_before, part in expression.parts]
    return "\n".join([head, *parts, tail])
