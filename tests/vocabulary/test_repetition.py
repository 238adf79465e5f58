"""Repeats as the layers that they stand for."""

from typing import Any

import pytest

from netbuilder.vocabulary.base.layer import Layer, inlined, inside
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.repetition import count, unrolled


def layers(*written: Any) -> list[Layer]:
    """Layers as `{Name: options}`, or the bare name."""
    nodes = []
    for entry in written:
        [(name, options)] = entry.items() if isinstance(entry, dict) else [(entry, {})]
        cls = find("layer", name)
        assert cls is not None
        node = cls.model_validate(options)
        assert isinstance(node, Layer)
        nodes.append(node)
    return nodes


INNER = {"repeat": {"times": 2, "layers": ["ReLU", {"Sequential": {"layers": ["Flatten"]}}]}}


def test_every_layer_has_the_way_to_it() -> None:
    occurrences = list(unrolled(layers("Flatten", {"repeat": {"times": 2, "layers": [INNER, "Softmax"]}}), inlined))
    assert [(type(layer.entry).__name__, layer.path) for layer in occurrences] == [
        ("Flatten", (0,)),
        ("ReLU", (1, 0, 0, 0, 0)),
        ("Sequential", (1, 0, 0, 0, 1)),
        ("ReLU", (1, 0, 0, 1, 0)),
        ("Sequential", (1, 0, 0, 1, 1)),
        ("Softmax", (1, 0, 1)),
        ("ReLU", (1, 1, 0, 0, 0)),
        ("Sequential", (1, 1, 0, 0, 1)),
        ("ReLU", (1, 1, 0, 1, 0)),
        ("Sequential", (1, 1, 0, 1, 1)),
        ("Softmax", (1, 1, 1)),
    ]
    assert [layer.rounds for layer in occurrences][3:6] == [(0, 1), (0, 1), (0,)]


def test_a_billion_times_nothing_is_nothing() -> None:
    nothing = layers({"repeat": {"times": 10**9, "layers": [{"repeat": {"times": 10**9, "layers": []}}]}})
    assert list(unrolled(nothing, inlined)) == []
    assert count(nothing, inside) == 0
    assert nothing[0].output_shape((None, 8)) == (None, 8)


@pytest.mark.parametrize(
    ("entries", "empty", "expected"),
    [
        ([], 0, 0),
        (["Flatten", "ReLU"], 0, 2),
        ([INNER], 0, 4),
        ([{"repeat": {"times": 10**9, "layers": [INNER]}}], 0, 4 * 10**9),
        ([{"repeat": {"times": 10**9, "layers": [{"Sequential": {"layers": []}}]}}], 0, 0),
        ([{"repeat": {"times": 10**9, "layers": [{"Sequential": {"layers": []}}]}}], 1, 10**9),
    ],
)
def test_counting_unrolls_nothing(entries: list[Any], empty: int, expected: int) -> None:
    assert count(layers(*entries), inside, empty=empty) == expected
