"""Apply the fixes of findings to a text until none is left."""

from collections.abc import Callable
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic
from netbuilder.lint.runner import LintResult
from netbuilder.source.edit import apply, chosen

_ROUNDS = 20
"""Fixes that touch one place wait for the next round; a rule whose fix brings its finding back ends here."""

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
    for _ in range(_ROUNDS):
        fixable = [diagnostic for diagnostic in select(result) if diagnostic.edits]
        sound = _sound(text, result, fixable, lint, unsafe)
        edits = chosen(text, sound, unsafe)
        if not edits:
            break
        fixed += [diagnostic for diagnostic in sound if all(edit in edits for edit in diagnostic.edits)]
        text = apply(text, sound, unsafe)
        result = lint(text)
    return Autofix(text, result, tuple(fixed) if text != first else ())


def _sound(text: str, result: LintResult, fixable: list[Diagnostic], lint: Lint, unsafe: bool) -> list[Diagnostic]:
    """The findings whose fixes leave the text as readable as it is: all, or all but those that break it."""
    sound: list[Diagnostic] = []
    groups = [fixable]
    while groups:
        group = groups.pop()
        edited = apply(text, [*sound, *group], unsafe)
        if edited == text or _unreadable(lint(edited)) <= _unreadable(result):
            sound += group
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    return sound


def _unreadable(result: LintResult) -> int:
    return sum(1 for diagnostic in result.diagnostics if diagnostic.code in ("NB001", "NB002", "NB003"))
