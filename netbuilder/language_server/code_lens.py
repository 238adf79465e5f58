"""Code lenses over `layers`: what the network comes to, what the last probe said, and what can be done with it."""

from lsprotocol import types

from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.language_server.documents import OpenDocument
from netbuilder.vocabulary.base.shapes import number_text

COMMANDS = {
    "netbuilder.build": "build",
    "netbuilder.probe": "probe",
    "netbuilder.report": "report",
    "netbuilder.compareWithHead": "compare with HEAD",
}
"""The commands over a network, by name, and what a lens calls them."""


def code_lenses(document: OpenDocument, params: types.CodeLensParams) -> list[types.CodeLens]:
    """The lenses of a network, all over its list of layers."""
    read = document.read
    if read.node(("layers",)) is None:
        return []
    place = document.range_of(read.span(("layers",), "key"))
    titles = [(_total(document), "")]
    if document.verdict:
        titles.append((document.verdict, ""))
    commands = [(title, command) for command, title in COMMANDS.items()]
    return [
        types.CodeLens(place, types.Command(title, command, arguments=[document.uri] if command else None))
        for title, command in [*titles, *commands]
        if title
    ]


def _total(document: OpenDocument) -> str:
    graph = document.session.report.graph
    if not graph.calls:
        return ""
    is_known = all(call.is_known for call in graph.calls)
    need = memory_needed(graph)
    training = f", {format_bytes(need.total)} in training" if need.optimizer else ""
    count = f"{'' if is_known else 'at least '}{number_text(graph.parameters)}"
    return f"{count} parameters, {format_bytes(need.weights)}{training}"
