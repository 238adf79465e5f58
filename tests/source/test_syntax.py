"""Syntax errors: one diagnostic, in the user's words, at the place where the user can act."""

import pytest
import yaml

from netbuilder.diagnostics import Span
from netbuilder.source import compose, read

# text | line, column, end line, end column | message | fix
CASES = [
    (
        "layers:\n  - Dense: {units: 64}\ninput: [28, 28\n",
        (3, 15, 3, 15),
        "expected `]`, found the end of the file",
        "`]` to close the list that opens at line 3, column 8",
    ),
    (
        "input: [28, 28, 1\nlayers:\n  - Dense: {units: 64}\n",
        (1, 8, 1, 9),
        "the list that opens here is not closed",
        "`]` at the end of line 1",
    ),
    (
        "layers:\n  - Dense: {units: 64\n  - Dense: {units: 10}\n",
        (2, 12, 2, 13),
        "the mapping that opens here is not closed",
        "`}` at the end of line 2",
    ),
    (
        "input: [28, 28}\nlayers: []\n",
        (1, 15, 1, 16),
        "expected `,` or `]`, found `}`",
        "`]` to close the list that opens at line 1, column 8",
    ),
    (
        "layers:\n  - Dense: {units: 64]\n",
        (2, 22, 2, 23),
        "expected `,` or `}`, found `]`",
        "`}` to close the mapping that opens at line 2, column 12",
    ),
    ("layers:\n  - Dense: {units: 64}}\n", (2, 23, 2, 24), "`}` closes nothing", "delete the `}`"),
    ("input: [1]]\nlayers: []\n", (1, 11, 1, 12), "`]` closes nothing", "delete the `]`"),
    ("layers:\n\t- Dense: {units: 64}\n", (2, 1, 2, 2), "a tab cannot indent; use spaces", "four spaces for every tab"),
    (
        "compile:\n\toptimizer: adam\n\tloss: mse\n",
        (2, 1, 2, 2),
        "a tab cannot indent; use spaces",
        "four spaces for every tab",
    ),
    ("compile:\n  optimizer: adam\n\tloss: mse\n", (3, 1, 3, 2), "a tab cannot indent; use spaces", "two spaces"),
    ("compile:\n  \toptimizer: adam\n", (2, 3, 2, 4), "a tab cannot indent; use spaces", "two spaces"),
    ('name: "digits\nlayers: []\n', (1, 7, 1, 8), 'the quote `"` that opens here is not closed', '"digits"'),
    ("name: 'digits\nlayers: []\n", (1, 7, 1, 8), "the quote `'` that opens here is not closed", "'digits'"),
    (
        "name: 'it's'\nlayers: []\n",
        (1, 11, 1, 13),
        "YAML cannot go on here, found `s'`",
        "one value a line, and quotes around a text",
    ),
    (
        'name: "a" b\nlayers: []\n',
        (1, 11, 1, 12),
        "YAML cannot go on here, found `b`",
        "one value a line, and quotes around a text",
    ),
    (
        "compile:\n  optimizer:adam\n  loss: mse\n",
        (2, 12, 2, 13),
        "no space after the `:` in `optimizer:adam`",
        "optimizer: adam",
    ),
    ("version:1\nlayers: []\n", (1, 8, 1, 9), "no space after the `:` in `version:1`", "version: 1"),
    ("layers: []\nversion:1\n", (2, 8, 2, 9), "no space after the `:` in `version:1`", "version: 1"),
    (
        "layers\n  - Dense\nversion: 1\n",
        (2, 3, 2, 4),
        "this `-` is indented more than its list, so the text above goes on",
        "the `-` in the column of the list's others",
    ),
    ("version: 1\nlayers\n  - Dense: {units: 1}\n", (2, 1, 2, 7), "expected `:` after `layers`", "layers:"),
    ("version: 1\nlayers\n", (2, 1, 2, 7), "expected `:` after `layers`", "layers:"),
    ("compile:\n  optimizer adam\n  loss: mse\n", (2, 3, 2, 17), "expected `:` after `optimizer`", "optimizer: adam"),
    (
        "name: @foo\n",
        (1, 7, 1, 11),
        "YAML cannot go on here, found `@foo`",
        "one value a line, and quotes around a text",
    ),
    ("%foo: 1\n", (1, 5, 1, 6), "a key is missing before the `:`", "a name before the `:`"),
    (
        "a: & b\n",
        (1, 5, 1, 6),
        "YAML cannot go on here, found the end of the line",
        "one value a line, and quotes around a text",
    ),
    (
        "layers:\n  - Dense: {units: 64}\n   - Dense: {units: 10}\n",
        (3, 4, 3, 5),
        "the indentation fits no line above: column 4",
        "start in column 3",
    ),
    (
        "layers:\n  - Dense: {units: 64}\n - Dense: {units: 10}\n",
        (3, 2, 3, 3),
        "the indentation fits no line above: column 2",
        "start in column 3",
    ),
    (
        "compile:\n   optimizer: adam\n  loss: mse\n",
        (3, 3, 3, 7),
        "the indentation fits no line above: column 3",
        "start in column 4",
    ),
    (
        "compile:\n  optimizer: adam\n    loss: mse\n",
        (3, 5, 3, 14),
        "this line is indented more than line 2, which has a value",
        "start it in column 3, as line 2",
    ),
    (
        "version: 1\n layers: []\n",
        (2, 2, 2, 12),
        "this line is indented more than line 1, which has a value",
        "start it in column 1, as line 1",
    ),
    (
        "layers:\n  - Dense: {units: 64}\n  Dense: {units: 10}\n",
        (3, 3, 3, 8),
        "expected `-`, found `Dense`",
        "- Dense: {units: 10}",
    ),
    ("a: 1\n- b\n", (2, 1, 2, 2), "expected a key, found `-`", "a key with its `:`, such as `layers:`"),
    ("a: - b\n", (1, 4, 1, 5), "YAML cannot go on here, found `-`", "one value a line, and quotes around a text"),
    ("a: b: c\n", (1, 5, 1, 6), "a second `:` on one line", "a: {b: c}"),
    ("layers:\n  - Dense: units: 64\n", (2, 17, 2, 18), "a second `:` on one line", "Dense: {units: 64}"),
    ("a: {units: 64 activation: relu}\n", (1, 15, 1, 25), "expected `,` before `activation`", "64, activation:"),
    ("a: [1 2, {b: 1} {c: 2}]\n", (1, 17, 1, 18), "expected `,` or `]`, found `{`", ", {"),
    ('a: ["x" "y"]\n', (1, 9, 1, 12), 'expected `,` or `]`, found `"y"`', ', "y"'),
    ("a: [1,, 2]\n", (1, 7, 1, 8), "YAML cannot go on here, found `,`", "delete the `,`"),
    ("a: [, 1]\n", (1, 5, 1, 6), "YAML cannot go on here, found `,`", "delete the `,`"),
    ("a: {b: 1,, c: 2}\n", (1, 10, 1, 11), "YAML cannot go on here, found `,`", "delete the `,`"),
    ("a: {\n  b: 1\n  c: 2\n}\n", (3, 3, 3, 4), "expected `,` before `c`", "1, c:"),
    (
        "a: {b: c: d}\n",
        (1, 9, 1, 10),
        "expected `,` or `}`, found a second `:`",
        'a `,` before the next name, or quotes around text: "a: b"',
    ),
    (
        "a: [b: c: d]\n",
        (1, 9, 1, 10),
        "expected `,` or `]`, found a second `:`",
        'a `,` before the next name, or quotes around text: "a: b"',
    ),
    (
        'a: "\\xZZ"\n',
        (1, 7, 1, 10),
        'YAML cannot go on here, found `ZZ"`',
        "one value a line, and quotes around a text",
    ),
    (
        "a: &x &y 1\n",
        (1, 7, 1, 9),
        "YAML cannot go on here, found `&y`",
        "one value a line, and quotes around a text",
    ),
    (
        "a: !!int !!str 1\n",
        (1, 10, 1, 15),
        "YAML cannot go on here, found `!!str`",
        "one value a line, and quotes around a text",
    ),
    ("a: &b *c\n", (1, 7, 1, 9), "YAML cannot go on here, found `*c`", "one value a line, and quotes around a text"),
    (
        "%YAML 3.0\n---\na: 1\n",
        (1, 1, 1, 6),
        "YAML cannot go on here, found `%YAML`",
        "one value a line, and quotes around a text",
    ),
    ("%YAML 1.2\na: 1\n", (2, 1, 2, 2), "expected a key, found `a`", "a key with its `:`, such as `layers:`"),
    ("a: |\n\tfoo\n", (2, 1, 2, 2), "a tab cannot indent; use spaces", "four spaces for every tab"),
    ("? a: b: c\n", (1, 7, 1, 8), "a second `:` on one line", "a: {b: c}"),
    ("a: \x07b\n", (1, 4, 1, 5), "the character U+0007 cannot stand in YAML", "delete it"),
    ("a: b\x00c\n", (1, 5, 1, 6), "the character U+0000 cannot stand in YAML", "delete it"),
    ("a: \x7f\n", (1, 4, 1, 5), "the character U+007F cannot stand in YAML", "delete it"),
    ("a: 1\n\x0cb: 2\n", (2, 1, 2, 2), "the character U+000C cannot stand in YAML", "delete it"),
    ("a: 1\n...\nb: 2\n", (3, 1, 3, 2), "expected a key, found `b`", "a key with its `:`, such as `layers:`"),
    ('a: "x\n---\ny"\n', (1, 4, 1, 5), 'the quote `"` that opens here is not closed', '"x"'),
    ("a\nb: 1\n", (1, 1, 1, 2), "expected `:` after `a`", "a:"),
    ('{"a" 1}\n', (1, 6, 1, 7), "expected `,` or `}`, found `1`", ", 1"),
    ("just some text: and: more\n", (1, 20, 1, 21), "a second `:` on one line", "just some text: {and: more}"),
    ("a: b\n  # c\n  d\n", (3, 3, 3, 4), "the indentation fits no line above: column 3", "start in column 1"),
    ("units = 64\nlayers: []\n", (1, 1, 1, 11), "expected `:` after `units`", "units: 64"),
    ("}\n", (1, 1, 1, 2), "`}` closes nothing", "delete the `}`"),
    (":\n", (1, 1, 1, 2), "a key is missing before the `:`", "a name before the `:`"),
    ("layers:\n  -Dense: {units: 1}\n  - Flatten\n", (2, 3, 2, 4), "no space after the `-` in `-Dense`", "- Dense"),
    ("layers:\n  - Flatten\n  -Dense: {units: 1}\n", (3, 3, 3, 4), "no space after the `-` in `-Dense`", "- Dense"),
    ("layers:\n  - Flatten\n  -Flatten\n", (3, 3, 3, 4), "no space after the `-` in `-Flatten`", "- Flatten"),
    ("layers:\n  - Flatten\n  -{Dense: {units: 1}}\n", (3, 3, 3, 4), "no space after the `-` in `-{Dense`", "- {Dense"),
    ("layers:\n  - Flatten\n  -, Flatten\n", (3, 3, 3, 4), "no space after the `-` in `-, Flatten`", "- Flatten"),
    ("layers:\n  - Flatten\n  -[ Dense: {units: 1}\n", (3, 3, 3, 4), "no space after the `-` in `-[`", "- ["),
    ("a:\n  b:\n c: 1\n", (3, 2, 3, 3), "the indentation fits no line above: column 2", "start in column 3"),
    ("a: http://x.y: z\n", (1, 14, 1, 15), "a second `:` on one line", 'a: "http://x.y: z"'),
    (
        "layers:\n  - Dense: {units: 64, activation: [relu}\n  - Flatten\n",
        (2, 41, 2, 42),
        "expected `,` or `]`, found `}`",
        "`]` to close the list that opens at line 2, column 36",
    ),
    ("a: {b: 1},\nc: 2\n", (1, 10, 1, 11), "YAML cannot go on here, found `,`", "delete the `,`"),
    ('a: "x",\nb: 2\n', (1, 7, 1, 8), "YAML cannot go on here, found `,`", "delete the `,`"),
    (
        "layers:\n  - Dense: {units: 64},\n  - Flatten\n",
        (2, 23, 2, 24),
        "YAML cannot go on here, found `,`",
        "delete the `,`",
    ),
]


@pytest.mark.parametrize(("text", "place", "message", "fix"), CASES)
def test_a_syntax_error(text: str, place: tuple[int, ...], message: str, fix: str) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.name) == ("NB001", "unreadable-yaml")
    assert (problem.message, problem.fix) == (message, fix)
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None


@pytest.mark.parametrize(("text", "place", "message", "fix"), CASES)
def test_style(text: str, place: tuple[int, ...], message: str, fix: str) -> None:
    (problem,) = read(text, "f.yaml").problems
    assert isinstance(problem.address, Span)
    assert len(problem.message) <= 80
    assert problem.message[-1] != "."
    assert problem.fix
    for word in ("invalid", "please", "oops", "scanning", "parsing", "token", "expected key"):
        assert word not in problem.message.lower()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("compile:\n  optimizer:adam\n  loss: mse\n", {"compile": {"optimizer": "adam", "loss": "mse"}}),
        ("a: {units: 64 activation: relu}\n", {"a": {"units": 64, "activation": "relu"}}),
        ("a:\n  -Dense: {units: 1}\n  - Flatten\n", {"a": [{"Dense": {"units": 1}}, "Flatten"]}),
        ("a: [1],\nb: 2\n", {"a": [1], "b": 2}),
    ],
)
def test_an_edit_makes_it_readable(text: str, fixed: object) -> None:
    (problem,) = read(text, "f.yaml").problems
    (edit,) = problem.edits
    assert edit.span.text.string == text
    after = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    document = read(after, "f.yaml")
    assert document.problems == []
    assert document.value == fixed


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        ("a:\n  - [1, 2}\n", "the list opens here", (2, 5, 2, 6)),
        ("a: [1\nb: 2\n", "read as a part of it", (2, 2, 2, 3)),
        ("a:\n  - {b: 1}\n   - {c: 1}\n", "the list starts here", (2, 3, 2, 4)),
        ("a: b\n  c: d\n", "its value stands here", (1, 1, 1, 5)),
        ("a:\n- Flatten\n - Dense\n", "the text above", (2, 3, 2, 10)),
    ],
)
def test_the_second_place(text: str, label: str, place: tuple[int, ...]) -> None:
    (problem,) = read(text, "f.yaml").problems
    (related,) = problem.related
    assert isinstance(related.address, Span)
    assert (related.label, related.address[1:5]) == (label, place)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "a:\n- Flatten\n - Dense\n",
            (3, 2, 3, 3),
            "this `-` is indented more than its list, so the text above goes on",
        ),
        ("a:\n\u00a0\u00a0b: 1\n", (2, 1, 2, 3), "a space that is none to YAML: U+00A0"),
        ("a:\u00a01\nb: 2", (1, 3, 1, 4), "a space that is none to YAML: U+00A0"),
        ("a: \u00a01\nb: 2", (1, 4, 1, 5), "a space that is none to YAML: U+00A0"),
        ("a: 1\u00a0\nb: 2", (1, 5, 1, 6), "a space that is none to YAML: U+00A0"),
        ("a: {b: 1\u3000, c: 2}", (1, 9, 1, 10), "a space that is none to YAML: U+3000"),
        ("a:\n  b: 1\n\u3000c: 2\n", (3, 1, 3, 2), "a space that is none to YAML: U+3000"),
        ('a: "b\nc: "d"\n', (1, 4, 1, 5), 'the quote `"` that opens here is not closed'),
    ],
)
def test_what_reads_as_something_else(text: str, place: tuple[int, ...], message: str) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", message)
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None


def test_a_hard_space_within_text_is_text() -> None:
    document = read("a: one\u00a0two\nb: '\u00a0'\n", "f.yaml")
    assert document.value == {"a": "one\u00a0two", "b": "\u00a0"}
    assert document.problems == []
    assert document.span(["a"])[1:5] == (1, 4, 1, 11)


def test_a_second_document() -> None:
    document = read("a: 1\n---\nb: [\n", "f.yaml")
    (problem,) = document.problems
    assert problem.code == "NB001"
    assert problem.message == "a second document starts here; a file holds one network"
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == (2, 1, 2, 4)
    assert document.value == {"a": 1}


@pytest.mark.parametrize("text", ["---\na: 1\n", "%YAML 1.2\n---\na: 1\n", "a: 1\n...\n", "--- {a: 1}\n...\n"])
def test_the_marks_of_one_document(text: str) -> None:
    document = read(text, "f.yaml")
    assert document.value == {"a": 1}
    assert document.problems == []
    span = document.span(["a"])
    assert text[span.start : span.end] == "1"


def _differs(text: str) -> bool:
    # Where PyYAML's two readers do not agree on what is an error, or on the place.
    return "\\ud800" in text or "!!int !!str" in text


@pytest.mark.parametrize(
    ("text", "place", "message", "fix"), [pytest.param(*case) for case in CASES if not _differs(case[0])]
)
def test_without_the_c_reader(
    text: str, place: tuple[int, ...], message: str, fix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "Parser", yaml.SafeLoader)
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert problem.message == message
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None
