"""What cannot be read makes no rule stop: each value of its bad examples, each layer and the input is one once.

A line of `words/unreadable.txt` has a digit for every such text: how often the rule still finds its fault. `pytest
--update-golden` writes it again, to be read in the difference.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from netbuilder.rules.base import Rule, every_rule
from tests.rules.judging import judge

FILE = Path(__file__).parent / "words" / "unreadable.txt"
_VALUE = re.compile(r"(?<=: )[^\s{}\[\],#&*|'\"]+")
_LAYER = re.compile(r"(?<=- )[A-Z]\w+")


def unreadable(text: str) -> Iterator[str]:
    """The text with one value in it that nobody knows, one layer, or no input."""
    for pattern in (_VALUE, _LAYER):
        for match in pattern.finditer(text):
            yield f"{text[: match.start()]}Nobody{text[match.end() :]}"
    yield re.sub(r"(?m)^input:.*\n(  .*\n)*", "", text)
    yield text.replace("layers:\n", "layers:\n  - Nobody\n", 1)


def counted(rule: Rule) -> str:
    counts = []
    for text in rule.bad:
        reports = [judge(changed) for changed in unreadable(text)]
        counts.append("".join(str(sum(each.code == rule.code for each in report.diagnostics)) for report in reports))
    return f"{rule.code} {' '.join(counts)}"


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_what_cannot_be_read_stops_no_rule(rule: Rule, pytestconfig: pytest.Config) -> None:
    line, lines = counted(rule), FILE.read_text(encoding="utf-8").splitlines()
    if pytestconfig.getoption("--update-golden"):
        code = f"{rule.code} "
        lines = sorted([*(each for each in lines if not each.startswith(code)), line])
        FILE.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert line in lines
