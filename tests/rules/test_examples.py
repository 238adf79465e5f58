"""Every rule's page holds: its bad examples fire exactly there, its good ones are silent, its fixes mend."""

import inspect
import re

import pytest

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.codes import DOCUMENT_CODES
from netbuilder.rules.base import Rule, every_rule
from netbuilder.source.edit import apply
from tests.rules.judging import described, judge, line_of, marks, told

RULES = every_rule()
HEADINGS = ("What it does", "Why is this bad", "When it is fine", "Example", "Use instead", "References")
BAD = [pytest.param(rule, text, id=f"{rule.code}-{at}") for rule in RULES for at, text in enumerate(rule.bad)]
GOOD = [pytest.param(rule, text, id=f"{rule.code}-{at}") for rule in RULES for at, text in enumerate(rule.good)]


def named(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_bad_example_fires_where_it_is_marked_and_nowhere_else(rule: Rule, text: str) -> None:
    report = judge(text)
    asked = marks(text)
    assert rule.code in {code for _, code in asked}, "the example marks none of its rule's own findings"
    # What is only info counts where the rule itself says it, or a mark asks for it.
    quiet = {(line_of(one), one.code) for one in report.diagnostics if one.code == rule.code} | (
        asked & told(report, Severity.INFO)
    )
    assert told(report) | quiet == asked, described(report)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_good_example_is_silent(rule: Rule, text: str) -> None:
    report = judge(text)
    assert rule.code not in {one.code for one in report.diagnostics}, described(report)
    assert not report.errors, described(report)


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_fix_mends_and_a_second_time_changes_nothing(rule: Rule, text: str) -> None:
    mended = text
    for one in judge(text).diagnostics:
        if one.code == rule.code and one.edits:
            alone = apply(text, [one], unsafe=True)
            assert not _again(one, judge(alone).diagnostics), alone
    for _ in range(5):
        mine = [one for one in judge(mended).diagnostics if one.code == rule.code and one.edits]
        if not mine:
            break
        after = apply(mended, mine, unsafe=True)
        assert after != mended
        mended = after
    else:
        pytest.fail(f"the fixes of {rule.code} never come to an end:\n{mended}")
    if mended != text:
        left = judge(mended)
        assert not [one for one in left.diagnostics if one.code.startswith("NB0")], described(left)


def _again(one: Diagnostic, after: tuple[Diagnostic, ...]) -> bool:
    return any(other.code == one.code and other.message == one.message and other.layer == one.layer for other in after)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_page_is_complete(rule: Rule) -> None:
    page = inspect.getdoc(type(rule)) or ""
    title, _, rest = page.partition("\n")
    assert title
    assert len(title) <= 80
    assert not title.endswith(".")
    sections = re.split(r"^## (.+)$", rest, flags=re.MULTILINE)
    # A rule that nobody has written about has no references.
    assert tuple(sections[1::2]) in (HEADINGS, HEADINGS[:-1])
    assert all(section.strip() for section in sections[2::2])
    assert rule.bad
    assert rule.good


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_code_and_name_follow_the_law(rule: Rule) -> None:
    assert re.fullmatch(r"NB[1-9]\d{2,3}", rule.code)
    # "allow constant-output": a thing that can be allowed, in plain words.
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){0,4}", rule.name)
    assert not re.match(r"(use|avoid|check)-", rule.name)
    module = type(rule).__module__.rpartition(".")[2]
    assert module == rule.name.replace("-", "_"), "a rule's file is called like the rule"
    assert inspect.getmodule(type(rule)).__doc__ == f"{rule.code}."


def test_codes_and_names_are_unique() -> None:
    codes = [rule.code for rule in RULES] + list(DOCUMENT_CODES)
    names = [rule.name for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_messages_keep_the_style(rule: Rule, text: str) -> None:
    for one in judge(text).diagnostics:
        assert len(one.message) <= 80, one.message
        assert not one.message.endswith("."), one.message
        assert not re.search(r"\b(please|oops|invalid|pydantic)\b", one.message + one.why + one.fix, re.IGNORECASE)
        assert not one.why.endswith("."), one.why


def test_one_rule_hides_only_rules_that_exist() -> None:
    known = {rule.code for rule in RULES}
    for rule in RULES:
        assert set(rule.supersedes) <= known, rule.code
