"""What every rule says, word for word, and what its fixes make of it: its bad examples, and the tables' rows.

`pytest --update-golden` writes `tests/rules/words/` again; a change of a word is read in the difference.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.pipeline import Session
from netbuilder.rules.base import Rule, every_rule
from netbuilder.views.formats.fix_lines import changes
from netbuilder.views.formats.full import render
from tests.rules.heads import network
from tests.rules.test_heads import FAULTS, INFOS
from tests.rules.test_must_pass import ROWS

FOLDER = Path(__file__).parent / "words"
HEADS = [(" ".join(codes), network(layers, compile_)) for layers, compile_, codes in FAULTS + INFOS]


def words(rule: Rule) -> str:
    """The findings of one rule in each of its bad examples, and the text after its fixes where they change it."""
    parts = []
    for text in rule.bad:
        session = Session(text, "net.yaml")
        own = [each for each in session.report.diagnostics if each.code == rule.code]
        parts.append(render(own, colour=False))
        mended = session.fix(unsafe=True, least=Severity.INFO)
        if any(each.code == rule.code for each in mended.fixed):
            parts.append(f"mended:\n{mended.text}")
    return "\n".join([*parts, ""])


def variants(rule: Rule) -> Iterator[str]:
    """The rows of the tables in which a rule finds something, and its findings in few lines."""
    for codes, text in ROWS + HEADS:
        if rule.code in codes.split():
            own = [each for each in Session(text, "net.yaml").report.diagnostics if each.code == rule.code]
            if own:
                yield "\n".join([f"\n---\n{text}", *(line for each in own for line in brief(each)), ""])


def brief(diagnostic: Diagnostic) -> Iterator[str]:
    """What is said of one finding, where, and what its fix changes."""
    label = f" ({diagnostic.label})" if diagnostic.label else ""
    yield f"{place(diagnostic.address)} {diagnostic.severity.word}: {diagnostic.message}{label}"
    yield from (f"  {place(related.address)}: {related.label}" for related in diagnostic.related)
    yield from [f"  why: {diagnostic.why}"] * bool(diagnostic.why)
    yield from [f"  {'safe ' * diagnostic.safe}fix: {diagnostic.fix}"] * bool(diagnostic.fix)
    for change in changes(diagnostic):
        yield from (f"  - {line}" for line in change.removed)
        yield from (f"  + {line}" for line in change.added)


def place(address: object) -> str:
    """Where something stands, as line:column-column."""
    assert isinstance(address, Span)
    end = f"{address.end_line}:" if address.end_line != address.line else ""
    return f"{address.line}:{address.column}-{end}{address.end_column}"


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_the_words(rule: Rule, pytestconfig: pytest.Config) -> None:
    file = FOLDER / f"{rule.code}.txt"
    text = "".join([words(rule), *variants(rule)])
    if pytestconfig.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    if not file.exists():
        pytest.skip("a new rule: --update-golden writes what it says, to be read")
    assert text == file.read_text(encoding="utf-8")
