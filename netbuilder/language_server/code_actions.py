"""What can be done at a place: the fixes of its findings, comments that silence them, and rewritings of its layers."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from netbuilder.convert.network_yaml import plain
from netbuilder.diagnostics import Diagnostic, Edit, Path, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.entries import calls_of, entry_at, item_path
from netbuilder.parse.draft import DraftLayer
from netbuilder.plan.initializers import decide
from netbuilder.plan.places import places
from netbuilder.source import Document
from netbuilder.source.edit import set_option
from netbuilder.source.edit.ignore import add_ignore
from netbuilder.source.edit.repetition import fold, run_at, unfold
from netbuilder.source.flow import flow
from netbuilder.source.places import place_at
from netbuilder.vocabulary.base.layer_names import identifier_of

FIX_ALL = "source.fixAll.netbuilder"
EXPLAIN = "netbuilder.explain"
_MOST_FIXED = 200
"""Of a text with more findings all are fixed only when that is asked for: it takes its time."""
KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, FIX_ALL]


def code_actions(document: OpenDocument, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions at a range, of the kinds that the client asks for."""
    start, end = document.offset(params.range.start), document.offset(params.range.end)
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _is_asked(types.CodeActionKind.QuickFix, only):
        for diagnostic in _at(document, start, end):
            actions += _for_finding(document, diagnostic, params.context.diagnostics)
    if _is_asked(types.CodeActionKind.RefactorRewrite, only):
        actions += _rewritings(document, start)
    if _is_asked(FIX_ALL, only) and (only or len(document.session.report.diagnostics) <= _MOST_FIXED):
        actions += _fix_all(document)
    return actions


def _is_asked(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a client asks for a kind: by its name, or by the beginning of it."""
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


def _at(document: OpenDocument, start: int, end: int) -> Iterator[Diagnostic]:
    for diagnostic in document.session.report.diagnostics:
        address = diagnostic.address
        if isinstance(address, Span) and address.start <= end and start <= address.end:
            yield diagnostic


def _for_finding(
    document: OpenDocument, diagnostic: Diagnostic, reported: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    address = diagnostic.address
    assert isinstance(address, Span)
    place = document.range_of(address)
    here = [item for item in reported if item.code == diagnostic.code and item.range == place]
    if diagnostic.edits:
        fix = spoken(diagnostic.fix)
        title = fix[:1].upper() + fix[1:]
        yield _action(document, title, types.CodeActionKind.QuickFix, diagnostic.edits, here, diagnostic.safe)
    if diagnostic.ignore:
        edits = add_ignore(document.read, address.start, diagnostic.code)
        if edits:
            title = spoken(_("Ignore {code} on this line", code=diagnostic.code))
            yield _action(document, title, types.CodeActionKind.QuickFix, edits, here)
    command = types.Command(f"Explain {diagnostic.code}", EXPLAIN, arguments=[diagnostic.code])
    yield types.CodeAction(command.title, types.CodeActionKind.QuickFix, here, command=command)


def _action(
    document: OpenDocument,
    title: str,
    kind: types.CodeActionKind | str,
    edits: Sequence[Edit],
    diagnostics: Sequence[types.Diagnostic] | None = None,
    preferred: bool = False,
) -> types.CodeAction:
    edit = document.workspace_edit([document.text_edit(edit) for edit in edits])
    return types.CodeAction(title, kind, diagnostics, is_preferred=preferred or None, edit=edit)


def _fix_all(document: OpenDocument) -> Iterator[types.CodeAction]:
    """All safe fixes at once."""
    session = document.session
    read = document.read
    if not any(diagnostic.safe and diagnostic.edits for diagnostic in session.report.diagnostics):
        return
    fixed = session.fix().text
    if fixed != read.text.string:
        edits = _differences(read, fixed)
        yield _action(document, "Fix all that can be fixed safely", FIX_ALL, edits)


def _differences(document: Document, after: str) -> list[Edit]:
    """The edits that make another text of a document, line by line."""
    before = document.text.string.splitlines(keepends=True)
    lines = after.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = SequenceMatcher(None, before, lines, autojunk=False)
    return [
        Edit(document.text.span(starts[first], starts[last]), "".join(lines[new_first:new_last]))
        for tag, first, last, new_first, new_last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _rewritings(document: OpenDocument, offset: int) -> Iterator[types.CodeAction]:
    """What else the layer at an offset could be written as."""
    report = document.session.report
    read = document.read
    place = place_at(read, offset)
    if place is None or document.session.is_model:
        return
    entry = entry_at(report.draft, place.path)
    if entry is None:
        return
    rewrite = types.CodeActionKind.RefactorRewrite
    for option, yaml, edits in chosen_initializers(report.graph, entry, read):
        yield _action(document, f"Write out `{option}: {yaml}`", rewrite, edits)
    path = item_path(entry)
    listed = read.node(path[:-1])
    if listed is not None and isinstance(listed.value, list):
        run = run_at(listed.value, int(path[-1]))
        edits = fold(read, path[:-1], run) if run is not None else ()
        if run is not None and edits:
            what = "layers" if run.size == 1 else f"blocks of {run.size} layers"
            yield _action(document, f"Turn {run.times} equal {what} into `repeat`", rewrite, edits)
    yield from _unfolding(document, read, entry, place.path)


def _unfolding(document: OpenDocument, read: Document, entry: DraftLayer, path: Path) -> Iterator[types.CodeAction]:
    """The innermost `repeat` around an offset, written out."""
    draft = document.session.report.draft
    repeats = [at for at, step in enumerate(path) if step == "repeat"]
    around = entry_at(draft, path[: repeats[-1] + 1]) if repeats else None
    if around is None or around.node is None or not around.node.is_inlined:
        return
    edits = unfold(read, item_path(around), around.node.repetitions)
    if edits:
        title = f"Write the {around.node.repetitions} rounds of `repeat` out"
        yield _action(document, title, types.CodeActionKind.RefactorRewrite, edits)


def chosen_initializers(
    graph: LayerGraph, entry: DraftLayer, read: Document
) -> Iterator[tuple[str, str, tuple[Edit, ...]]]:
    """The initializers that were left out and are chosen by a rule: option, what to write, and the edits."""
    calls = [call for call in calls_of(graph, entry) if call.entry is entry]
    if not calls or calls[0].layer is None:
        return
    call = calls[0]
    assert call.layer is not None
    for place in places(call.layer):
        if place.initializer is None or place.owner is not call.layer:
            continue
        decision = decide(place, call, graph)
        if decision.by in ("you", "keras"):
            continue
        yaml = flow(identifier_of(decision.initializer) or plain(decision.initializer))
        edits = set_option(read, call.path, place.option, yaml)
        if edits:
            yield place.option, yaml, edits
