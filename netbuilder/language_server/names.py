"""Names that a file gives: anchors and layers. Where they are defined, and another name in all places at once."""

import re
from collections.abc import Iterator

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import from_fs_path

from netbuilder.language_server.custom_sources import CustomSources
from netbuilder.language_server.documents import OpenDocument
from netbuilder.source import Document
from netbuilder.source.anchors import Mark, marks_of
from netbuilder.source.places import place_at

_LAYER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
_ANCHOR = re.compile(r"[\w-]+\Z")


def definition(document: OpenDocument, params: types.DefinitionParams, custom: CustomSources) -> types.Location | None:
    """The anchor of an alias, or the class of a custom layer in its module."""
    read = document.read
    offset = document.offset(params.position)
    marks = marks_of(read.text)
    here = _mark_at(marks, offset)
    if here is not None:
        before = [mark for mark in marks if mark.is_anchor and mark.name == here.name and mark.start <= here.start]
        return types.Location(document.uri, document.range(before[-1].start, before[-1].end)) if before else None
    place = place_at(read, offset)
    if place is None or not isinstance(place.node.value, str):
        return None
    source = custom.find(place.node.value)
    if source is None:
        return None
    start = types.Position(source.line, source.column)
    end = types.Position(source.line, source.column + len(place.node.value))
    return types.Location(str(from_fs_path(source.file)), types.Range(start, end))


def _mark_at(marks: list[Mark], offset: int) -> Mark | None:
    return next((mark for mark in marks if mark.start - 1 <= offset <= mark.end), None)


def prepare_rename(document: OpenDocument, params: types.PrepareRenameParams) -> types.Range | None:
    """The range of the name at a position; None where nothing can be renamed."""
    offset = document.offset(params.position)
    places = _places(document.read, offset)
    return next((document.range(start, end) for start, end in places if start - 1 <= offset <= end), None)


def rename(document: OpenDocument, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Another name in all places.

    Raises:
        JsonRpcInvalidParams: nothing can be called so.
    """
    read = document.read
    offset = document.offset(params.position)
    places = list(_places(read, offset))
    if not places:
        return None
    is_anchor = _mark_at(marks_of(read.text), offset) is not None
    pattern = _ANCHOR if is_anchor else _LAYER
    if not pattern.match(params.new_name):
        what = "an anchor" if is_anchor else "a layer"
        raise JsonRpcInvalidParams(f"{what} cannot be called `{params.new_name}`")
    return document.workspace_edit(
        [types.TextEdit(document.range(start, end), params.new_name) for start, end in places]
    )


def _places(read: Document, offset: int) -> Iterator[tuple[int, int]]:
    """Every place of the name at an offset: an anchor with its aliases, or the name of a layer."""
    marks = marks_of(read.text)
    here = _mark_at(marks, offset)
    if here is not None:
        yield from ((mark.start, mark.end) for mark in marks if mark.name == here.name)
        return
    place = place_at(read, offset)
    if place is not None and place.part == "value" and place.path[-1:] == ("name",) and "layers" in place.path:
        string, span = read.text.string, place.node.span
        quoted = string[span.start : span.start + 1] in ("'", '"')
        if isinstance(place.node.value, str):
            yield (span.start + 1, span.end - 1) if quoted else (span.start, span.end)
