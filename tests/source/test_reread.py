"""A text of which one layer is new is read as the whole is read."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.templates import template, templates
from netbuilder.source import Document, read
from netbuilder.source.node import Node
from netbuilder.source.reread import reread

ROOT = Path(__file__).parents[2]
TEXTS = [path.read_text() for path in sorted((ROOT / "configs").glob("*.yaml"))] + [
    template(name) for name in templates()
]
PIECES = [
    *("\n", "  ", "- ", ": ", "{", "}", "[", "]", ", ", "#", " #", "'", '"', "&a ", "*a", "<<: *a", "|", ">", "\t"),
    *("Dense", "units", "64", "relu", "layers:", "null", "-1", "1e400", "\u2028", "%", "---", "\n---\n", "a: b"),
    *("\r\n", "\n  - x", "\n- x", "\n\n", "? "),
    *("|\n    text", "!!int 3", "units: 3, units: 4", "\n      name: x", "-", "\x85", "..."),
]  # fmt: skip


def places(node: Node) -> Iterator[Any]:
    """The place of every key and value."""
    yield node.span[1:], node.value, node.written
    children = node.children
    if isinstance(children, dict):
        for name, child in children.items():
            yield (node.keys or {})[name].span[1:]
            yield from places(child)
    elif isinstance(children, list):
        for child in children:
            yield from places(child)


def same(one: Document, other: Document) -> bool:
    assert one.root is not None
    assert other.root is not None, other.problems
    return not other.problems and list(places(one.root)) == list(places(other.root))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_random_edits_are_read_as_the_whole_is(text: str) -> None:
    chance = random.Random(len(text))
    before = read(text, "")
    taken = 0
    for _ in range(400):
        string = before.text.string
        at = chance.randrange(len(string) + 1)
        end = min(len(string), at + chance.choice([0, 0, 0, 1, 2, 9]))
        edited = string[:at] + chance.choice(PIECES) + string[end:]
        document = reread(before, edited)
        whole = read(edited, "")
        if document is not None:
            taken += 1
            assert same(document, whole), edited
        if whole.root is not None and not whole.problems and len(edited) < 2 * len(text):
            before = document or whole  # one on top of the other, too
        else:
            before = read(text, "")
    assert taken >= 10 or "&" in text


def test_a_key_in_a_layer_of_fifty_reads_that_layer_only() -> None:
    text = "input: [8]\nlayers:\n" + "  - Dense: {units: 64}\n" * 50 + "compile: {loss: mse}\n"
    at = text.index("64", 400)
    for edited in (text[:at] + "1" + text[at:], text[:at] + text[at + 1 :], text[:at] + "0" + text[at + 1 :]):
        document = reread(read(text, ""), edited)
        assert document is not None
        assert same(document, read(edited, ""))


def test_a_text_with_a_mistake_elsewhere_is_read_whole() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 4}\n  - Dense: {units: 2, units: 3}\n"
    before = read(text, "")
    assert before.problems
    assert reread(before, text.replace("units: 4", "units: 5")) is None


WHERE = [
    (
        "layers:\n  - a: 1\n  - b\nc: 2\n",
        (
            "............+++++....++......",
            ".............................",
            "................+.....+......",
            "............+++++....++......",
        ),
    ),
    (
        "a: 1\nlayers:\n- b: {c: 1}\n\n- d:\n    e: f\n  # g\n- h",
        (
            "...............++..++.++....++...+++++++...+++..++",
            "..............+....+.+++......++++.....++++......+",
            ".......................+.........+.....+.....+...+",
            "...............++.+.+..+++..++.+++++++++++++++..++",
        ),
    ),
    (
        "layers:\n  - a: 1\n",
        (
            "............+++++.",
            "................++",
            "................+.",
            "............++++++",
        ),
    ),
    (
        "layers:\n  -\n    a: 1\n  - b\n",
        (
            ".........................++.",
            "..........................++",
            "..........................+.",
            ".........................+++",
        ),
    ),
    (
        "layers: [a, b]\nc: 1\n",
        (
            ".....................",
            ".....................",
            ".....................",
            ".....................",
        ),
    ),
    (
        "layers:\n  - b\n  - c\nd:\n- e\n- f\n",
        (
            "............++....++............",
            "................................",
            ".............+.....+............",
            "............++....++............",
        ),
    ),
]
"""Texts, and for every offset whether one with something put in there is read anew in part: `+`, or as a whole: `.`."""


def taken(text: str, insert: str) -> str:
    before, marks = read(text, ""), ""
    for at in range(len(text) + 1):
        edited = text[:at] + insert + text[at:]
        document = reread(before, edited)
        assert document is None or same(document, read(edited, ""))
        marks += "." if document is None else "+"
    return marks


@pytest.mark.parametrize(("text", "marks"), WHERE)
def test_where_only_one_layer_is_read_anew(text: str, marks: tuple[str, ...]) -> None:
    assert tuple(taken(text, insert) for insert in ("x", "\n", "  - x\n", "#")) == marks
    before = read(text, "")
    assert reread(before, text.replace("a", "&a")) is None
    assert reread(before, f"{text}\n...\n") is None


def test_what_has_no_layers_is_read_whole() -> None:
    for text in ("", "# only\n", "a\n", "- layers\n- - a\n  - b\n- c\n", "layer:\n  - a\n"):
        before = read(text, "")
        assert [reread(before, f"{text[:at]}x{text[at:]}") for at in range(len(text) + 1)] == [None] * (len(text) + 1)


def test_a_text_that_is_large_is_read_whole() -> None:
    text = "layers:\n  - b\n" + "#" * 499_985
    before = read(text, "")
    assert reread(before, text.replace("b", "bc")) is not None
    assert reread(before, text.replace("b", "bcd")) is None
