"""Values put in from outside: the plain data, where they stand, and what stays as it was."""

import pytest

from netbuilder.diagnostics import Span
from netbuilder.source import read
from netbuilder.source.override import replace

FILE = """\
x-a: &a {units: 64, sizes: [1, 2]}
layers:
  - Dense: {units: 64}
  - Dense: *a
  - Flatten
compile: {optimizer: adam}  # netbuilder: ignore[NB501]
"""


def test_a_value() -> None:
    document = read(FILE, "f.yaml")
    option = "--set layers.0.Dense.units=128"
    changed = replace(document, ["layers", 0, "Dense", "units"], "128", option)
    assert changed.value["layers"][0] == {"Dense": {"units": 128}}
    assert document.value["layers"][0] == {"Dense": {"units": 64}}
    span = changed.span(["layers", 0, "Dense", "units"])
    assert (span.text.name, span.text.string) == (option, option)
    assert span[1:] == (1, 28, 1, 31, 27, 30)
    # The key and everything else stand in the file.
    assert changed.span(["layers", 0, "Dense", "units"], "key")[1:5] == (3, 13, 3, 18)
    assert changed.span(["layers", 0, "Dense"])[1:5] == (3, 12, 3, 23)
    assert changed.span(["layers"])[1:5] == document.span(["layers"])[1:5] == (3, 3, 5, 12)
    assert changed.text is document.text
    assert changed.problems == []


def test_a_collection() -> None:
    option = "--set layers.0={Dense: {units: [1, 2]}}"
    changed = replace(read(FILE, "f.yaml"), ["layers", 0], "{Dense: {units: [1, 2]}}", option)
    assert changed.value["layers"][0] == {"Dense": {"units": [1, 2]}}
    span = changed.span(["layers", 0, "Dense", "units", 1])
    assert span[1:5] == (1, 36, 1, 37)
    assert span.text.string[span.start : span.end] == "2"
    assert changed.value["layers"] is changed.node(["layers"]).value  # type: ignore[union-attr]


@pytest.mark.parametrize("value", ["- a\n- b: 1", "a:\n  b: [1,\n  2]\n", "|\n  text\n"])
def test_a_value_of_several_lines(value: str) -> None:
    option = f"--set name={value}"
    changed = replace(read(FILE, "f.yaml"), ["name"], value, option)
    assert changed.value["name"] == read(value, "f.yaml").value
    span = changed.span(["name"])
    assert span[1:3] == (1, 12)
    assert span.text.string[span.start : span.end] == value.rstrip("\n")


def test_keys_that_are_missing() -> None:
    option = "--set task.data.classes=10"
    changed = replace(read(FILE, "f.yaml"), ["task", "data", "classes"], "10", option)
    assert changed.value["task"] == {"data": {"classes": 10}}
    assert changed.span(["task", "data", "classes"])[1:5] == (1, 25, 1, 27)
    assert changed.span(["task"])[1:5] == (1, 25, 1, 27)
    assert changed.span(["task", "data"], "key")[1:5] == (1, 12, 1, 16)
    assert changed.span(["task"], "key").text.string == option


def test_a_scalar_on_the_way() -> None:
    option = "--set compile.optimizer.Adam.learning_rate=3e-4"
    changed = replace(read(FILE, "f.yaml"), ["compile", "optimizer", "Adam", "learning_rate"], "3e-4", option)
    assert changed.value["compile"] == {"optimizer": {"Adam": {"learning_rate": 0.0003}}}
    assert changed.span(["compile", "optimizer", "Adam"])[1:5] == (1, 44, 1, 48)
    assert changed.span(["compile", "optimizer"], "key")[1:5] == (6, 11, 6, 20)


def test_below_an_alias() -> None:
    document = read(FILE, "f.yaml")
    changed = replace(document, ["layers", 1, "Dense", "units"], "5", "--set layers.1.Dense.units=5")
    assert changed.value["layers"][1] == {"Dense": {"units": 5, "sizes": [1, 2]}}
    assert changed.value["x-a"] == document.value["x-a"] == {"units": 64, "sizes": [1, 2]}
    assert changed.span(["layers", 1, "Dense", "units"])[1:5] == (1, 28, 1, 29)
    assert changed.related(["layers", 1, "Dense", "units"]) == ()
    assert changed.span(["layers", 1, "Dense", "sizes"])[1:5] == (4, 12, 4, 14)
    assert len(changed.related(["layers", 1, "Dense", "sizes"])) == 1


def test_several() -> None:
    document = read(FILE, "f.yaml")
    for number in range(3):
        document = replace(document, ["layers", 0, "Dense", f"a{number}"], str(number), f"a{number}={number}")
    assert document.value["layers"][0]["Dense"] == {"units": 64, "a0": 0, "a1": 1, "a2": 2}
    assert document.span(["layers", 0, "Dense", "a1"])[1:5] == (1, 4, 1, 5)
    assert document.span(["layers", 0, "Dense", "a1"]).text.name == "a1=1"
    assert document.span(["layers", 0, "Dense", "a1"], "key")[1:5] == (1, 1, 1, 3)
    assert [ignore.codes for ignore in document.ignores] == [("NB501",)]


@pytest.mark.parametrize(("path", "value"), [([], "{a: 1}"), (["a"], "1")])
def test_an_empty_file(path: list[str | int], value: str) -> None:
    changed = replace(read("# nothing\n", "f.yaml"), path, value, value)
    assert changed.value == {"a": 1}
    assert changed.span(["a"])[1:3] == ((1, 5) if not path else (1, 1))


def test_no_value() -> None:
    changed = replace(read(FILE, "f.yaml"), ["name"], "", "--set name=")
    assert changed.value["name"] is None
    assert changed.span(["name"])[1:5] == (1, 12, 1, 12)


@pytest.mark.parametrize(
    ("path", "step"),
    [
        (["layers", 3], 1),
        (["layers", -1], 1),
        (["layers", "Dense", "units"], 1),
        (["compile", 0], 1),
        ([0], 0),
        (["layers", 0, "Dense", "units", 0], 4),
    ],
)
def test_a_step_that_cannot_be_taken(path: list[str | int], step: int) -> None:
    document = read(FILE, "f.yaml")
    with pytest.raises(LookupError) as caught:
        replace(document, path, "1", "1")
    assert caught.value.args == (step,)
    assert document.span(path[:step]).text is document.text


@pytest.mark.parametrize(
    ("value", "message", "columns"),
    [
        ("[1, 2}", "expected `,` or `]`, found `}`", (17, 18)),
        ("@x", "YAML cannot go on here, found `@x`", (12, 14)),
        ("a: b: c", "a second `:` on one line", (16, 17)),
        ("!foo 1", "the tag `!foo` is not read", (12, 16)),
        ("*a", "`*a` has no anchor above it", (12, 14)),
        ("{a: 1, a: 2}", "the key `a` is here twice", (19, 20)),
        ("9" * 400, "a number of more than 309 digits", (12, 412)),
        ("'", "the quote `'` that opens here is not closed", (12, 13)),
    ],
)
def test_a_value_that_cannot_be_read(value: str, message: str, columns: tuple[int, int]) -> None:
    option = f"--set name={value}"
    changed = replace(read(FILE, "f.yaml"), ["name"], value, option)
    (problem,) = changed.problems
    assert problem.message == message
    assert isinstance(problem.address, Span)
    assert problem.address.text.name == option
    assert (problem.address.line, problem.address.column, problem.address.end_column) == (1, *columns)
    assert "--set" not in problem.fix
    assert all(isinstance(one.address, Span) and one.address.text.string == option for one in problem.related)


def test_a_file_that_cannot_be_read() -> None:
    document = read("a: [", "f.yaml")
    assert replace(document, ["a"], "1", "--set a=1") is document
    assert document.span(["a"])[1:5] == (1, 1, 1, 1)


def test_the_keys_that_an_option_names_stand_where_it_names_them() -> None:
    changed = replace(read("x: 1\n", "f.yaml"), ("a", "new"), "5", "a.new=5")
    assert changed.value == {"x": 1, "a": {"new": 5}}
    assert [changed.span(path, "key")[5:] for path in (("a",), ("a", "new"))] == [(0, 1), (2, 5)]
    other = replace(read("x: 1\n", "f.yaml"), ("a",), "5", "x = 5")
    assert other.span(("a",), "key")[5:] == (0, 1)
    unlike = replace(read("x: 1\n", "f.yaml"), ("x",), "[5, 6]", "5")
    assert unlike.span(("x", 1)).text.string == "[5, 6]"
    new = replace(read("x: 1\n", "f.yaml"), ("y", 0), "5", "y=5", is_new=True)
    assert new.value == {"x": 1, "y": [5]}
    longer = replace(read("y: [1, 2]\n", "f.yaml"), ("y", 1), "5", "y.1=5", is_new=True)
    assert longer.value == {"y": [1, 5, 2]}
