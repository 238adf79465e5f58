"""What a server answers about every position of a text, as lines to read: equal answers stand once."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from lsprotocol import types

from netbuilder.language_server.server import Server

URI = "file:///nowhere/net.yaml"
_SHOWN = 4
"""Of what can be typed the first so many are written out; `candidates.txt` has all."""

Answer = Callable[[str, Any], Any]


def server(capabilities: types.ClientCapabilities) -> Server:
    """A server without a connection, which is asked by its functions."""
    made = Server()
    made.protocol.client_capabilities = capabilities
    return made


def opened(server: Server, text: str, uri: str = URI) -> Answer:
    """Open a text; what asks about it: the request by its name, and what it is asked with."""
    server.protocol.documents.open(types.TextDocumentItem(uri, "yaml", 1, text))
    identifier = types.TextDocumentIdentifier(uri)

    def ask(method: str, **more: Any) -> Any:
        params = types.METHOD_TO_TYPES[f"textDocument/{method}"][2]
        answer = server.protocol.fm.features[f"textDocument/{method}"](params(text_document=identifier, **more))
        return json.loads(answer.text) if hasattr(answer, "text") else answer

    return ask


def everywhere(server: Server, text: str) -> Iterator[str]:
    """All answers about all positions, and those about the whole."""
    ask = opened(server, text)
    document = server.protocol.documents.get(URI)
    assert document is not None
    positions = [document.positions.position(offset) for offset in range(len(text) + 1)]
    for method, (more, lines_of) in _AT_A_POSITION.items():
        yield f"\n## {method}\n"
        answers: dict[tuple[str, ...], list[types.Position]] = {}
        for position in positions:
            answers.setdefault(tuple(lines_of(ask(method, **more(position)))), []).append(position)
        for lines, places in answers.items():
            if lines:
                yield " ".join(_runs(places))
                yield from (f"    {line}".rstrip() for line in lines)
    whole = types.Range(positions[0], positions[-1])
    for method, more, lines_of in _ABOUT_THE_WHOLE:
        yield f"\n## {method}\n"
        with_range = {"range": whole} if method in ("inlayHint", "codeAction") else {}
        yield from lines_of(ask(method, **with_range, **more))


def _runs(places: list[types.Position]) -> Iterator[str]:
    """Positions beside each other in one line, from 1."""
    start = last = places[0]
    for place in [*places[1:], None]:
        if place is None or (place.line, place.character) not in _next(last):
            end = f"-{last.character + 1}" if last != start else ""
            yield f"{start.line + 1}:{start.character + 1}{end}"
            start = place or start
        last = place or last


def _next(place: types.Position) -> list[tuple[int, int]]:
    return [(place.line, place.character + width) for width in (0, 1, 2)]


def _range(place: types.Range) -> str:
    start, end = place.start, place.end
    return f"{start.line + 1}:{start.character + 1}-{end.line + 1}:{end.character + 1}"


def _hover(answer: types.Hover | None) -> Iterator[str]:
    """The place and the text; of a page of the vocabulary or of a rule, which is the same everywhere, its title."""
    if answer is None:
        return
    assert isinstance(answer.contents, types.MarkupContent)
    assert answer.range is not None
    yield _range(answer.range)
    for number, part in enumerate(answer.contents.value.split("\n\n")):
        if number and part.startswith(("**", "##")):
            yield part.partition("\n")[0]
            return
        yield from part.split("\n")
        if part.startswith(("**", "##")):
            return


def item_line(item: dict[str, Any]) -> str:
    """One thing to type; its details and what is said of it stand in `candidates.txt`."""
    kind = types.CompletionItemKind(item["kind"]).name
    typed = f" -> {item['insertText']}" if "insertText" in item else ""
    marks = [" snippet"] * (item.get("insertTextFormat") == 2) + [" preselect"] * item.get("preselect", False)
    return f"{item.get('sortText', '')} {kind} {item['label']}{typed}{''.join(marks)}"


def _completion(answer: dict[str, Any] | None) -> Iterator[str]:
    if answer is None:
        return
    items = sorted(answer["items"], key=lambda item: item.get("sortText", ""))
    # There is a code more with every rule.
    count = "codes" if items and items[0]["label"].startswith("NB") else str(len(items))
    yield f"{count}{', not all' if answer['isIncomplete'] else ''}"
    yield from map(item_line, items[:_SHOWN])


def _edits(edit: types.WorkspaceEdit) -> Iterator[str]:
    assert edit.changes is not None
    for uri, edits in edit.changes.items():
        assert uri == URI
        yield from (f"  {_range(change.range)} {change.new_text!r}" for change in edits)


def _code_action(answer: list[types.CodeAction] | None) -> Iterator[str]:
    for action in answer or []:
        kind = getattr(action.kind, "value", action.kind)
        yield f"{kind}: {action.title}{' (preferred)' if action.is_preferred else ''}"
        if action.command is not None:
            yield f"  {action.command.title}: {action.command.command} {action.command.arguments}"
        if action.edit is not None:
            yield from _edits(action.edit)


def _definition(answer: types.Location | None) -> Iterator[str]:
    if answer is not None:
        yield f"{answer.uri} {_range(answer.range)}"


def _prepare_rename(answer: types.Range | None) -> Iterator[str]:
    if answer is not None:
        yield _range(answer)


def _rename(answer: types.WorkspaceEdit | None) -> Iterator[str]:
    if answer is not None:
        yield from _edits(answer)


def _selection_range(answer: list[types.SelectionRange]) -> Iterator[str]:
    """The innermost range, the one around it, and how many there are; each of those is another position's innermost."""
    [selection] = answer
    steps = []
    around: types.SelectionRange | None = selection
    while around is not None:
        steps.append(_range(around.range))
        around = around.parent
    yield f"{' < '.join(steps[:3])} ({len(steps)})"


def _symbols(answer: list[types.DocumentSymbol] | None, depth: int = 0) -> Iterator[str]:
    for symbol in answer or []:
        places = f"{_range(symbol.range)} {_range(symbol.selection_range)}"
        yield f"{'  ' * depth}{symbol.kind.name} {symbol.name} [{symbol.detail or ''}] {places}"
        yield from _symbols(list(symbol.children or []), depth + 1)


def _folds(answer: list[types.FoldingRange] | None) -> Iterator[str]:
    yield " ".join(f"{fold.start_line + 1}-{fold.end_line + 1}" for fold in answer or [])


def _hints(answer: list[types.InlayHint] | None) -> Iterator[str]:
    for hint in answer or []:
        yield f"{hint.position.line + 1}:{hint.position.character + 1} {hint.label} {hint.padding_left}"


def _lenses(answer: list[types.CodeLens] | None) -> Iterator[str]:
    for lens in answer or []:
        assert lens.command is not None
        yield f"{_range(lens.range)} {lens.command.title} {lens.command.command} {lens.command.arguments}"


def _diagnostics(answer: dict[str, Any]) -> Iterator[str]:
    for item in answer["items"]:
        place = _range(_structured(item["range"]))
        tags = f" {item['tags']}" if "tags" in item else ""
        page = item["codeDescription"]["href"].rpartition("/")[2]
        yield f"{place} {item['severity']} {item['code']}{tags} {item['source']} {page}"
        yield from (f"  {line}" for line in item["message"].split("\n"))
        for related in item.get("relatedInformation", ()):
            assert related["location"]["uri"] == URI
            yield f"  {_range(_structured(related['location']['range']))} {related['message']}"


def _structured(place: Any) -> types.Range:
    return types.Range(types.Position(**place["start"]), types.Position(**place["end"]))


def _here(position: types.Position) -> dict[str, Any]:
    return {"position": position}


_NOTHING_REPORTED = types.CodeActionContext([], ["quickfix", "refactor"])

_AT_A_POSITION: dict[str, tuple[Callable[[types.Position], dict[str, Any]], Callable[[Any], Iterator[str]]]] = {
    "hover": (_here, _hover),
    "completion": (_here, _completion),
    "codeAction": (lambda at: {"range": types.Range(at, at), "context": _NOTHING_REPORTED}, _code_action),
    "definition": (_here, _definition),
    "prepareRename": (_here, _prepare_rename),
    "rename": (lambda at: {"position": at, "new_name": "fresh"}, _rename),
    "selectionRange": (lambda at: {"positions": [at]}, _selection_range),
}
_FIX_ALL = types.CodeActionContext([], ["source.fixAll"])
_ABOUT_THE_WHOLE: list[tuple[str, dict[str, Any], Callable[[Any], Iterator[str]]]] = [
    ("codeAction", {"context": _FIX_ALL}, _code_action),
    ("documentSymbol", {}, _symbols),
    ("foldingRange", {}, _folds),
    ("inlayHint", {}, _hints),
    ("codeLens", {}, _lenses),
    ("diagnostic", {}, _diagnostics),
]
