"""Keys: said twice, not text, without a space behind their colon."""

import pytest

from netbuilder.diagnostics import Span
from netbuilder.source import read


def test_a_key_said_twice() -> None:
    document = read("a: 1\nb: 2\na: 3\n'a': 4\n", "f.yaml")
    assert document.value == {"a": 1, "b": 2}
    assert [problem.code for problem in document.problems] == ["NB002", "NB002"]
    first, second = document.problems
    assert first.name == "duplicate-key"
    assert first.message == "the key `a` is here twice"
    assert isinstance(first.address, Span)
    assert first.address[1:5] == (3, 1, 3, 2)
    assert isinstance(second.address, Span)
    assert second.address[1:5] == (4, 1, 4, 4)
    (related,) = second.related
    assert isinstance(related.address, Span)
    assert (related.address[1:5], related.label) == ((1, 1, 1, 2), "first written here")
    assert document.span(["a"])[1:5] == (1, 4, 1, 5)
    assert document.span([])[1:5] == (1, 1, 4, 7)


def test_of_a_key_said_ever_so_often_no_more_is_kept_than_anybody_reads() -> None:
    document = read("{" + "a: 1, " * 20_000 + "b: 2, b: 3}\nc", "f.yaml")
    assert len(document.problems) <= 2_010
    other = read("- {" + "a: 1, " * 20_000 + "}\n- {b: 2, b: 3}\n", "f.yaml")
    assert other.problems[-1].message == "the key `b` is here twice"


def test_everything_else_is_still_read() -> None:
    document = read("a: {b: 1, b: [x], c: 2}\nd: {e: 1, e: 2}\n", "f.yaml")
    assert document.value == {"a": {"b": 1, "c": 2}, "d": {"e": 1}}
    assert [problem.address[1:5] for problem in document.problems if isinstance(problem.address, Span)] == [
        (1, 11, 1, 12),
        (2, 11, 2, 12),
    ]
    assert document.span(["a", "c"])[1:5] == (1, 22, 1, 23)


@pytest.mark.parametrize(
    ("key", "kind", "end"),
    [
        ("1", "a number: `1`", 3),
        ("0x10", "a number: `0x10`", 6),
        ("1.5", "a number: `1.5`", 5),
        ("true", "a truth value: `true`", 6),
        ("null", "null: `null`", 6),
        ("~", "null: `~`", 3),
    ],
)
def test_a_key_that_is_not_text(key: str, kind: str, end: int) -> None:
    document = read(f"{{{key}: x, units: 64}}", "f.yaml")
    (problem,) = document.problems
    assert problem.message == f"a key must be text, got {kind}"
    assert problem.fix == f'"{key}"'
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == (1, 2, 1, end)
    assert [(edit.span[1:5], edit.replacement) for edit in problem.edits] == [((1, 2, 1, end), f'"{key}"')]
    assert document.value == {"units": 64}
    assert document.span(["units"])[1:5] == (1, end + 12, 1, end + 14)


@pytest.mark.parametrize("key", ["y", "on", "off", "no", "010x", "1:30"])
def test_text_that_other_readers_take_for_something_else(key: str) -> None:
    document = read(f"{{{key}: x}}", "f.yaml")
    assert document.value == {key: "x"}
    assert document.problems == []
    assert document.span([key], "key")[1:5] == (1, 2, 1, 2 + len(key))


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[a]: b", "a key must be text, got a list", (1, 1, 1, 4)),
        ("{{a: b}: c}", "a key must be text, got a mapping", (1, 2, 1, 8)),
        ("? - a\n: b", "a key must be text, got a list", (1, 3, 1, 6)),
    ],
)
def test_a_collection_as_a_key(text: str, message: str, place: tuple[int, ...]) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", message)
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("? \n: x\n", (1, 2, 1, 2), {}),
        ("{: x}", (1, 2, 1, 3), None),
        (": x\n", (1, 1, 1, 2), None),
        ("a: 1\n: x\n", (2, 1, 2, 2), None),
    ],
)
def test_no_key_at_all(text: str, place: tuple[int, ...], value: object) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", "a key is missing before the `:`")
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.value == value


def test_no_space_between_brackets() -> None:
    document = read("a: {units:64, activation:relu, use_bias: true}", "f.yaml")
    assert document.value == {"a": {"units": 64, "activation": "relu", "use_bias": True}}
    first, second = document.problems
    assert (first.message, first.fix) == ("no space after the `:` in `units:64`", "units: 64")
    assert isinstance(first.address, Span)
    assert first.address[1:5] == (1, 10, 1, 11)
    assert [(edit.span[1:5], edit.replacement) for edit in first.edits] == [((1, 11, 1, 11), " ")]
    assert isinstance(second.address, Span)
    assert second.address[1:5] == (1, 25, 1, 26)
    assert document.span(["a", "units"])[1:5] == (1, 11, 1, 13)
    assert document.span(["a", "units"], "key")[1:5] == (1, 5, 1, 10)


def test_no_space_before_a_bracket() -> None:
    document = read("- Flatten\n- Dense:{units: 10}\n", "f.yaml")
    (problem,) = document.problems
    assert (problem.message, problem.fix) == ("no space after the `:` in `Dense:{units: 10}`", "Dense: {units: 10}")
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == (2, 8, 2, 9)
    assert document.root is None


@pytest.mark.parametrize("key", ["a:b", "http://x", "::"])
def test_a_colon_in_a_key(key: str) -> None:
    document = read(f"{key}: 1\n", "f.yaml")
    assert document.value == {key: 1}
    assert document.problems == []
    assert document.span([key], "key")[1:5] == (1, 1, 1, 1 + len(key))


def test_numbers_without_brackets() -> None:
    [said] = read("a: {b: 1" + ",1" * 20_000 + "}\n", "f.yaml").problems
    assert said.fix == "a name and a `:` before it, `[]` around a list, or a `.` in a number"
    [long] = read("a: {b: 1," + "7" * 5_000 + "}\n", "f.yaml").problems
    assert "digits" in long.message


@pytest.mark.parametrize(
    ("value", "fix"),
    [("(3, 4)", "[3, 4]"), ("(28, 28, 1)", "[28, 28, 1]"), ("(3,)", "[3]"), ("f(a, b=1)", '"f(a, b=1)"')],
)
def test_a_tuple_or_a_call_is_said_whole(value: str, fix: str) -> None:
    text = f"a: {{b: {value}, c: 1}}\n"
    [said] = read(text, "f.yaml").problems
    assert said.fix == fix
    [edit] = said.edits
    assert said.address == edit.span
    assert text[: edit.span.start] + edit.replacement + text[edit.span.end :] == f"a: {{b: {fix}, c: 1}}\n"
