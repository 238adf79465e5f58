"""Where a cursor stands, in whole texts and in half-typed ones: the reading of the whole text says the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from netbuilder.convert.templates import template, templates
from netbuilder.source import Document, read
from netbuilder.source.cursor import Cursor, cursor_at
from netbuilder.source.node import Node
from netbuilder.source.places import place_at

ROOT = Path(__file__).parents[2]
TEXTS = [path.read_text() for path in sorted((ROOT / "configs").glob("*.yaml"))] + [
    template(name) for name in templates()
]
DENSE = ("layers", 1, "Dense")
HEAD = "input: [28]\nlayers:\n  - Flatten\n"


def nodes(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, Node]]:
    """Every key and every plain value of a text."""
    children = node.children
    if isinstance(children, dict):
        for name, child in children.items():
            yield (*path, name), "key", (node.keys or {})[name]
            yield from nodes(child, (*path, name))
    elif isinstance(children, list):
        for index, child in enumerate(children):
            yield from nodes(child, (*path, index))
    elif node.value is not None:
        yield path, "value", node


def documents() -> list[Document]:
    return [read(text, "") for text in TEXTS if "*" not in text]


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.text.string[:30])
@pytest.mark.parametrize("rest", ["whole", "line broken off", "text broken off"])
def test_it_is_where_the_reading_says(document: Document, rest: str) -> None:
    string = document.text.string
    assert document.root is not None
    for path, role, node in nodes(document.root):
        if not isinstance(node.value, str) or string[node.span.start] in "\"'":
            continue
        at = node.span.start + 1
        text = string if rest == "whole" else string[:at]
        if rest == "line broken off":
            text += string[document.text.line_end(at) :]
        cursor = cursor_at(text, at)
        assert cursor is not None
        where = (cursor.path, cursor.role)
        bare_key = (path[:-1], "key")  # without its colon a key on a line of its own may yet become one
        expected = [(path, "value")] if role == "value" else [bare_key]
        if role == "key" and rest != "whole":
            expected.append((path[:-1], "value"))  # `- De` may be a bare name too
        assert where in expected or (role == "key" and (cursor.path, cursor.role) == (path[:-1], "value")), (
            path,
            text[-40:],
        )


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.text.string[:30])
def test_every_key_and_value_is_found_where_it_stands(document: Document) -> None:
    assert document.root is not None
    for path, role, node in nodes(document.root):
        place = place_at(document, (node.span.start + node.span.end) // 2)
        assert place is not None
        assert (place.path, place.part) == (path, role)


def at(text: str) -> Cursor:
    """The cursor at `|`."""
    offset = text.index("|")
    cursor = cursor_at(text[:offset] + text[offset + 1 :], offset)
    assert cursor is not None
    return cursor


@pytest.mark.parametrize(
    ("text", "path", "role", "keys"),
    [
        (HEAD + "  - Dense: {|}", DENSE, "key", ()),
        (HEAD + "  - Dense: {units: 3, |\n  - Dense: {units: 4}\n", DENSE, "key", ("units",)),
        (HEAD + "  - Dense: {units: 3, act|, name: x}", DENSE, "key", ("units", "name")),
        (
            HEAD + "  - Dense: {units: 3, |, kernel_initializer: {HeNormal: {seed: 1}}, name: x}",
            *(DENSE, "key", ("units", "kernel_initializer", "name")),
        ),
        (HEAD + "  - Dense: {units: 3,\n            act|}", DENSE, "key", ("units",)),
        (HEAD + "  - Dense:\n      units: 3\n      |\n      name: x\n", DENSE, "key", ("units", "name")),
        (HEAD + "  - Dense:\n      units: |", (*DENSE, "units"), "value", ()),
        (HEAD + "  - |", ("layers", 1), "value", ()),
        ("layers:\n- Dense: {units: 3}\n- |", ("layers", 1), "value", ()),
        (HEAD + "  - Dense: {units: 3}\n|\ncompile: {}\n", (), "key", ("layers", "input", "compile")),
        (HEAD + "compile: {optimizer: adam, metrics: [acc, |]}", ("compile", "metrics", 1), "value", ()),
        (HEAD + "  - Dense: {kernel_initializer: {HeNormal: {|", (*DENSE, "kernel_initializer", "HeNormal"), "key", ()),
        (HEAD + "  - repeat:\n      layers:\n        - D|", ("layers", 1, "repeat", "layers", 0), "value", ()),
        (HEAD + "  - Dense: {units: 3, # half of it\n     |", DENSE, "key", ("units",)),
        ("rules: {|", ("rules",), "key", ()),
        ("|", (), "key", ()),
    ],
)  # fmt: skip
def test_half_typed(text: str, path: tuple[str | int, ...], role: str, keys: tuple[str, ...]) -> None:
    cursor = at(text)
    assert (cursor.path, cursor.role) == (path, role)
    assert sorted(set(cursor.keys)) == sorted(keys) or role == "value"


def test_nothing_is_typed_in_a_comment() -> None:
    assert cursor_at("input: [4]  # the ", 18) is None


def test_every_prefix_of_every_text_has_a_cursor() -> None:
    for text in TEXTS:
        for offset in range(0, len(text), 3):
            cursor_at(text[:offset], offset)
            cursor_at(text[:offset] + text[offset + 7 :], offset)
