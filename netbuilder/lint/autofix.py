"""Apply the fixes of findings to a text until none is left."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Edit
from netbuilder.lint.result import LintResult
from netbuilder.parse.draft import Draft
from netbuilder.source import read
from netbuilder.source.edit import apply, chosen

_ROUNDS = 20
"""Fixes that touch one place wait for the next round; a rule whose fix brings its finding back ends here."""
_MOST_LINTED = 1_000_000
"""Characters in all rounds together: of a long file the next run of the command fixes what is left."""
_READINGS = 40
"""So often a text is read to find the fixes that break it."""
_MOST_READ = 3_000_000
"""Characters in all these readings together."""

Lint = Callable[[str], LintResult]
"""Lints a text with the settings of the first one."""
Select = Callable[[LintResult], list[Diagnostic]]
"""The findings of a result that shall be fixed, if they can be."""


class Autofix(NamedTuple):
    """A text after its fixes."""

    text: str
    result: LintResult
    """What is still found in it."""
    fixed: tuple[Diagnostic, ...]
    """The findings whose fixes were applied, with their places in the text that each was found in."""


def autofix(result: LintResult, lint: Lint, select: Select, unsafe: bool) -> Autofix:
    """Apply the fixes of the selected findings, those that are not safe only with `unsafe`.

    A fix that makes the text unreadable is not taken.
    """
    document = result.draft.document
    assert document is not None
    text = first = document.text.string
    fixed: list[Diagnostic] = []
    for _ in range(min(_ROUNDS, max(2, _MOST_LINTED // max(len(text), 1)))):
        fixable = [diagnostic for diagnostic in select(result) if diagnostic.edits]
        edits = chosen(text, fixable, unsafe)
        if not edits:
            break
        before = _unreadable(result.draft)
        edited = apply(text, fixable, unsafe)
        after = lint(edited)
        if _unreadable(after.draft) > before:
            fixable = _sound(text, fixable, unsafe, before)
            edits = chosen(text, fixable, unsafe)
            if not edits:
                break
            edited = apply(text, fixable, unsafe)
            after = lint(edited)
        fixed += _applied(fixable, edits)
        text, result = edited, after
    return Autofix(text, result, tuple(fixed) if text != first else ())


def _applied(fixable: list[Diagnostic], edits: list[Edit]) -> list[Diagnostic]:
    """The findings whose edits are all among those that were applied."""
    applied = set(edits)
    return [diagnostic for diagnostic in fixable if applied.issuperset(diagnostic.edits)]


def _sound(text: str, fixable: list[Diagnostic], unsafe: bool, before: int) -> list[Diagnostic]:
    """The fixes that leave a text as readable as it is: all but those that break it, and those that nobody tried.

    Halves of halves are tried, and only read for it: what the rules say takes most of the time, and is not asked.
    """
    sound: list[Diagnostic] = []
    groups = _halves(fixable)  # all of them have just been tried
    for _ in range(min(_READINGS, max(2, _MOST_READ // max(len(text), 1)))):
        if not groups:
            break
        group = groups.pop()
        edited = apply(text, [*sound, *group], unsafe)
        if _errors(read(edited, "").problems) <= before:
            sound += group
        else:
            groups += _halves(group)
    return sound


def _halves(group: list[Diagnostic]) -> list[list[Diagnostic]]:
    """The second and the first, which is taken from the end; of a single one nothing is left to try."""
    half = len(group) // 2
    return [group[half:], group[:half]] if half else []


def _unreadable(draft: Draft) -> int:
    """How many errors of YAML its text has."""
    return _errors(draft.document.problems) if draft.document is not None else 0


def _errors(problems: Iterable[Diagnostic]) -> int:
    return sum(1 for diagnostic in problems if diagnostic.code in ("NB001", "NB002", "NB003"))
