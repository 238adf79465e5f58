"""Good models as people publish them stay quiet, and faulty ones as people ask about them are found."""

from pathlib import Path

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.lint.result import LintResult
from netbuilder.lint.runner import lint
from netbuilder.parse.draft import of_network
from tests.rules.judging import described, judge, marks, told

HERE = Path(__file__).parent / "corpus"
GOOD = sorted((HERE / "good").glob("*.yaml"))
FAULTY = sorted((HERE / "faulty").glob("*.yaml"))


def stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", GOOD, ids=stem)
def test_a_good_model_is_left_alone(path: Path) -> None:
    """A mark in a good model is a warning that the rules are known to give without a fault."""
    text = path.read_text(encoding="utf-8")
    report = judge(text, path.name)
    assert told(report) == marks(text), described(report)
    assert not report.errors
    is_the_same_in_python(report)


@pytest.mark.parametrize("path", FAULTY, ids=stem)
def test_a_fault_is_found_by_the_right_rule_and_by_no_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = judge(text, path.name)
    asked = marks(text)
    assert asked
    assert told(report) | (asked & told(report, Severity.INFO)) == asked, described(report)
    is_the_same_in_python(report)


def is_the_same_in_python(report: LintResult) -> None:
    """The network as Python objects gets the same findings."""
    assert report.draft.network is not None
    again = lint(of_network(report.draft.network))
    assert sorted((one.code, one.message) for one in again.diagnostics) == sorted(
        (one.code, one.message) for one in report.diagnostics
    )
    assert not [one for one in again.diagnostics if one.edits], "there is no text to edit"


def test_warnings_on_good_models_stay_rare() -> None:
    warned = [path.stem for path in GOOD if marks(path.read_text(encoding="utf-8"))]
    assert len(GOOD) >= 100
    assert len(warned) <= 0.05 * len(GOOD), warned
