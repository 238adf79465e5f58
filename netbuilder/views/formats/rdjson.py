"""Reviewdog's diagnostics (RDFormat), which become comments and suggested changes in a review."""

import json
from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Diagnostic, Edit, Place, Severity, Span
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.diagnostics.language import spoken
from netbuilder.views.formats.documentation import rule_url

IS_DOCUMENT = True
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARN: "WARNING", Severity.INFO: "INFO", Severity.OFF: "INFO"}


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics as one result; its columns count bytes of UTF-8 from 1, as RDFormat wants."""
    result = {"source": {"name": "netbuilder"}, "diagnostics": [_diagnostic(diagnostic) for diagnostic in diagnostics]}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    parts = [
        spoken(diagnostic.message),
        spoken(diagnostic.why),
        f"fix: {spoken(diagnostic.fix)}" if diagnostic.fix else "",
    ]
    address = diagnostic.address
    if isinstance(address, Place):
        parts[0] = f"{address.path}: {parts[0]}"
    described: dict[str, Any] = {
        "message": "\n".join(part for part in parts if part),
        "location": _location(address) if isinstance(address, Span) else {"path": "."},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }
    if url := rule_url(diagnostic.code, diagnostic.name, diagnostic.code not in FIXED_CODES):
        described["code"]["url"] = url
    # A review offers one change at one place; where several belong together, none is offered alone.
    if len(diagnostic.edits) == 1:
        described["suggestions"] = [_suggestion(diagnostic.edits[0])]
    related = [
        {"message": label, "location": _location(place)}
        for place, label in diagnostic.related
        if isinstance(place, Span)
    ]
    if related:
        described["relatedLocations"] = related
    return described


def _suggestion(edit: Edit) -> dict[str, Any]:
    return {"range": _range(edit.span), "text": edit.replacement}


def _location(span: Span) -> dict[str, Any]:
    return {"path": span.text.name, "range": _range(span)}


def _range(span: Span) -> dict[str, Any]:
    return {
        "start": {"line": span.line, "column": _byte_column(span, span.line, span.column)},
        "end": {"line": span.end_line, "column": _byte_column(span, span.end_line, span.end_column)},
    }


def _byte_column(span: Span, line: int, column: int) -> int:
    before = span.text.lines[line - 1][: column - 1]
    return len(before.encode("utf-8", "surrogatepass")) + 1
