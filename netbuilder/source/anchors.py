"""Every anchor and alias of a text, in a text that cannot be read whole too."""

from typing import NamedTuple

import yaml
from yaml.events import AliasEvent

from netbuilder.diagnostics import Text
from netbuilder.source.compose import Parser
from netbuilder.source.limits import MAX_NODES


class Mark(NamedTuple):
    """`&name` or `*name`; the range is that of the name."""

    name: str
    start: int
    end: int
    is_anchor: bool


def marks_of(source: Text) -> list[Mark]:
    """All of them up to where the text cannot be read, in order."""
    string = source.string
    if "&" not in string and "*" not in string:
        return []
    marks = []
    get_event = Parser(string).get_event
    try:
        for _ in range(2 * MAX_NODES):
            event = get_event()
            if event is None:
                break
            name = getattr(event, "anchor", None)
            if name is None:
                continue
            is_anchor = not isinstance(event, AliasEvent)
            # Before the value stand anchor and tag, in any order.
            start = string.find(("&" if is_anchor else "*") + name, event.start_mark.index) + 1
            if start:
                marks.append(Mark(name, start, start + len(name), is_anchor))
    except (yaml.YAMLError, ValueError):
        pass
    return marks
