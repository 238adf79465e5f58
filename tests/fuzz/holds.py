"""What must hold for any input: it is judged and printed, and nothing but a diagnostic comes out."""

from typing import NamedTuple

from netbuilder.convert.keras_program import program
from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.lint.result import LintResult
from netbuilder.pipeline import Session
from netbuilder.plan import Plan, plan
from netbuilder.views.formats import formats, renderer
from netbuilder.views.tables.table import partial_table, table

LONGEST = 80
"""Characters of a message."""
PRINTED = 4_000
"""Characters of a config whose network is printed too: beyond that the time goes into tables."""


class Outcome(NamedTuple):
    """What became of some bytes."""

    accepted: bool
    plan: Plan | None
    """What would be built; None where something is wrong."""
    report: LintResult


def holds(data: bytes) -> Outcome:
    """Judge some bytes, print everything that a command would print, and assert what holds for every file."""
    report = Session(data, "fuzz.yaml").report
    for one in report.diagnostics:
        _is_sound(one)
    for form in formats():
        # A copy that is always stamped with today's rules has nothing to add for every input.
        if form != "sarif":
            assert "\x1b" not in renderer(form)(report.diagnostics, colour=False)
    if report.errors:
        if report.graph.layer_count < 1_000:
            assert "\x1b" not in partial_table(report.graph)
        return Outcome(False, None, report)
    planned = plan(report.graph, 1)
    if len(data) < PRINTED and report.graph.layer_count < 300:
        assert "\x1b" not in table(planned)
        compile(program(planned), "program", "exec")
    return Outcome(True, planned, report)


def _is_sound(one: Diagnostic) -> None:
    assert isinstance(one, Diagnostic)
    assert 0 < len(one.message) <= LONGEST, one.message
    assert one.severity in Severity
    assert isinstance(one.address, Span)
    where = one.address
    assert 0 <= where.start <= where.end <= len(where.text.string)
    assert 1 <= where.line <= where.end_line <= len(where.text.lines)
    for edit in one.edits:
        assert 0 <= edit.span.start <= edit.span.end <= len(edit.span.text.string)
