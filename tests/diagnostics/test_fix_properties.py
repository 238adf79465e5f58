"""What holds of every fix: it writes what it says, it loses and invents no value, and what it mends is mended."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbuilder.diagnostics import Change, Diagnostic, Severity
from netbuilder.rules.base import every_rule
from netbuilder.source import read
from netbuilder.source.edit import apply
from tests.rules.judging import judge

HERE = Path(__file__).parent
NEAR_MISSES = [
    block
    for file in sorted(HERE.glob("*.md"))
    for block in re.findall(r"^```yaml(?: verbose)?\n(.*?)^```$", file.read_text(encoding="utf-8"), re.M | re.S)
]
SLIPS_OF_THE_LIST = re.findall(r"^(- .*|\w+: .*)$", (HERE / "test_what_to_type.py").read_text(encoding="utf-8"), re.M)
EXAMPLES = [text for rule in every_rule() for text in (*rule.bad, *rule.good)]
CORPUS = [
    file.read_text(encoding="utf-8") for file in sorted((HERE.parent / "fuzz" / "corpus").glob("*.yaml"))
    if file.stat().st_size < 4_000
]  # fmt: skip


def whole(line: str) -> str:
    """A row of the slips as a file."""
    line = re.sub("[«»]", "", line)
    head = "input: [4, 8]\n" if "TimeDistributed" in line else "input: [8]\n"
    if line.startswith("- "):
        return f"{head}layers:\n  {line}\n"
    return f"{head}layers:\n  - Dense: {{units: 1}}\ncompile: {{{line}}}\n"


TEXTS = [*NEAR_MISSES, *(whole(line) for line in SLIPS_OF_THE_LIST if "«" in line), *CORPUS]


def findings(text: str) -> list[Diagnostic]:
    """Everything that is found, notes too."""
    return list(judge(text).diagnostics)


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path; a KeyError or IndexError where nothing does."""
    for step in path:
        if isinstance(data, dict) and len(data) == 1 and step not in data:
            # What was a bare name has options now.
            [data] = data.values()
        # A bare name has all options left out.
        data = {} if isinstance(data, str) and step == data else data[step]
    return data


def has(data: Any, path: tuple[str | int, ...]) -> bool:
    """Whether anything stands at a path."""
    try:
        value_at(data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def is_written(change: Change, after: Any, others: tuple[Change, ...]) -> bool:
    """Whether data says what a change says."""
    # What stands behind an item that was taken out has moved up.
    if isinstance(change.path[-1], int) and any(other.yaml is None for other in others):
        return True
    if change.target in ("items", "indent"):
        return not has(after, change.path) or isinstance(value_at(after, change.path[:1]), list)
    if change.target == "key":
        assert change.yaml is not None
        return has(after, (*change.path[:-1], read(change.yaml, "").value)) and not has(after, change.path)
    place = (*change.path[:-1], change.option) if change.option else change.path
    if change.yaml is None:
        return isinstance(change.path[-1], int) or not has(after, place)
    if change.target == "name":
        at = value_at(after, place)
        return at == change.yaml or (isinstance(at, dict) and change.yaml in at)
    said = read(change.yaml, "").value
    return bool(value_at(after, place) == said)


def assert_written(text: str) -> None:
    """Each fix by itself writes what its suggestion says, and says it."""
    for diagnostic in findings(text):
        suggestion = diagnostic.suggestion
        for change in suggestion.changes:
            assert change.text in suggestion.sentence
        if not suggestion.edits or not suggestion.changes:
            continue
        after = read(apply(text, [diagnostic], unsafe=True), "net.yaml").value
        for change in suggestion.changes:
            assert is_written(change, after, suggestion.changes), (change, text)


def numbers(text: str) -> Counter[float]:
    """The numbers of a file; those in names such as `Conv2D` are none."""
    without_comments = re.sub(r"(?m)(?:^|\s)#.*$", "", text)
    found = re.findall(r"(?<![\w.])-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w])", without_comments)
    return Counter(abs(float(number)) for number in found)


def assert_values_stay(text: str) -> None:
    """Of what was written nothing is lost, and nothing is added: of the fixes of what could not be read."""
    for diagnostic in findings(text):
        if not diagnostic.edits or diagnostic.code >= "NB100" or is_for_fit(diagnostic):
            continue  # a rule changes values: that is what it is for
        before, after = numbers(text), numbers(apply(text, [diagnostic], unsafe=True))
        readable = {value / 100 for value in before} | {float(round(value)) for value in before}
        assert set(after - before) <= readable | set(before), (diagnostic.fix, text)
        # 0 and 1 are also words: false, zeros; -1 is a size that varies. What is left out twice is still there.
        lost = {value for value in before - after if value / 100 not in after} - {0.0, 1.0}
        assert lost <= set(after), (diagnostic.fix, text)


def is_for_fit(diagnostic: Diagnostic) -> bool:
    """Whether it says that something is no part of a network at all: `batch_size: 32`."""
    return diagnostic.fix.endswith("`model.fit(...)`")


def assert_mended(text: str) -> None:
    """Each fix ends its finding, all of them together leave nothing that they could mend, and no new mistake."""
    for _ in range(8):
        fixable = [diagnostic for diagnostic in findings(text) if diagnostic.edits and diagnostic.code < "NB100"]
        if not fixable:
            return
        is_readable = not any(diagnostic.code < "NB010" for diagnostic in findings(text))
        before = wrong(text)
        for diagnostic in fixable[:20] if is_readable else ():
            after = wrong(apply(text, [diagnostic], unsafe=True))
            assert after[diagnostic.message] < before[diagnostic.message] or diagnostic.severity != Severity.ERROR
            # What stood in a name could not be judged before.
            is_uncovered = diagnostic.message.startswith("there is no `:`")
            assert is_uncovered or not after - before, (diagnostic.fix, after - before, text)
        mended = apply(text, fixable, unsafe=True)
        text = mended
    pytest.fail(f"the fixes go on for ever:\n{text}")


def wrong(text: str) -> Counter[str]:
    """The mistakes of writing in a file."""
    return Counter(one.message for one in findings(text) if one.severity is Severity.ERROR and one.code < "NB100")


@pytest.mark.parametrize("text", TEXTS)
def test_near_misses(text: str) -> None:
    assert_written(text)
    assert_values_stay(text)
    assert_mended(text)


def test_rule_examples() -> None:
    for text in EXAMPLES:
        assert_written(text)


GOOD = sorted({text for rule in every_rule() for text in rule.good if len(text) < 700})


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A good network with one or two slips of the finger."""
    text = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 2))):
        words = list(re.finditer(r"[A-Za-z_]\w{3,}|\d+|\n +|: ", text))
        word = draw(st.sampled_from(words))
        at = draw(st.integers(word.start(), word.end() - 1))
        kind = draw(st.sampled_from(["drop", "twice", "swap", "quote", "wrap", "dedent", "assign"]))
        if kind == "drop":
            text = text[:at] + text[at + 1 :]
        elif kind == "twice":
            text = text[:at] + text[at] + text[at:]
        elif kind == "swap":
            text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        elif kind == "quote" and word[0].isdecimal():
            text = f'{text[: word.start()]}"{word[0]}"{text[word.end() :]}'
        elif kind == "wrap" and word[0].isdecimal():
            text = f"{text[: word.start()]}[{word[0]}]{text[word.end() :]}"
        elif kind == "dedent" and word[0].startswith("\n   "):
            text = text[: word.start() + 1] + text[word.start() + 3 :]
        elif kind == "assign" and word[0] == ": ":
            text = f"{text[: word.start()]}={text[word.end() :]}"
    return text


@settings(max_examples=150, deadline=None)
@given(slips())
def test_slips_of_the_finger(text: str) -> None:
    assert_written(text)
    assert_values_stay(text)
    assert_mended(text)
