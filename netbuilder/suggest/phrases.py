"""The pieces that messages about the writing of a network are made of."""

import json
import re
from collections.abc import Callable
from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, Edit, Path, Severity, Span, Suggestion, fit
from netbuilder.vocabulary.base.node import Node

AddressOf = Callable[[Path, str], Address]
"""From a path and `key` or `value` to where that stands."""

RULES = {
    "unknown-layer": "NB010",
    "unknown-option": "NB011",
    "out-of-range": "NB012",
    "missing-option": "NB013",
    "wrong-type": "NB014",
    "unknown-name": "NB015",
    "misplaced-option": "NB016",
}

MOST_TO_TYPE = 120
"""Longer values are not written out in a fix."""

_PLAIN = re.compile(r"[A-Za-z_][\w.-]*")
_WORDS = ("true", "false", "null")


def error(
    name: str,
    message: str,
    address: Address,
    *,
    why: str = "",
    fix: str | Suggestion = "",
    edit: str | None = None,
    safe: bool = False,
) -> Diagnostic:
    """A diagnostic of the document; `edit` replaces what the address covers."""
    edits = (Edit(address, edit),) if edit is not None and isinstance(address, Span) else ()
    suggestion = fix if isinstance(fix, Suggestion) else Suggestion(after=fix, edits=edits, safe=safe)
    return Diagnostic(RULES[name], name, Severity.ERROR, fit(message), address, "", why, suggestion)


def shown(value: Any) -> str:
    """A value as the file would say it, shortened."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, Node):
        return type(value).__name__
    elif isinstance(value, type):
        return f"the class {value.__name__}"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {shown(item)}" for key, item in list(value.items())[:3]) + "}"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(shown(item) for item in value[:4]) + (", ..." if len(value) > 4 else "") + "]"
    elif isinstance(value, int) and value.bit_length() > 200:
        return f"a number of {value.bit_length() // 3.3:.0f} digits"
    else:
        text = str(value) if isinstance(value, int | float) else f"{type(value).__name__}"
    text = text.replace("\n", " ")
    return text if len(text) <= 30 else text[:27] + "..."


def typed(value: Any) -> str:
    """A value as something to type: whole, with quotes only where they are needed; `...` where it is too much."""
    text = _flow(value)
    return text if len(text) <= MOST_TO_TYPE else "..."


def _flow(value: Any) -> str:
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict | list | tuple) and len(value) > MOST_TO_TYPE:
        return "..."
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(str(key))}: {typed(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(typed(item) for item in value) + "]"
    return shown(value)


def is_section(owner: type[Node] | None) -> bool:
    """Whether a class is a part of the file, as `compile`, and nothing with a name of its own."""
    return owner is not None and not hasattr(owner, "kind")


def owner_name(owner: type[Node] | None) -> str:
    """What carries an option, in the words of the file: `Dense`, `compile`, `a network`."""
    if owner is None:
        return "this"
    if is_section(owner):
        return "a network" if owner.__name__ == "Network" else f"`{owner.__name__.lower()}`"
    return owner.__name__
