"""Anchors, aliases and merges: values, copies, and both places."""

from typing import Any

import pytest

from netbuilder.diagnostics import Span, Text
from netbuilder.source import Document, read
from netbuilder.source.anchors import marks_of

FILE = """\
x-dense: &dense {units: 64, activation: relu}
x-loud: &loud
  activation: tanh
  sizes: [1, 2]
layers:
  - Dense: *dense
  - Dense:
      <<: *dense
      units: 10
  - Dense: {<<: [*loud, *dense], units: 3}
"""


def related(document: Document, path: list[str | int], part: str = "value") -> list[tuple[tuple[int, ...], str]]:
    found: list[tuple[tuple[int, ...], str]] = []
    for address, label in document.related(path, part):
        assert isinstance(address, Span)
        found.append((address[1:5], label))
    return found


def test_values() -> None:
    document = read(FILE, "f.yaml")
    assert document.problems == []
    assert document.value["layers"] == [
        {"Dense": {"units": 64, "activation": "relu"}},
        {"Dense": {"units": 10, "activation": "relu"}},
        {"Dense": {"units": 3, "activation": "tanh", "sizes": [1, 2]}},
    ]


@pytest.mark.parametrize(
    ("path", "place", "anchored"),
    [
        (["layers", 0, "Dense"], (6, 12, 6, 18), [((1, 17, 1, 46), "dense")]),
        (["layers", 0, "Dense", "units"], (6, 12, 6, 18), [((1, 25, 1, 27), "dense")]),
        (["layers", 0, "Dense", "nothing"], (6, 12, 6, 18), [((1, 17, 1, 46), "dense")]),
        (["layers", 1, "Dense", "units"], (9, 14, 9, 16), []),
        (["layers", 1, "Dense", "activation"], (8, 11, 8, 17), [((1, 41, 1, 45), "dense")]),
        (["layers", 2, "Dense", "activation"], (10, 18, 10, 23), [((3, 15, 3, 19), "loud")]),
        (["layers", 2, "Dense", "sizes", 1], (10, 18, 10, 23), [((4, 14, 4, 15), "loud")]),
        (["layers", 2, "Dense", "units"], (10, 41, 10, 42), []),
        (["x-dense"], (1, 17, 1, 46), []),
    ],
)
def test_both_places(path: list[str | int], place: tuple[int, ...], anchored: list[tuple[Any, str]]) -> None:
    document = read(FILE, "f.yaml")
    assert document.span(path)[1:5] == place
    assert related(document, path) == [(there, f"written here, at anchor `&{name}`") for there, name in anchored]


def test_both_places_of_a_key() -> None:
    document = read(FILE, "f.yaml")
    cases: list[tuple[list[str | int], tuple[int, ...], tuple[int, ...]]] = [
        (["layers", 0, "Dense", "units"], (6, 12, 6, 18), (1, 18, 1, 23)),
        (["layers", 1, "Dense", "activation"], (8, 11, 8, 17), (1, 29, 1, 39)),
    ]
    for path, place, there in cases:
        assert document.span(path, "key")[1:5] == place
        assert related(document, path, "key") == [(there, "written here, at anchor `&dense`")]


def test_an_alias_behind_an_alias() -> None:
    document = read("a: &a [1]\nb: &b {c: *a}\nd: *b\n", "f.yaml")
    assert document.value["d"] == {"c": [1]}
    assert document.span(["d", "c", 0])[1:5] == (3, 4, 3, 6)
    assert related(document, ["d", "c", 0]) == [
        ((2, 11, 2, 13), "written here, at anchor `&b`"),
        ((1, 8, 1, 9), "written here, at anchor `&a`"),
    ]


def test_no_two_places_share_an_object() -> None:
    document = read("a: &a {b: [1, {c: 2}]}\nd: *a\ne: {<<: *a}\nf: {<<: *a}\n", "f.yaml")
    value = document.value
    seen = [value["a"]["b"], value["d"]["b"], value["e"]["b"], value["f"]["b"]]
    assert len({id(one) for one in seen}) == 4
    assert len({id(one[1]) for one in seen}) == 4
    assert document.node(["e", "b"]).value is value["e"]["b"]  # type: ignore[union-attr]
    assert document.span(["e", "b", 1, "c"])[1:5] == (3, 9, 3, 11)


def test_an_anchor_written_again_counts_from_there_on() -> None:
    document = read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", "f.yaml")
    assert document.value == {"a": 1, "b": 1, "c": 2, "d": 2}
    assert related(document, ["d"]) == [((3, 7, 3, 8), "written here, at anchor `&x`")]


def test_an_alias_as_a_key() -> None:
    document = read("- &k units\n- {*k : 64}\n", "f.yaml")
    assert document.value == ["units", {"units": 64}]
    assert document.span([1, "units"], "key")[1:5] == (2, 4, 2, 6)
    assert related(document, [1, "units"], "key") == [((1, 6, 1, 11), "written here, at anchor `&k`")]


@pytest.mark.parametrize("text", ["{'<<': {a: 1}}", '{"<<": {a: 1}}'])
def test_a_merge_key_in_quotes_is_a_key(text: str) -> None:
    document = read(text, "f.yaml")
    assert document.value == {"<<": {"a": 1}}
    assert document.span(["<<"], "key")[1:5] == (1, 2, 1, 6)


def test_a_mapping_merged_in_place() -> None:
    document = read("a: {<<: {b: 1, c: 2}, c: 3}", "f.yaml")
    assert document.value == {"a": {"b": 1, "c": 3}}
    assert document.span(["a", "b"])[1:5] == (1, 13, 1, 14)
    assert document.span(["a", "c"])[1:5] == (1, 26, 1, 27)
    assert document.related(["a", "b"]) == ()


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a: {<<: 5}", "`<<` takes a mapping or a list of mappings, got `5`", (1, 9, 1, 10)),
        ("b: &b 5\na: {<<: *b}", "`<<` takes a mapping or a list of mappings, got `*b`", (2, 9, 2, 11)),
        ("a: {<<: [{b: 1}, 7]}", "`<<` takes mappings, got `7`", (1, 18, 1, 19)),
        ("a: {<<: }", "`<<` takes a mapping or a list of mappings, got nothing", (1, 8, 1, 8)),
        ("a: {<<: {b: 1}, <<: {c: 1}}", "the key `<<` is here twice", (1, 17, 1, 19)),
    ],
)
def test_a_merge_of_something_else(text: str, message: str, place: tuple[int, ...]) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert problem.message == message
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert "<<" not in document.value["a"]


@pytest.mark.parametrize(
    ("text", "message", "place", "fix"),
    [
        (
            "a: *nope",
            "`*nope` has no anchor above it",
            (1, 4, 1, 9),
            "write `&nope` before the value that it stands for",
        ),
        ("a: &x 1\nb: *y", "`*y` has no anchor above it", (2, 4, 2, 6), "one of `*x`"),
        ("a: &x [1, *x]", "`*x` stands inside of the value that it stands for", (1, 11, 1, 13), "write the value out"),
        (
            "&x {a: {b: *x}}",
            "`*x` stands inside of the value that it stands for",
            (1, 12, 1, 14),
            "write the value out",
        ),
    ],
)
def test_an_alias_of_nothing(text: str, message: str, place: tuple[int, ...], fix: str) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message, problem.fix) == ("NB001", message, fix)
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a: 1\n", ""),
        ("a: &x 1\nb: *x\n", "&x@4 *x@12"),
        ("a: !!str &y z\nb: &w !!map {c: *y}\n- d", "&y@10 &w@18 *y@31"),
        ("d: [*y, &z {e: *x}]\n", "*y@5 &z@9 *x@16"),
        ("a: &x [1\nb: *x", "&x@4"),
        ("# &x *y\na: '&x'\nb: & c\n", ""),
        ("a: &x\n  b: 1\n*x : 2\n&y c: 3\n", "&x@4 *x@14 &y@21"),
        ("a: &x 1\nb: {c: *x\nd: *x\n", "&x@4 *x@16"),
        ("&r\na: 1", "&r@1"),
        ("a: *x", "*x@4"),
    ],
)
def test_every_anchor_and_alias_up_to_where_a_text_cannot_be_read(text: str, marks: str) -> None:
    found = marks_of(Text("f.yaml", text))
    assert " ".join(f"{'&' if mark.is_anchor else '*'}{mark.name}@{mark.start}" for mark in found) == marks
    assert all(text[mark.start : mark.end] == mark.name for mark in found)
