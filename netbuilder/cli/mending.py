"""--fix: apply fixes until none is left."""

from collections.abc import Callable
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic
from netbuilder.lint.runner import Report
from netbuilder.source.edit import apply

_ROUNDS = 20
"""Fixes that touch one place wait for the next round; a rule whose fix brings its finding back ends here."""


class Mended(NamedTuple):
    """A text after its fixes."""

    text: str
    report: Report
    fewer: int
    """How many findings there are fewer."""


def mend(
    report: Report, again: Callable[[str], Report], wanted: Callable[[Report], list[Diagnostic]], unsafe: bool
) -> Mended:
    """The text of a report with the fixes of the wanted findings applied.

    A fix that makes the text unreadable is not taken.
    """
    document = report.draft.document
    assert document is not None
    text, first = document.text.string, len(report.diagnostics)
    for _ in range(_ROUNDS):
        found = [one for one in wanted(report) if one.edits]
        taken = _sound(text, report, found, again, unsafe)
        fixed = apply(text, taken, unsafe)
        if fixed == text:
            break
        text, report = fixed, again(fixed)
    return Mended(text, report, max(first - len(report.diagnostics), 0))


def _sound(
    text: str, report: Report, found: list[Diagnostic], again: Callable[[str], Report], unsafe: bool
) -> list[Diagnostic]:
    """The findings whose fixes leave the text as readable as it is: all, or all but those that break it."""
    taken: list[Diagnostic] = []
    groups = [found]
    while groups:
        group = groups.pop()
        fixed = apply(text, [*taken, *group], unsafe)
        if fixed == text or _unreadable(again(fixed)) <= _unreadable(report):
            taken += group
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    return taken


def _unreadable(report: Report) -> int:
    return sum(1 for one in report.diagnostics if one.code in ("NB001", "NB002", "NB003"))
