"""Plain data as YAML text: in flow style where it fits on a line, as a block where it does not."""

from collections.abc import Iterator
from typing import Any

from netbuilder.source.flow import flow, scalar

WIDTH = 100
"""A line longer than this is broken where that can be done."""
# What holds layers is a block at any length: one layer a line.
_BLOCKS = frozenset(["layers", "compile"])


def text(data: dict[str, Any]) -> str:
    """A whole document."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: dict[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{scalar(key)}:", value, indent, key in _BLOCKS)


def _entry(head: str, value: Any, indent: int, as_block: bool) -> Iterator[str]:
    """One key with its value; `head` is the text up to the colon."""
    is_plain = not value or not isinstance(value, dict | list | tuple)
    as_block = not is_plain and (as_block or _holds_layers(value))
    line = "" if as_block else f"{head} {flow(value)}"
    if is_plain or (line and len(line) <= WIDTH):
        yield line
    elif isinstance(value, dict):
        yield head
        yield from _mapping(value, indent + 2)
    elif any(isinstance(item, dict | list | tuple) for item in value) or as_block:
        yield head
        # Most layers of a large network are one and the same object.
        lines: dict[int, tuple[str, ...]] = {}
        for item in value:
            if id(item) not in lines:
                lines[id(item)] = tuple(_item(item, indent + 2))
            yield from lines[id(item)]
    else:
        yield from _wrapped(head, [flow(item) for item in value], indent)


def _item(value: Any, indent: int) -> Iterator[str]:
    """One entry of a block list."""
    if isinstance(value, dict) and len(value) == 1:
        [(name, options)] = value.items()
        # The options of `- Name:` stand two columns further in than those of `Name:`.
        yield from _entry(f"{' ' * indent}- {scalar(name)}:", options, indent + 2, False)
    else:
        yield f"{' ' * indent}- {flow(value)}"


def _wrapped(head: str, items: list[str], indent: int) -> Iterator[str]:
    """A long list of plain values over several lines."""
    line = f"{head} ["
    for number, item in enumerate(items, 1):
        piece = item + ("]" if number == len(items) else ",")
        if len(line) + len(piece) + 1 > WIDTH:
            yield line.rstrip()
            line = f"{' ' * (indent + 2)}{piece}"
        else:
            line += piece if line.endswith("[") else f" {piece}"
    yield line


def _holds_layers(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("layers"), list)
