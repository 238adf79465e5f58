"""The cursor at every offset of small texts: `every_offset.txt`, and where PyYAML reads the text, what that says.

`pytest --update-golden` writes the file again; a change of an answer is read in the difference.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from netbuilder.source.cursor import cursor_at
from tests.golden import Golden

WRITTEN = Path(__file__).with_name("every_offset.txt")
TEXTS = [
    "a: 1\nbc: {d: e, f}\n",
    "a:\n  - Dense: {units: 64, name: x}  # why: {\n  - Flatten\n  -\nb: c d\n",
    "a:\n- b: [1, two, {c: 3}]\n  d:\n    e: f\n- g\nh:\n",
    'a: {b: \'x, y: {\', "c d": "e\\" }", f: [g\n',
    "a: {b: 1,\n    c: {d\n  e: 2\nf: g\n",
    "- - a\n  - b: c\n    d:\n-   e: f\n",
    "x-a: &b {c: 1}\nl:\r\n  - !!map\r\n    d: *b\r\n  - &e f: g\r\n",
    "# top\na:\n\n  b: 1\n  # in\n  c:\n\n\nd: e#f\n",
    "a: {b: c:d, e:f, g: }, h]\ni: j]k\n",
    "'a b': 1\n\"c\": {'d': 2, \"e\": 3}\nf : {g : 4}\n",
    "a:\n  b: [\n    c,\n    d: 1,\n  ]\n  e: f\n",
    "{a: 1, b: [2, {c: 3}], d\n",
    "- a: 1\n  b\n- c\n-d: 2\n",
    "a: {b: 1, # }\n    c: 2\nd: {e: '}',\n   f: g\nh: {i: \"}\",\n  j: k\n",
    "a: [\n  b,\n]\nc: {\n# x\n  d: e\n}\nf: g\n",
    "a: [b\n    - c\n    d: e\nf: {g\n    -\n    - h\n",
    "a:\n  - b: {c: 1,\n  - d: {e: 2}\n",
    "a:\n  b: 1\n\n  c: 2\n# x\n  d: 3\n",
    "{{a: 1}, b: {[c\n",
    "a:\n  b: [\n   c: 1,\n   d ]\n  e: f\n",
    'a: b: c\nd : e\n"": f\n',
    "a:\n- - b\n  - c\n- d:\n  - e\n",
]


def answer(text: str, offset: int) -> str:
    """What stands at an offset, without the piece of it that is typed already."""
    cursor = cursor_at(text, offset)
    if cursor is None:
        return "nothing"
    assert cursor.word == text[cursor.start : offset]
    marks = [mark for mark, holds in (("flow", cursor.in_flow), ("item", cursor.is_item)) if holds]
    path = ".".join(map(str, cursor.path)) or "-"
    where = f"{text[cursor.start : cursor.end]!r} {cursor.role} {path} column {cursor.indent}"
    return " ".join([where, *marks, *(["beside", *cursor.keys] if cursor.keys else [])])


def answers(text: str) -> Iterator[str]:
    """Runs of offsets that have one answer."""
    for said, offsets in groupby(range(len(text) + 1), lambda offset: answer(text, offset)):
        yield f"{next(offsets)}: {said}"


def written_anew() -> str:
    return "\n".join("\n".join([f"= {text!r}", *answers(text)]) + "\n" for text in TEXTS)


def test_the_cursor_at_every_offset(golden: Golden) -> None:
    found = written_anew()
    golden(WRITTEN, found)


Place = tuple[tuple[str | int, ...], str, yaml.Node]


def scalars(node: yaml.Node, path: tuple[str | int, ...] = ()) -> Iterator[Place]:
    """Every key and value that stands on one line, with its path, as PyYAML has them."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield path, "key", key
            yield from scalars(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from scalars(value, (*path, index))
    elif node.value and node.start_mark.line == node.end_mark.line:
        yield path, "value", node


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_where_pyyaml_says(text: str) -> None:
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return
    assert root is not None
    places: set[int] = set()
    for path, role, node in scalars(root):
        if node.start_mark.index in places:
            continue  # below an alias
        places.add(node.start_mark.index)
        if text[node.start_mark.index] in "'\"":
            continue
        cursor = cursor_at(text, node.start_mark.index)
        assert cursor is not None
        assert (cursor.path, cursor.role) in ((path, role), (path, "value")), (path, text[node.start_mark.index :])


def test_what_nobody_types_has_no_cursor() -> None:
    for text, beyond in (("a" * 10_000, "a" * 10_001), ("[" * 100, "[" * 101), ("{a: " * 100, "{a: " * 101)):
        assert cursor_at(text, len(text)) is not None
        assert cursor_at(beyond, len(beyond)) is None
    for offset in (-1, 99):
        cursor = cursor_at("a: b", offset)
        assert cursor is not None
        assert cursor.path == (() if offset < 0 else ("a",))
