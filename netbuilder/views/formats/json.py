"""One list of objects, for programs. Documented and stable: keys are added, never renamed or removed."""

import json
from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, Edit, Span


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """All diagnostics as JSON; lines and columns count from 1, in code points, and ends are exclusive."""
    return json.dumps([as_data(one) for one in diagnostics], ensure_ascii=False, indent=1)


def as_data(one: Diagnostic) -> dict[str, Any]:
    """One diagnostic as plain data."""
    return {
        **_position(one.address),
        "code": one.code,
        "name": one.name,
        "severity": one.severity.word,
        "message": one.message,
        "label": one.label or None,
        "why": one.why or None,
        "fix": one.fix or None,
        "fixable": bool(one.edits),
        "safe": bool(one.edits) and one.safe,
        "edits": [_edit(edit) for edit in one.edits],
        "related": [{**_position(address), "label": label} for address, label in one.related],
        "layer": {"index": one.layer.index, "class": one.layer.class_name} if one.layer is not None else None,
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
