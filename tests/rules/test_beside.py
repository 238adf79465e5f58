"""What a rule says of small networks beside its boundaries: every finding word for word, or none at all.

A file of `beside/` is about one rule. Each of its networks is one line, followed by what is found in it: the rule's own
findings, and the codes of the others. `pytest --update-golden` writes the findings again; a network is added by hand.
"""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from netbuilder.diagnostics import Diagnostic, Span
from netbuilder.views.formats.fix_lines import changes
from tests.golden import Golden
from tests.rules.judging import judge
from tests.rules.test_words import brief

FILES = sorted((Path(__file__).parent / "beside").glob("*.txt"))


def network(line: str) -> str:
    """The config of a line `INPUT | LAYER ; LAYER | LOSS or {COMPILE} | LINE ; LINE`; the end may be left out.

    An input of `-` and a loss of `none` are left out too.
    """
    shape, layers, compile_, more = [*map(str.strip, line.split(" | ")), "", ""][:4]
    lines = [*more.split(" ; ")] if more else []
    lines += [f"input: {shape}"] * (shape != "-")
    lines += ["layers:", *(f"  - {layer}" for layer in layers.split(" ; "))]
    if compile_ and not compile_.startswith("{optimizer"):
        compile_ = f"{{optimizer: adam, loss: {compile_}}}" if compile_ != "none" else ""
    lines += [f"compile: {compile_}"] * bool(compile_)
    return "\n".join([*lines, ""])


def judged(line: str, code: str) -> Iterator[str]:
    """A network and what is found in it."""
    yield line
    findings = [each for each in judge(network(line)).diagnostics if isinstance(each.address, Span)]
    for each in findings:
        assert all(isinstance(words, str) for words in (each.message, each.why, each.fix, each.label))
        if each.code == code:
            yield from (f"  {words}" for words in brief(each) if not words.startswith(("  - ", "  + ")))
            yield from edits(each)
    # NB13x are about the Keras that is installed.
    others = [each.code for each in findings if each.code != code and not each.code.startswith("NB13")]
    yield from [f"  and {' '.join(others)}"] * bool(others)


def shared(one_line: str, other_line: str) -> int:
    """How many letters two lines begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one_line, other_line, strict=False)))


def edits(diagnostic: Diagnostic) -> Iterator[str]:
    """What its fix changes within the line, or the lines that go and come."""
    for change in changes(diagnostic):
        if len(change.removed) == len(change.added) == 1:
            before, after = change.removed[0], change.added[0]
            start = shared(before, after)
            before, after = before[start:], after[start:]
            end = shared(before[::-1], after[::-1])
            yield f"    {start + 1}: {before[: len(before) - end]} -> {after[: len(after) - end]}"
        else:
            yield from (f"    - {line}" for line in change.removed)
            yield from (f"    + {line}" for line in change.added)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_beside_its_boundaries_a_rule_says_exactly_this(file: Path, golden: Golden) -> None:
    text = file.read_text(encoding="utf-8")
    networks = [line for line in text.splitlines() if line and not line.startswith(" ")]
    report = "\n".join([*(words for line in networks for words in judged(line, file.stem)), ""])
    golden(file, report)
