"""What lives as long as the process can be forgotten."""

import gc
import weakref

import pytest

import netbuilder as nb
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.system import caches
from netbuilder.vocabulary.base.layer import Layer

TEXT = """
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - repeat: {times: 3, layers: [{Dense: {units: 16, activation: softmax}}]}
"""


def codes() -> list[str]:
    return [diagnostic.code for diagnostic in nb.check(TEXT)]


def test_nothing_changes_where_everything_is_forgotten() -> None:
    before = codes()
    assert before
    caches.clear()
    assert codes() == before


def first_layer() -> Layer:
    node = parse(read(TEXT, "text.yaml")).layers[0].node
    assert node is not None
    return node


def test_a_layer_that_was_read_is_gone() -> None:
    layer = weakref.ref(first_layer())
    assert first_layer() is layer(), "two files that say the same share a layer"
    caches.clear()
    gc.collect()
    assert layer() is None


def test_things_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_MOST_THINGS", 2)
    asked: list[str] = []

    class Thing:
        def __init__(self, name: str) -> None:
            self.name = name

    @caches.remembered_by_identity
    def name(thing: Thing) -> str:
        asked.append(thing.name)
        return thing.name

    first, second, third = Thing("a"), Thing("b"), Thing("c")
    assert [name(thing) for thing in (first, second, first, second)] == ["a", "b", "a", "b"]
    assert asked == ["a", "b"]
    assert [name(thing) for thing in (third, third, first)] == ["c", "c", "a"]
    assert asked == ["a", "b", "c", "a"], "two are kept, and with the third one the others are forgotten"
