"""One build after another in one process keeps nothing: no object of Python, and no name that TensorFlow remembers."""

import gc
import weakref
from typing import Any

import pytest

import netbuilder as nb
from benchmarks.growth import NETWORK

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def test_a_build_keeps_no_object() -> None:
    model: Any = None
    models, counts = [], []
    for number in range(1, 41):
        model = nb.build(NETWORK)
        models.append(weakref.ref(model))
        if number in (20, 40):
            del model
            gc.collect()
            counts.append(len(gc.get_objects()) - number)  # the references of this test
    assert [reference() for reference in models] == [None] * 40
    assert abs(counts[1] - counts[0]) < 20  # less than one a build


def test_every_build_has_the_same_names() -> None:
    """TensorFlow keeps 35 KiB for every name that a variable had, as long as the process lives: see the finding."""
    every = [[variable.value.name for variable in nb.build(NETWORK).variables] for _ in range(3)]
    assert every[0] == every[1] == every[2]
