"""The outline of a file: its sections, and the layers with those inside them."""

from collections.abc import Sequence

from lsprotocol import types

from netbuilder.diagnostics import fit
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.entries import item_path
from netbuilder.language_server.summaries import short
from netbuilder.parse.draft import DraftLayer
from netbuilder.source import Document

_KINDS = {"layers": types.SymbolKind.Array, "input": types.SymbolKind.Interface}


def document_symbols(document: OpenDocument, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The symbols of a network."""
    read = document.read
    if read.root is None or not isinstance(read.root.children, dict):
        return []
    symbols = []
    assert read.root.keys is not None
    for name, child in read.root.children.items():
        key = read.root.keys[name]
        if key.alias is not None:
            continue
        layers = document.session.report.draft.layers if name == "layers" else ()
        start, end = key.span.start, max(key.span.end, child.span.end)
        symbol = types.DocumentSymbol(
            name or '""',
            _KINDS.get(name, types.SymbolKind.Property),
            document.range(start, end),
            document.range_of(key.span),
            children=_layers(document, read, layers),
        )
        symbols.append(symbol)
    return symbols


def _layers(document: OpenDocument, read: Document, layers: Sequence[DraftLayer]) -> list[types.DocumentSymbol]:
    symbols = []
    graph = document.session.report.graph
    for entry in layers:
        node = read.node(item_path(entry))
        if node is None or node.alias is not None:
            continue
        name = entry.cls.__name__ if entry.cls is not None else str(entry.path[-1])
        own = entry.node.name if entry.node is not None else None
        key = read.span(entry.path, "key")
        symbols.append(
            types.DocumentSymbol(
                f"{name} {own}" if own else name,
                types.SymbolKind.Namespace if entry.inner is not None else types.SymbolKind.Object,
                document.range_of(node.span),
                document.range(max(key.start, node.span.start), min(key.end, node.span.end)),
                detail=fit(short(graph, entry)),
                children=_layers(document, read, entry.inner or ()),
            )
        )
    return symbols
