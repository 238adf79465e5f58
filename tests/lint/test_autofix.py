"""Several findings at once: each safe fix is applied, whatever stands before it."""

import netbuilder as nb
from netbuilder.diagnostics import Diagnostic
from netbuilder.lint.autofix import autofix
from netbuilder.lint.result import LintResult
from netbuilder.pipeline import Session
from netbuilder.source.edit import apply

UNSAFE_FIRST = """\
input: [8]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: glorot_uniform}
  - Dense: {units: 8, activation: relu}
  - Dense: {units: 4}  # netbuilder: ignore[NB301]
"""


def test_what_is_not_safe_keeps_nothing_behind_it_from_being_fixed() -> None:
    result = nb.fix(UNSAFE_FIRST)
    assert [diagnostic.code for diagnostic in result.fixed] == ["NB018"]
    assert result.text == UNSAFE_FIRST.replace("  # netbuilder: ignore[NB301]", "")
    both = nb.fix(UNSAFE_FIRST, unsafe=True)
    assert [diagnostic.code for diagnostic in both.fixed] == ["NB201", "NB018"]
    assert "he_uniform" in both.text


def test_an_activation_in_place_of_a_layer_becomes_one() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 8}\n  - swish: {}\n  - Dense: {units: 4}\n"
    assert nb.fix(text, unsafe=True).text == text.replace("swish: {}", "Activation: {activation: swish}")


def test_of_two_fixes_the_one_that_leaves_the_text_readable_is_taken() -> None:
    """The edits are swapped for ones of this test: no fix of a rule breaks a text."""
    text = "input: [8]\nlayers:\n  - Dense: {unitz: 4, activation: rellu}\n"
    session = Session(text, "net.yaml")
    first, second = [diagnostic for diagnostic in session.report.diagnostics if diagnostic.edits]

    def swapped(result: LintResult) -> list[Diagnostic]:
        if result is not session.report:
            return []
        broken = first.edits[0]._replace(replacement="[")
        return [first._replace(suggestion=first.suggestion._replace(edits=(broken,))), second]

    fixes = autofix(session.report, lambda edited: Session(edited, "net.yaml").report, swapped, unsafe=True)
    assert fixes.text == apply(text, [second], unsafe=True)
    assert [diagnostic.message for diagnostic in fixes.fixed] == [second.message]
