"""Where values and keys stand."""

import pytest

from netbuilder.source import read

FILE = """\
version: 1
layers:
  - Dense: {units: 64, activation: relu}   # the first
  - Flatten
  - Dense:
      units:   10

      activation: "soft max"


compile:
  optimizer:
  loss: |
    a
    b

input: [28,
  28]
"""


EXPECTED = [
    ([], (1, 1, 18, 6), FILE.rstrip()),
    (["version"], (1, 10, 1, 11), "1"),
    (["layers", 0], (3, 5, 3, 41), "Dense: {units: 64, activation: relu}"),
    (["layers", 0, "Dense"], (3, 12, 3, 41), "{units: 64, activation: relu}"),
    (["layers", 0, "Dense", "units"], (3, 20, 3, 22), "64"),
    (["layers", 0, "Dense", "activation"], (3, 36, 3, 40), "relu"),
    (["layers", 1], (4, 5, 4, 12), "Flatten"),
    (["layers", 2, "Dense"], (6, 7, 8, 29), 'units:   10\n\n      activation: "soft max"'),
    (["layers", 2, "Dense", "units"], (6, 16, 6, 18), "10"),
    (["layers", 2, "Dense", "activation"], (8, 19, 8, 29), '"soft max"'),
    (["compile"], (12, 3, 15, 6), "optimizer:\n  loss: |\n    a\n    b"),
    (["compile", "optimizer"], (12, 13, 12, 13), ""),
    (["compile", "loss"], (13, 9, 15, 6), "|\n    a\n    b"),
    (["input"], (17, 8, 18, 6), "[28,\n  28]"),
    (["input", 1], (18, 3, 18, 5), "28"),
]


@pytest.mark.parametrize(("path", "place", "written"), EXPECTED)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_value(path: list[str | int], place: tuple[int, ...], written: str, end: str) -> None:
    span = read(FILE.replace("\n", end), "f.yaml").span(path)
    assert span[1:5] == place
    assert span.text.string[span.start : span.end] == written.replace("\n", end)


@pytest.mark.parametrize(
    ("path", "place", "written"),
    [
        (["version"], (1, 1, 1, 8), "version"),
        (["layers", 0, "Dense"], (3, 5, 3, 10), "Dense"),
        (["layers", 0, "Dense", "activation"], (3, 24, 3, 34), "activation"),
        (["layers", 2, "Dense", "activation"], (8, 7, 8, 17), "activation"),
        (["compile", "optimizer"], (12, 3, 12, 12), "optimizer"),
        # What has no key stands where it stands.
        (["layers", 1], (4, 5, 4, 12), "Flatten"),
    ],
)
def test_a_key(path: list[str | int], place: tuple[int, ...], written: str) -> None:
    span = read(FILE, "f.yaml").span(path, "key")
    assert span[1:5] == place
    assert span.text.string[span.start : span.end] == written


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (["layers", 0, "Dense", "unit"], (3, 12, 3, 41)),
        (["layers", 0, "Conv2D", "filters", 3], (3, 5, 3, 41)),
        (["layers", 7], (3, 3, 8, 29)),
        (["layers", "0"], (3, 3, 8, 29)),
        (["layers", True], (3, 3, 8, 29)),
        (["version", 0], (1, 10, 1, 11)),
        (["nothing"], (1, 1, 18, 6)),
    ],
)
def test_the_deepest_place_that_is_known(path: list[str | int], place: tuple[int, ...]) -> None:
    document = read(FILE, "f.yaml")
    assert document.span(path)[1:5] == place
    assert document.span(path, "key")[1:5] == place
    assert document.node(path) is None


def test_columns_are_code_points() -> None:
    document = read("\ufeffname: '\U0001f600\U0001f600'   # \U0001f600\n\U0001f600: {e\u0301: 1}\n", "f.yaml")
    assert document.span(["name"])[1:] == (1, 7, 1, 11, 6, 10)
    assert document.span(["\U0001f600"], "key")[1:5] == (2, 1, 2, 2)
    assert document.span(["\U0001f600", "e\u0301"])[1:5] == (2, 9, 2, 10)


def test_line_breaks_of_yaml_that_editors_do_not_count() -> None:
    document = read("a: 1\u2028b: 2\u2029c: 3\x85d: 4\n", "f.yaml")
    for name, column in (("a", 4), ("b", 9), ("c", 14), ("d", 19)):
        assert document.span([name])[1:5] == (1, column, 1, column + 1)
    assert document.text.lines == ["a: 1\u2028b: 2\u2029c: 3\x85d: 4", ""]


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a:   # why\nb: 1\n", ["a"], (1, 3, 1, 3)),
        ("? a\n? b\n", ["a"], (1, 4, 1, 4)),
        ("{a, b: }", ["b"], (1, 7, 1, 7)),
        ("- \n- x\n", [0], (1, 2, 1, 2)),
        ("- \n\n", [], (1, 1, 1, 2)),
        ("a: >-\n  x\n\n\nb: 1", ["a"], (1, 4, 2, 4)),
        ("a: &x   # why\n  b: 1\n", ["a"], (2, 3, 2, 7)),
        ("a: &x 64\n", ["a"], (1, 7, 1, 9)),
        ("a: !!int &x 64\n", ["a"], (1, 13, 1, 15)),
        ("a: &x\n", ["a"], (1, 6, 1, 6)),
        ("&k a: 1\n", ["a"], (1, 7, 1, 8)),
        ("&m\n&k a: {}\n", ["a"], (2, 7, 2, 9)),
        ("a: one two\n  three\nb: 1", ["a"], (1, 4, 2, 8)),
        ("a: {b: [1, {c: d}]}   ", ["a"], (1, 4, 1, 20)),
        ("a:\n- b: [1]\n- c:\n  - d\n\ne: 1", ["a"], (2, 1, 4, 6)),
        ("[a: 1]", [0], (1, 2, 1, 6)),
        ("---\na: 1\n...\n", [], (2, 1, 2, 5)),
        ("a: b#c]#d\n", ["a"], (1, 4, 1, 10)),
    ],
)
def test_where_it_starts_and_ends(text: str, path: list[str | int], place: tuple[int, ...]) -> None:
    document = read(text, "f.yaml")
    assert document.problems == []
    assert document.span(path)[1:5] == place


def test_nodes_are_the_values() -> None:
    document = read(FILE, "f.yaml")
    node = document.node(["layers", 0, "Dense"])
    assert node is not None
    assert node.value is document.value["layers"][0]["Dense"]
    assert node.text is document.text
    assert node.written == "{units: 64, activation: relu}"
    assert isinstance(node.children, dict)
    assert list(node.children) == ["units", "activation"]
    assert node.keys is not None
    assert node.keys["units"].span[1:5] == (3, 13, 3, 18)
    last = document.node(["layers", -1])
    assert last is not None
    assert last.span.line == 5
