"""Overrides as edits of a text, so that its comments and its layout survive."""

from collections.abc import Iterable

from netbuilder.diagnostics import Change, Edit, Path, Suggestion
from netbuilder.parse.overrides import NOTHING, as_text, parted
from netbuilder.parse.overrides.path import OverridePath, PathError, resolve
from netbuilder.source import Document, read
from netbuilder.source.edit.editable import dash_of, is_block_list
from netbuilder.source.edit.realize import resolved


def edited(text: str, overrides: Iterable[str]) -> str | None:
    """The text with every `path=value` written into it; None where one of them cannot be.

    What comes out is to be read and compared: a text may be laid out in ways that no edit foresees.
    """
    for override in map(as_text, overrides):
        document = read(text, "")
        try:
            typed, value = parted(override)
            edits = _edits(document, resolve(document.value, typed), value)
        except PathError:
            return None
        if not edits:
            return None
        for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def _edits(document: Document, place: OverridePath, value: str) -> tuple[Edit, ...]:
    if place.is_new:
        return _new_item(document, place.path, value)
    path, yaml = place.path, None if place.is_entry and value.strip() in NOTHING else value
    if place.cleared is not None:  # another class stands there, and its options go with it
        below = place.path[len(place.cleared) :]
        yaml = "".join(f"{{{step}: " for step in below) + value + "}" * len(below)
        path = place.cleared
    target = "value" if place.cleared is not None else "entry"
    return resolved(document, Suggestion((Change(path, target, yaml),))).edits  # type: ignore[arg-type]


def _new_item(document: Document, path: Path, value: str) -> tuple[Edit, ...]:
    """An item of a block list: a line of its own before the one that stands there, or behind the last."""
    node, index, string = document.node(path[:-1]), path[-1], document.text.string
    items = node.children if node is not None else None
    if not isinstance(items, list) or not isinstance(index, int) or not is_block_list(document, path[:-1]) or not items:
        return ()
    dash = dash_of(document, items[min(index, len(items) - 1)])
    if dash is None:
        return ()
    indent = " " * (dash - document.text.line_start(dash))
    if index < len(items):
        return (Edit(document.text.span(dash, dash), f"- {value}\n{indent}"),)
    end = len(string[: items[-1].span.end].rstrip())
    end = string.find("\n", end) if "\n" in string[end:] else len(string)
    return (Edit(document.text.span(end, end), f"\n{indent}- {value}"),)
