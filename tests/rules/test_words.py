"""What every rule says of its bad examples, word for word, and what its fixes make of them.

`pytest --update-golden` writes `tests/rules/words/` again; a change of a word is read in the difference.
"""

from pathlib import Path

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.pipeline import Session
from netbuilder.rules.base import Rule, every_rule
from netbuilder.views.formats.full import render

FOLDER = Path(__file__).parent / "words"


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


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_the_words(rule: Rule, pytestconfig: pytest.Config) -> None:
    file = FOLDER / f"{rule.code}.txt"
    if pytestconfig.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(words(rule), encoding="utf-8")
    if not file.exists():
        pytest.skip("a new rule: --update-golden writes what it says, to be read")
    assert words(rule) == file.read_text(encoding="utf-8")
