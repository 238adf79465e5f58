"""Every layer of the vocabulary, built deferred and plainly: the same weights and shape, no seed left to chance."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.engine import deferred
from netbuilder.engine.build import build
from netbuilder.graph import resolve
from netbuilder.parse.draft import of_network
from netbuilder.plan import plan
from netbuilder.vocabulary.base.registry import names

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def variables(model: Any) -> dict[str, bytes]:
    """Of every variable, those of seed generators too, the bytes; texts and tables have none."""
    arrays = {f"{at}:{one.path.partition('/')[2]}": np.asarray(one.value) for at, one in enumerate(model.variables)}
    return {path: array.tobytes() for path, array in arrays.items() if array.dtype.kind in "fiub"}


@pytest.mark.parametrize("name", [name for name in names("layer") if name != "repeat"])
def test_layer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cls = getattr(nb, name)
    network = nb.Network(seed=3, input=list(cls.example_input), layers=[{name: cls.example}])
    graph = resolve(of_network(network))
    decided = plan(graph)
    calls = []
    original = deferred.build

    def counted(keras: Any, make: Callable[[], Any]) -> Any:
        def make_and_count() -> Any:
            calls.append(None)
            return make()

        return original(keras, make_and_count)

    monkeypatch.setattr(deferred, "build", counted)
    random.seed(1)
    quick = build(decided).model
    assert len(calls) == 1, "the deferred build fell back to the plain one"
    monkeypatch.setattr(deferred, "build", lambda keras, make: make())
    random.seed(2)
    slow = build(decided).model
    assert variables(quick) == variables(slow)
    assert quick.output_shape == graph.output_shape
    assert quick.count_params() == graph.parameters
