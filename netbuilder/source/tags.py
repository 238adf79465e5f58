"""Explicit tags: the core ones say what a value is, all others are refused."""

import re
from typing import Any

from yaml.events import MappingStartEvent, ScalarEvent

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.positions import Source
from netbuilder.source.problems import quote, unreadable
from netbuilder.source.scalars import CORE

_NEEDS = {
    CORE + "str": "text",
    CORE + "int": "an integer",
    CORE + "float": "a number",
    CORE + "bool": "`true` or `false`",
    CORE + "null": "`null`",
    CORE + "map": "a mapping",
    CORE + "seq": "a list",
}
_TAG = r"![^ \t\r\n,\]}]*"
_WHY = "a config holds plain data: text, numbers, true, false, null, lists and mappings"


def tag_problem(source: Source, event: Any) -> Diagnostic | None:
    """What is wrong with the tag of a value that it does not fit; None where a collection has its own."""
    got = "a mapping" if type(event) is MappingStartEvent else "a list"
    needs = _NEEDS.get(event.tag)
    if type(event) is ScalarEvent:
        got = quote(event.value)
    elif event.tag == "!" or needs == got:
        return None
    # The tag may come behind an anchor, even on a later line.
    match = re.compile(_TAG).search(source.text.string, event.start_mark.index)
    start, end = match.span() if match is not None else (event.start_mark.index, event.start_mark.index)
    tag = quote("!!" + event.tag[len(CORE) :] if event.tag.startswith(CORE) else event.tag)
    message = f"the tag {tag} is not read" if needs is None else f"{tag} needs {needs}, got {got}"
    return unreadable(source.span(start, end), message, why=_WHY if needs is None else "", fix="leave the tag out")
