"""Values on one line of YAML 1.2 that read back as the very same; most YAML 1.1 readers agree."""

import math
import re
from typing import Any

# What no reader takes for anything but text: words of letters and digits, a letter first.
_PLAIN = re.compile(r"(?:\d+[KMGT]iB|[^\W\d][\w./+-]*(?: \w[\w./+-]*)*)\Z")
# Words of YAML 1.2's core schema, and those that YAML 1.1 readers take for booleans. `off` stands plain all the same:
# it is a severity in `rules:`, and is read as one either way.
_RESERVED = frozenset(["null", "true", "false", "yes", "no", "on", "y", "n"])
_LONGEST_RESERVED = max(map(len, _RESERVED))


def flow(value: Any) -> str:
    """Plain data on one line, in brackets and braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def scalar(value: str | int | float | bool | None) -> str:
    """One value as it stands in a flow collection or behind a key."""
    if isinstance(value, str):
        return _string(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _number(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    # repr is the shortest text that reads back exactly; its exponents come as e-05.
    digits, e, exponent = repr(value).partition("e")
    return f"{digits}e{int(exponent)}" if e else digits


def _string(value: str) -> str:
    if _PLAIN.match(value) and (len(value) > _LONGEST_RESERVED or value.lower() not in _RESERVED):
        return value
    import json  # most values need no quotes

    # Its quoted text is YAML's too, all but what an editor does not show.
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join([char if char.isprintable() and char != "\ufeff" else f"\\U{ord(char):08X}" for char in quoted])
