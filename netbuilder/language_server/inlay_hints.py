"""Inlay hints: at the end of a layer's line what comes out of it, and how many parameters it has."""

from collections.abc import Iterator

from lsprotocol import types

from netbuilder.diagnostics import fit
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.entries import item_path
from netbuilder.language_server.summaries import short
from netbuilder.parse.draft import DraftLayer, walk


def inlay_hints(document: OpenDocument, params: types.InlayHintParams) -> list[types.InlayHint]:
    """The hints of the lines of a range."""
    graph = document.session.report.graph
    first, last = params.range.start.line, params.range.end.line
    lines = [(entry, *placed) for entry in walk(graph.draft.layers) if (placed := _place(document, entry)) is not None]
    per_line: dict[int, int] = {}
    for _, line, _ in lines:
        per_line[line] = per_line.get(line, 0) + 1
    return list(_hints(document, lines, per_line, first, last))


def _hints(
    document: OpenDocument, lines: list[tuple[DraftLayer, int, int]], per_line: dict[int, int], first: int, last: int
) -> Iterator[types.InlayHint]:
    graph = document.session.report.graph
    for entry, line, end in lines:
        if not first <= line <= last:
            continue
        label = short(graph, entry)
        if label:
            # Several layers on one line have their hints beside them.
            at = document.range(end, end).start if per_line[line] > 1 else _line_end(document, line)
            yield types.InlayHint(at, fit(label), padding_left=True)


def _line_end(document: OpenDocument, line: int) -> types.Position:
    return document.positions.position(document.positions.line_end(line))


def _place(document: OpenDocument, entry: DraftLayer) -> tuple[int, int] | None:
    """The line of an entry, from 0, and the offset of its end; None where it stands behind an alias."""
    read = document.read
    node = read.node(item_path(entry))
    if node is None or node.alias is not None:
        return None
    return node.span.line - 1, node.span.end
