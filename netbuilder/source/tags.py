"""Explicit tags: the core ones say what a value is, all others are refused."""

from typing import Any

from yaml.events import MappingStartEvent

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.positions import Source
from netbuilder.source.problems import quote, unreadable
from netbuilder.source.scalars import CORE

_NAMES = {
    CORE + "int": "an integer",
    CORE + "float": "a number",
    CORE + "bool": "`true` or `false`",
    CORE + "null": "`null`",
}
_COLLECTIONS = {CORE + "map": "a mapping", CORE + "seq": "a list"}
_WHY = "a config holds plain data: text, numbers, true, false, null, lists and mappings"


def scalar_problem(source: Source, event: Any) -> Diagnostic:
    """What is wrong with the tag of a scalar that it does not fit."""
    expected = _NAMES.get(event.tag) or _COLLECTIONS.get(event.tag)
    if expected is None:
        return _unknown(source, event)
    message = f"{quote(_short(event.tag))} needs {expected}, got {quote(event.value)}"
    return unreadable(_tag_span(source, event), message, fix="leave the tag out")


def collection_problem(source: Source, event: Any) -> Diagnostic | None:
    """What is wrong with the tag of a mapping or a list, if anything is."""
    is_mapping = type(event) is MappingStartEvent
    if event.tag in ("!", CORE + "map" if is_mapping else CORE + "seq"):
        return None
    if event.tag in _NAMES or event.tag in _COLLECTIONS or event.tag == CORE + "str":
        expected = _NAMES.get(event.tag) or _COLLECTIONS.get(event.tag) or "text"
        got = "a mapping" if is_mapping else "a list"
        message = f"{quote(_short(event.tag))} needs {expected}, got {got}"
        return unreadable(_tag_span(source, event), message, fix="leave the tag out")
    return _unknown(source, event)


def _unknown(source: Source, event: Any) -> Diagnostic:
    message = f"the tag {quote(_short(event.tag))} is not read"
    return unreadable(_tag_span(source, event), message, why=_WHY, fix="leave the tag out")


def _short(tag: str) -> str:
    return "!!" + tag[len(CORE) :] if tag.startswith(CORE) else tag


def _tag_span(source: Source, event: Any) -> Any:
    """Where the tag stands among the properties before the value."""
    string = source.text.string
    start: int = event.start_mark.index
    if string[start : start + 1] == "&":
        # The tag may come behind the anchor, even on a later line.
        index = string.find("!", start)
        start = index if index >= 0 else start
    end = start
    while end < len(string) and string[end] not in " \t\r\n,]}":
        end += 1
    return source.span(start, end)
