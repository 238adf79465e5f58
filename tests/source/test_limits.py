"""Limits and hostile files: refused quickly, with one diagnostic that has a place."""

import tracemalloc

import pytest

from netbuilder.diagnostics import Span
from netbuilder.source import compose, read, read_bytes

pytestmark = pytest.mark.slow

TOO_MANY = "more than 200,000 values"
TOO_DEEP = "more than 100 collections within each other"


def bomb(width: int, depth: int, merge: bool = False) -> str:
    lines = ["a0: &a0 {" + ", ".join(f"k{i}: 1" for i in range(width)) + "}"]
    for level in range(1, depth):
        alias = f"*a{level - 1}"
        inner = ", ".join(f"k{level}x{i}: {{<<: {alias}}}" if merge else f"k{i}: {alias}" for i in range(width))
        lines.append(f"a{level}: &a{level} {{{inner}}}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        pytest.param("- " * 100_000, TOO_DEEP, 1, 201, id="dashes"),
        pytest.param("[" * 1_000_000, TOO_DEEP, 1, 101, id="brackets"),
        pytest.param("{a: " * 100_000, TOO_DEEP, 1, 401, id="braces"),
        pytest.param("? " * 100_000, TOO_DEEP, 1, 201, id="questions"),
        pytest.param("\n".join(" " * i + "a:" for i in range(300)), TOO_DEEP, 101, 101, id="staircase"),
        pytest.param("[" + "1," * 210_000 + "]", TOO_MANY, 1, None, id="flat"),
        pytest.param(bomb(9, 9), TOO_MANY, None, None, id="billion laughs"),
        pytest.param(bomb(9, 9, merge=True), TOO_MANY, None, None, id="merges"),
        pytest.param(
            "- &a0 [x]\n" + "".join(f"- &a{i} [*a{i - 1}]\n" for i in range(1, 400)), TOO_DEEP, 100, 9, id="chain"
        ),
        pytest.param("a: " + "9" * 310, "a number of more than 309 digits", 1, 4, id="digits"),
        pytest.param("a: 0x" + "f" * 1_000_000, "a number of more than 309 digits", 1, 4, id="hexadecimal"),
        pytest.param("a: !!int '" + "9" * 5000 + "'", "a number of more than 309 digits", 1, 4, id="tagged"),
    ],
)
def test_over_a_limit(text: str, message: str, line: int | None, column: int | None) -> None:
    document = read(text, "f.yaml")
    assert document.root is None
    (problem,) = document.problems
    assert (problem.code, problem.name, problem.message) == ("NB003", "over-limit", message)
    assert isinstance(problem.address, Span)
    assert 0 <= problem.address.start <= problem.address.end <= len(text)
    assert line is None or problem.address.line == line
    assert column is None or problem.address.column == column


@pytest.mark.parametrize(
    ("text", "line"),
    [("-\n" * 3_000, None), ("[" + "[]," * 3_000 + "]", 1), ("[" + "{}, " * 3_000, 1), ("{" + "a: b, " * 3_000, 1)],
)
def test_what_has_no_end_is_counted_too(text: str, line: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "MAX_NODES", 1_000)
    (problem,) = read(text, "f.yaml").problems
    assert (problem.code, problem.message) == ("NB003", TOO_MANY)
    assert isinstance(problem.address, Span)
    assert line is None or problem.address.line == line
    assert problem.address.start < 12_000


def test_an_alias_bomb_takes_little_memory() -> None:
    tracemalloc.start()
    document = read(bomb(9, 9), "f.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.root is None
    assert isinstance(document.problems[0].address, Span)
    assert peak < 100_000_000


def test_the_size() -> None:
    for document in (read("#" * 10_000_001, "f.yaml"), read_bytes(b"#" * 10_000_001, "f.yaml")):
        (problem,) = document.problems
        assert (problem.code, problem.message) == ("NB003", "the file is larger than 10 MB")
        assert isinstance(problem.address, Span)
        assert problem.address[1:5] == (1, 1, 1, 1)
        assert document.text.string == ""
    document = read("#" * 10_000_000, "f.yaml")
    assert document.problems == []
    assert document.span([])[1:5] == (1, 1, 1, 1)


def test_just_within_the_limits() -> None:
    deep = read("[" * 100 + "]" * 100, "f.yaml")
    assert deep.problems == []
    assert deep.span([0] * 99)[1:5] == (1, 100, 1, 102)
    wide = read("[" + ",".join("1" * 199_999) + "]", "f.yaml")
    assert wide.problems == []
    assert len(wide.value) == 199_999
    assert wide.span([199_998])[1:5] == (1, 399_998, 1, 399_999)
    digits = read("a: " + "9" * 309, "f.yaml")
    assert digits.value == {"a": 10**309 - 1}
    assert digits.span(["a"])[1:5] == (1, 4, 1, 313)


def test_aliases_count_as_what_they_stand_for() -> None:
    inner = ", ".join("1" for _ in range(999))
    text = f"- &a [{inner}]\n" + "- *a\n" * 198
    assert read(text, "f.yaml").problems == []
    (problem,) = read(text + "- *a\n" * 2, "f.yaml").problems
    assert problem.message == TOO_MANY
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] in [(200, 3, 200, 5), (201, 3, 201, 5)]


def test_a_key_said_many_times() -> None:
    document = read("{" + "a: 1," * 2_000 + "}", "f.yaml")
    assert document.value == {"a": 1}
    assert len(document.problems) == 1_999
    assert document.span(["a"])[1:5] == (1, 5, 1, 6)
