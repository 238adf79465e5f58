"""Comments, and those that silence findings."""

import pytest

from netbuilder.source import read


def test_ignores() -> None:
    document = read(
        "# netbuilder: ignore[NB101]\n"
        "layers:\n"
        "  - Dense: {units: 1}  # netbuilder: ignore[NB201, nb202]: on purpose\n"
        "  - Flatten   #netbuilder:ignore\n"
        "  - 'x'# netbuilder: ignore[]\n",
        "f.yaml",
    )
    first, second, third, fourth = document.ignores
    assert (first.line, first.codes, first.everything, first.alone) == (1, ("NB101",), False, True)
    assert [span[1:5] for span in first.spans] == [(1, 22, 1, 27)]
    assert (second.line, second.codes, second.everything, second.alone) == (3, ("NB201", "NB202"), False, False)
    assert [span[1:5] for span in second.spans] == [(3, 45, 3, 50), (3, 52, 3, 57)]
    assert second.span[1:5] == (3, 24, 3, 58)
    assert (third.line, third.codes, third.everything) == (4, (), True)
    assert third.span[1:5] == (4, 15, 4, 33)
    assert (fourth.line, fourth.codes, fourth.everything) == (5, (), False)
    assert fourth.span[1:5] == (5, 8, 5, 30)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1  # one\n# two\n", [(1, 7, 12), (2, 1, 6)]),
        ("a: 'x # y'  # z\n", [(1, 13, 16)]),
        ('a: "x # y"  # z\n', [(1, 13, 16)]),
        ('a: "x\n  # y\n  " # z\n', [(3, 5, 8)]),
        ("a: b#c\nd: e]#f\n", []),
        ("a: |  # one\n  # two\n  x\n# three\n", [(1, 7, 12), (4, 1, 8)]),
        ("a: &x !!str >-   # one\n  # two\n\n# three\n", [(1, 18, 23), (4, 1, 8)]),
        ("a: [1, # one\n  2 # two\n ]# three\n", [(1, 8, 13), (2, 5, 10), (3, 3, 10)]),
        ("'# a': 1 # one\n", [(1, 10, 15)]),
        ("a: &x [1] # one\nb: *x # two\n", [(1, 11, 16), (2, 7, 12)]),
        ("a: {<<: {b: '# x'}, c: 1, c: '# y'} # one\n", [(1, 37, 42)]),
        ("a: 1\r\n# one\r\n", [(2, 1, 6)]),
        ("# only\n", [(1, 1, 7)]),
        ("a: '#'\nb: 'it''s # no'\nc: '#' # one\n", [(3, 8, 13)]),
    ],
)
def test_comments(text: str, places: list[tuple[int, int, int]]) -> None:
    document = read(text, "f.yaml")
    spans = [document.text.span(comment.start, comment.end) for comment in document.comments_in(0, len(text))]
    assert [(span.line, span.column, span.end_column) for span in spans] == places
    assert document.comments is document.comments


@pytest.mark.parametrize(
    "text",
    [
        "a: 'x # netbuilder: ignore'\n",
        "a: |\n  # netbuilder: ignore\n",
        "a: 1 # netbuilder: ignored\n",
        "a: 1 # netbuilder: ignore-file\n",
        "a: 1 # not netbuilder: ignore\n",
        "a: 1#netbuilder: ignore\n",
    ],
)
def test_what_silences_nothing(text: str) -> None:
    document = read(text, "f.yaml")
    assert document.ignores == []
    assert document.span(["a"]).line == 1
