"""Severities, selections and comments: what hides a finding, and what is said of a comment that hides nothing."""

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.lint.runner import lint
from netbuilder.lint.severities import MOST_UNKNOWN, Settings
from netbuilder.lint.severities import apply as apply_severities
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.source.edit import apply
from tests.rules.judging import judge

HIDDEN = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 1, activation: softmax}  # netbuilder: ignore[NB301]
"""


def codes(text: str, settings: Settings) -> list[str]:
    return [one.code for one in lint(parse(read(text, "net.yaml")), settings).diagnostics]


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(select=("NB2",)), Settings(ignore=("NB301",)), Settings(rules={"NB301": "off"})],
)
def test_a_comment_is_not_unused_where_something_else_hides_the_same(settings: Settings) -> None:
    assert codes(HIDDEN, settings) == []


UNUSED = "input: [8]\nlayers:\n  - Dense: {units: 4}  # netbuilder: ignore[NB301]\n"


@pytest.mark.parametrize(
    ("settings", "more", "found"),
    [
        (Settings(), "", [Severity.WARN]),
        (Settings(select=("NB3",)), "", []),
        (Settings(ignore=("NB018",)), "", []),
        (Settings(rules={"NB018": "error"}), "", [Severity.ERROR]),
        (Settings(rules={"NB018": "error"}), "rules: {NB018: off}\n", []),
    ],
)
def test_an_unused_comment_has_a_severity_like_any_finding(
    settings: Settings, more: str, found: list[Severity]
) -> None:
    diagnostics = lint(parse(read(UNUSED + more, "net.yaml")), settings).diagnostics
    assert [one.severity for one in diagnostics] == found


def test_what_cannot_be_read_is_said_whatever_is_selected() -> None:
    text = "input: [8]\nlayers:\n  - Dens: {units: 4}  # netbuilder: ignore[NB010]\nrules: {NB010: off, NB9x9: off}\n"
    settings = Settings(select=("NB3",), ignore=("NB010", "NB018"))
    assert codes(text, settings) == ["NB010", "NB018"]


CODES = "  - Dense: {units: 4}  # netbuilder: ignore"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{CODES}[NB301]\n", "  - Dense: {units: 4}\n"),
        (f"{CODES}\n", "  - Dense: {units: 4}\n"),
        (f"{CODES}[NB301]\r\n", "  - Dense: {units: 4}\r\n"),
        (f"{CODES}[NB301]", "  - Dense: {units: 4}"),
        ("  # netbuilder: ignore[NB301]\n  - Dense: {units: 4}\n", "  - Dense: {units: 4}\n"),
        # The words behind it are about something.
        (f"{CODES}[NB301] as in the paper\n", f"{CODES}[NB301] as in the paper\n"),
        (f"{CODES}[NB301, NB302] why\n", f"{CODES}[NB302] why\n"),
        (f"{CODES}[NB301x]\n", f"{CODES}[NB301]\n"),
    ],
)
def test_what_hides_nothing_is_taken_out(before: str, after: str) -> None:
    head = "input: [8]\nlayers:\n"
    report = judge(head + before)
    assert {one.code for one in report.diagnostics} == {"NB018"}
    assert apply(head + before, report.diagnostics, unsafe=True) == head + after


def test_a_comment_about_what_a_probe_finds_is_not_unused_in_a_check() -> None:
    assert codes(UNUSED.replace("NB301", "NB801, NB902"), Settings()) == []


def test_a_rule_goes_by_its_code_in_a_file() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 4}\nrules: {constant-output: off}\n"
    assert apply(text, judge(text).diagnostics, unsafe=True) == text.replace("constant-output", "NB301")


def test_an_empty_list_of_codes_hides_nothing_and_is_unused() -> None:
    assert codes(HIDDEN, Settings()) == []
    assert codes(HIDDEN.replace("[NB301]", "[]"), Settings()) == ["NB301", "NB018"]
    assert codes(HIDDEN.replace("[NB301]", ""), Settings()) == []


NOTE = """\
input: [8]
layers:
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}  # netbuilder: ignore[NB316]
"""


@pytest.mark.parametrize("least", [Severity.INFO, Severity.WARN, Severity.ERROR])
def test_a_comment_about_a_note_is_used_where_notes_are_not_shown(least: Severity) -> None:
    assert codes(NOTE, Settings(least=least)) == []


def test_of_many_rules_that_do_not_exist_the_first_are_said() -> None:
    """Looking for near names takes its time."""
    unknown = ", ".join(f"X{number}: off" for number in range(MOST_UNKNOWN + 1))
    text = f"input: [8]\nlayers: [Dense: {{units: 4}}]\nrules: {{{unknown}}}\n"
    messages = [one.message for one in apply_severities([], parse(read(text, "net.yaml")), Settings())]
    assert len(messages) == MOST_UNKNOWN == 2_000
    assert messages[-1] == "no rule is called `X1999`"
