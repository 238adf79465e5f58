"""What is wrong, as the editor shows it: what is being typed is not called a mistake until it is left."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from lsprotocol import types

from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.moved import Finding, Moved
from netbuilder.rules.base import every_rule

SOURCE = "netbuilder"
_PAGE = "https://github.com/netbuilder/netbuilder/blob/main/docs/rules.md"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error.value,
    Severity.WARN: types.DiagnosticSeverity.Warning.value,
    Severity.INFO: types.DiagnosticSeverity.Hint.value,
}


def findings(document: OpenDocument) -> list[Finding]:
    """What the author shall see of what is found now."""
    report = document.session.report
    fresh = [_placed(diagnostic) for diagnostic in report.diagnostics]
    is_readable = document.read.root is not None
    if is_readable:
        document.readable = document.session
    typing = document.typing
    notes = [finding for finding in fresh if finding.diagnostic.severity is Severity.INFO]
    fresh = [finding for finding in fresh if finding.diagnostic.severity is not Severity.INFO]
    if typing is None:
        document.moved, document.notes = Moved(fresh), Moved(notes)
        return fresh + notes
    line = document.positions.line_of(typing.end)
    # Notes are looked for when a line is left; those of before move along.
    notes = list(document.notes.outside(document.positions, line)) if document.notes else []
    if not is_readable and document.moved is not None:
        # Half a line makes the whole unreadable: what was found before is still so, elsewhere.
        return [*document.moved.outside(document.positions, line), *notes]
    visible = [finding for finding in fresh if not _is_being_typed(document, finding, typing.end, line)]
    if is_readable:
        document.moved = Moved(visible)
    return visible + notes


def _placed(diagnostic: Diagnostic) -> Finding:
    address = diagnostic.address
    return Finding(diagnostic, address.start, address.end) if isinstance(address, Span) else Finding(diagnostic, 0, 0)


def _is_being_typed(document: OpenDocument, finding: Finding, cursor: int, line: int) -> bool:
    """Whether a finding is about the word at the cursor, or about how the line of the cursor is written."""
    if finding.start <= cursor <= finding.end:
        return True
    return finding.diagnostic.code.startswith("NB0") and document.positions.line_of(finding.start) == line


Json = dict[str, Any]


def published(document: OpenDocument, findings: Sequence[Finding], with_notes: bool) -> list[Json]:
    """The findings as the protocol has them: plain data, as they are sent with every key."""
    return [
        _published(document, finding)
        for finding in findings
        if with_notes or finding.diagnostic.severity is not Severity.INFO
    ]


def _published(document: OpenDocument, finding: Finding) -> Json:
    diagnostic = finding.diagnostic
    item: Json = {
        "range": _range(document, finding.start, finding.end),
        "message": _message(diagnostic),
        "severity": _SEVERITIES[diagnostic.severity],
        "code": diagnostic.code,
        "codeDescription": {"href": href(diagnostic)},
        "source": SOURCE,
    }
    if _is_unnecessary(diagnostic):
        item["tags"] = [types.DiagnosticTag.Unnecessary.value]
    if diagnostic.related:
        item["relatedInformation"] = list(_related(document, diagnostic))
    return item


def _range(document: OpenDocument, start: int, end: int) -> Json:
    place = document.range(start, end)
    return {
        "start": {"line": place.start.line, "character": place.start.character},
        "end": {"line": place.end.line, "character": place.end.character},
    }


def _message(diagnostic: Diagnostic) -> str:
    lines = [spoken(diagnostic.message), spoken(diagnostic.why)]
    if diagnostic.fix:
        label = _("fix")
        lines.append(f"{spoken(label)}: {spoken(diagnostic.fix)}")
    return "\n".join(line for line in lines if line)


def _related(document: OpenDocument, diagnostic: Diagnostic) -> Iterator[Json]:
    address = diagnostic.address
    for related in diagnostic.related:
        place = related.address
        if isinstance(place, Span) and isinstance(address, Span) and place.text is address.text:
            location = {"uri": document.uri, "range": _range(document, place.start, place.end)}
            yield {"location": location, "message": spoken(related.label)}


def _is_unnecessary(diagnostic: Diagnostic) -> bool:
    return _rules().get(diagnostic.code, False) or diagnostic.name == "unused-ignore"


@cache
def _rules() -> dict[str, bool]:
    """Every code that a rule has, and whether the rule finds what has no effect."""
    return {rule.code: rule.finds_no_effect for rule in every_rule()}


def href(diagnostic: Diagnostic) -> str:
    """Where the code is described."""
    return f"{_PAGE}#{diagnostic.code.lower()}-{diagnostic.name}" if diagnostic.code in _rules() else _PAGE
