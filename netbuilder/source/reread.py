"""Read a text of which only one layer is new: the rest is taken from the reading before.

An editor asks after every key. An entry of a list of lines ends where the next dash stands, whatever is in it; so it
is read by itself, and what stands behind it is moved along. Where anything is not as plain as that, the whole is read.
"""

from typing import Any

import yaml

from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.source.compose import compose
from netbuilder.source.document import Document
from netbuilder.source.node import Item, Node
from netbuilder.source.problems import Refused

_LARGEST = 500_000
"""Characters; a longer text is read whole, so that its values are counted."""
_LIST = "layers"
_NOT_PLAIN = ("&", "!", "\ufeff", "%", "\n---", "\n...")
"""With any of these the meaning of an entry may hang on the rest."""


def reread(before: Document, string: str) -> Document | None:
    """The document of a text that differs from an earlier one in one layer; None where it has to be read whole."""
    old = before.text.string
    root = before.root
    if root is None or before.problems or len(string) > _LARGEST or not isinstance(root.value, dict):
        return None
    if any(mark in string or mark in old for mark in _NOT_PLAIN):
        return None
    first, last = _changed(old, string)
    entry = _entry(old, root, first, last)
    if entry is None:
        return None
    at, index, start, end = entry
    by = len(string) - len(old)
    if end < len(old) and string[end + by - 1 : end + by] != "\n":
        return None
    chunk = string[start : end + by]
    read = _read_entry(chunk)
    if read is None:
        return None
    try:
        item = _moved(read[0], start)
        layers = root.item[at]
        items = [*layers[: index + 1], item, *(_moved(below, by) for below in layers[index + 2 :])]
        whole = [*root.item[:at], items, *(_moved(below, by) for below in root.item[at + 1 :])]
    except TypeError:
        return None
    values = list(root.value[_LIST])
    values[index] = read[1]
    source = Text(before.text.name, string)
    return Document(source, Node(source, whole, {**root.value, _LIST: values}), [])


def _changed(old: str, new: str) -> tuple[int, int]:
    """The offsets of the old text between which it differs from the new one."""
    most = min(len(old), len(new))
    first = _common(most, lambda size: old.startswith(new[:size]))
    rest = _common(most - first, lambda size: not size or old.endswith(new[-size:]))
    return first, len(old) - rest


def _common(most: int, holds: Any) -> int:
    """The largest size up to `most` for which something holds that holds for all smaller ones."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _entry(old: str, root: Node, first: int, last: int) -> tuple[int, int, int, int] | None:
    """Where the items of the list stand in the root's, the index of the entry, and where its lines start and end."""
    keys = list(root.value)
    if _LIST not in keys:
        return None
    at = 2 + 2 * keys.index(_LIST)
    layers = root.item[at] if at < len(root.item) else None
    if type(layers) is not list or old[layers[0] : layers[0] + 1] != "-":
        return None
    column = layers[0] - (old.rfind("\n", 0, layers[0]) + 1)
    low, high = 1, len(layers) - 1
    while high - low > 1:  # the last entry that starts at or before the change
        middle = (low + high) // 2
        start = _start(layers[middle])
        if start is None:
            return None
        low, high = (middle, high) if start <= first else (low, middle)
    start = _line(old, layers[low], column)
    if low + 2 < len(layers):
        end = _line(old, layers[low + 1], column)
    elif at + 1 < len(root.item) - 1:
        following = _start(root.item[at + 1])
        end = old.rfind("\n", 0, following) + 1 if following is not None else None
    else:
        end = len(old)
    if start is None or end is None or not start + column < first or not last < end + (end == len(old)):
        return None
    return at, low - 1, start, end


def _start(item: Item) -> int | None:
    """Where an item starts; None for what is more than a place."""
    if type(item) is int:
        return item
    return int(item[0]) if type(item) is not Node else None


def _line(old: str, item: Item, column: int) -> int | None:
    """The start of the line of an entry, whose dash stands in that column."""
    start = _start(item)
    if start is None:
        return None
    line = old.rfind("\n", 0, start) + 1
    is_here = old[line + column : line + column + 1] == "-" and not old[line : line + column].strip(" ")
    return line if is_here else None


def _read_entry(chunk: str) -> tuple[Item, Any] | None:
    """The item and the value of a list's only entry."""
    problems: list[Diagnostic] = []
    try:
        root = compose(Text("", chunk), problems)
    except (Refused, yaml.YAMLError, ValueError):
        return None
    if root is None or problems or type(root.item) is not list or not isinstance(root.value, list):
        return None
    return (root.item[1], root.value[0]) if len(root.value) == 1 else None


def _moved(item: Item, by: int) -> Item:
    """An item that many characters further on.

    Raises:
        TypeError: it is more than a place.
    """
    kind = type(item)
    if kind is int:
        return item + by
    if kind is list:
        return [below + by if type(below) is int else _moved(below, by) for below in item] if by else item
    if kind is tuple:
        return (item[0] + by, item[1] + by)
    raise TypeError("a node has its own place")
