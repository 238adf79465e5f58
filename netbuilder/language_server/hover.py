"""Hover: what stands at a place, and what became of it."""

import re

from lsprotocol import types

from netbuilder.diagnostics import Path, Span
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.entries import entry_at
from netbuilder.language_server.pages import class_page, code_page, option_page
from netbuilder.language_server.summaries import layer_page
from netbuilder.language_server.vocabulary_at import class_at, option_at
from netbuilder.source.cursor import cursor_at
from netbuilder.source.places import place_at
from netbuilder.views.tables.table import totals
from netbuilder.vocabulary.base.layer import Layer

_CODE = re.compile(r"NB\d{3,4}", re.IGNORECASE)
_WHOLE = (("input",), ("layers",))
"""The keys on which the whole network is counted."""


def hover(document: OpenDocument, params: types.HoverParams) -> types.Hover | None:
    """What is to be said of a position."""
    offset = document.offset(params.position)
    code = _code_at(document, params.position)
    if code is not None:
        return code
    place = place_at(document.read, offset)
    if place is None:
        return _half_typed(document, params.position)
    if not isinstance(place.node.value, str):
        return _of_value(document, place.path, place.node.span)
    if place.part == "key":
        return _of_key(document, place.path, place.node.span)
    return _of_name(document, place.path, place.node.value, place.node.span)


def _code_at(document: OpenDocument, position: types.Position) -> types.Hover | None:
    """The page of a code of a rule, in a comment or below `rules`."""
    positions = document.positions
    offset = positions.offset(position)
    start = positions.starts[positions.line_of(offset)]
    end = positions.line_end(positions.line_of(offset))
    for match in _CODE.finditer(document.string, start, end):
        if match.start() <= offset <= match.end():
            text = code_page(match[0].upper())
            return _hover(text, positions.range(*match.span())) if text else None
    return None


def _hover(text: str, place: types.Range) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)


def _of_key(document: OpenDocument, path: Path, span: Span) -> types.Hover | None:
    """A section, an option, or the class above its options."""
    place = document.range_of(span)
    graph = document.session.report.graph
    if path in _WHOLE:
        option = option_at(path)
        about = option_page(option.cls, option.name) if option is not None else ""
        return _hover("\n\n".join([*totals(graph), about]), place)
    option = option_at(path)
    if option is not None:
        return _hover(option_page(option.cls, option.name), place)
    return _of_name(document, path, str(path[-1]), span)


def _of_name(document: OpenDocument, path: Path, name: str, span: Span) -> types.Hover | None:
    """A class by its name, or what is said of the option whose value a word is."""
    cls = class_at(path, name)
    if cls is None:
        return _of_value(document, path, span)
    parts = [class_page(cls)]
    if issubclass(cls, Layer):
        report = document.session.report
        entry = entry_at(report.draft, path)
        if entry is not None and path in (entry.path, (*entry.path, name)):
            parts.insert(0, layer_page(report.graph, entry))
    return _hover("\n\n---\n\n".join(part for part in parts if part), document.range_of(span))


def _of_value(document: OpenDocument, path: Path, span: Span) -> types.Hover | None:
    """The option that a value belongs to; a list's items belong to the list's."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    option = option_at(path)
    if option is None or path == ("layers",):
        return None
    return _hover(option_page(option.cls, option.name), document.range_of(span))


def _half_typed(document: OpenDocument, position: types.Position) -> types.Hover | None:
    """What the vocabulary says of a word, where the text cannot be read."""
    offset = document.positions.offset(position)
    cursor = cursor_at(document.string, offset)
    if cursor is None:
        return None
    word = document.string[cursor.start : cursor.end]
    place = document.positions.range(cursor.start, cursor.end)
    path = cursor.path
    if cursor.role == "key":
        path = (*path, word)
        option = option_at(path)
        if option is not None:
            return _hover(option_page(option.cls, option.name), place)
    cls = class_at(path, word)
    return _hover(class_page(cls), place) if cls is not None else None
