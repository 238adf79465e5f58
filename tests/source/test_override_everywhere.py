"""A value put in at every place of small texts in every style: the data say it, and all else stays where it was."""

import copy
from typing import Any

import pytest

from netbuilder.diagnostics import Path
from netbuilder.source import Document, read
from netbuilder.source.override import remove, replace
from tests.source.edit.test_every_place import TEXTS, paths

VALUE, DATA = "[9, {z: 1}]", [9, {"z": 1}]
OPTION = f"--set here={VALUE}"


def with_value(data: Any, path: Path, value: Any, *, is_new: bool = False) -> Any:
    """Plain data with another value at a path; mappings are made on the way."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        assert isinstance(step, int)
        if is_new and not rest:
            return [*data[:step], value, *data[step:]]
        return [*data[:step], with_value(data[step], rest, value, is_new=is_new), *data[step + 1 :]]
    there = data if isinstance(data, dict) else {}
    return {**there, step: with_value(there.get(step), rest, value, is_new=is_new)}


def assert_else_stays(before: Document, after: Document, path: Path) -> None:
    """What is neither on the way to a place nor below it stands where it stood, its key and its anchor too."""
    for other in paths(before.value):
        near = min(len(path), len(other))
        if other[:near] != path[:near]:
            for part in ("key", "value"):
                assert after.span(other, part) == before.span(other, part), (path, other)
                assert after.related(other, part) == before.related(other, part)
        elif len(other) < len(path) and isinstance(before.node(other).value, dict | list):  # type: ignore[union-attr]
            assert after.span(other) == before.span(other), (path, other)  # else a mapping stands in its place


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_value_at_every_place(text: str) -> None:
    before = read(text, "net.yaml")
    data = copy.deepcopy(before.value)
    for place in paths(data):
        for path in (place, (*place, "new"), (*place, "new", "deep")):
            try:
                after = replace(before, path, VALUE, OPTION)
            except LookupError as error:
                [step] = error.args
                assert isinstance(before.node(path[:step]).value, list)  # type: ignore[union-attr]
                assert not isinstance(path[step], int)
                continue
            assert after.value == with_value(data, path, DATA)
            assert before.value == data
            span = after.span(path)
            assert (span.text.string, span.text.string[span.start : span.end]) == (OPTION, VALUE)
            assert after.span((*path, 1, "z")).start == OPTION.index("1}")
            assert_else_stays(before, after, path)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_item_before_every_item_and_without_every_item(text: str) -> None:
    before = read(text, "net.yaml")
    data = copy.deepcopy(before.value)
    for path in paths(data):
        if not path or not isinstance(path[-1], int):
            continue
        parent, at = path[:-1], path[-1]
        assert isinstance(at, int)
        count = len(before.node(parent).value)  # type: ignore[union-attr]
        for place in (at, count):
            after = replace(before, (*parent, place), VALUE, OPTION, is_new=True)
            assert after.value == with_value(data, (*parent, place), DATA, is_new=True)
            for other in range(count):
                moved = (*parent, other + (other >= place))
                assert after.span(moved) == before.span((*parent, other))
        left = remove(before, path)
        items = before.node(parent).value  # type: ignore[union-attr]
        assert left.value == with_value(data, parent, [*items[:at], *items[at + 1 :]])
        for other in range(count - 1):
            assert left.span((*parent, other)) == before.span((*parent, other + (other >= at)))
        assert before.value == data


def test_an_index_that_a_list_does_not_have() -> None:
    before = read("a: [1, 2]\n", "")
    for at in (-1, 2, 3):
        with pytest.raises(LookupError) as caught:
            replace(before, ("a", at), "9", "9")
        assert caught.value.args == (1,)
    assert replace(before, ("b", 0), "9", "9", is_new=True).value == {"a": [1, 2], "b": [9]}


def test_a_text_with_a_mistake_that_could_be_read_past() -> None:
    document = read("a: 1\na: 2\n", "")
    after = replace(document, ("b",), "3", "--set b=3")
    assert (after.value, after.problems) == ({"a": 1, "b": 3}, document.problems)


@pytest.mark.parametrize(
    ("option", "key", "value"),
    [
        ("--set a.b=3", "--set [a].b=3", "--set a.b=[3]"),
        ("a.b=3", "[a].b=3", "a.b=[3]"),
        ("--set=a.b = 3", "--set=[a].b = 3", "--set=a.b = [3]"),
        ("3", "[]3", "[3]"),
        ("elsewhere", "[]3", "[3]"),
    ],
)
def test_where_a_new_key_and_its_value_stand(option: str, key: str, value: str) -> None:
    after = replace(read("", ""), ("a", "b"), "3", option)
    assert after.value == {"a": {"b": 3}}
    for span, shown in ((after.span(("a",), "key"), key), (after.span(("a", "b")), value)):
        string = span.text.string
        assert f"{string[: span.start]}[{string[span.start : span.end]}]{string[span.end :]}" == shown
