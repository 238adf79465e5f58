"""One list of objects, for programs. Documented and stable: keys are added, never renamed or removed."""

import json
from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Edit, Span
from netbuilder.diagnostics.language import spoken

IS_DOCUMENT = True


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics as JSON; lines and columns count from 1, in code points, and ends are exclusive."""
    return json.dumps([as_data(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=1)


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic as plain data."""
    layer = diagnostic.layer
    return {
        **_position(diagnostic.address),
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.word,
        "message": spoken(diagnostic.message),
        "label": spoken(diagnostic.label) or None,
        "why": spoken(diagnostic.why) or None,
        "fix": spoken(diagnostic.fix) or None,
        "ignore": diagnostic.ignore or None,
        "fixable": bool(diagnostic.edits),
        "safe": bool(diagnostic.edits) and diagnostic.safe,
        "edits": [_edit(edit) for edit in diagnostic.edits],
        "changes": [_change(change) for change in diagnostic.suggestion.changes],
        "related": [{**_position(address), "label": label} for address, label in diagnostic.related],
        "layer": {"index": layer.index, "class": layer.class_name} if layer is not None else None,
    }


def _position(address: Address | None) -> dict[str, Any]:
    if isinstance(address, Span):
        return {
            "file": address.text.name,
            "line": address.line,
            "column": address.column,
            "end_line": address.end_line,
            "end_column": address.end_column,
            "place": None,
        }
    nowhere = dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    return {**nowhere, "place": address.path if address is not None else None}


def _edit(edit: Edit) -> dict[str, Any]:
    position = _position(edit.span)
    del position["file"], position["place"]
    return {**position, "text": edit.replacement}


def _change(change: Change) -> dict[str, Any]:
    return {"path": list(change.path), "target": change.target, "yaml": change.yaml, "option": change.option or None}
