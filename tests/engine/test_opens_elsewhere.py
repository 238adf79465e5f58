"""What is built is Keras: it opens, is compiled and trains where netbuilder is not installed."""

from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.engine.save import save
from tests.engine.saved import CONFIGS, run

pytestmark = pytest.mark.keras

ELSEWHERE = """
import json, sys
sys.modules["netbuilder"] = None  # importing it fails from here on
import keras, numpy as np
found = {}
for file in sys.argv[1:]:
    model = keras.models.load_model(file)
    found[model.name] = model.compiled
    if model.name not in ("seed_text", "digits_cnn", "regression"):
        continue  # these train elsewhere
    shape = [4, *(12 if size is None else size for size in model.input_shape[1:])]
    x = np.ones(shape, model.inputs[0].dtype)
    y = np.zeros([4, model.output_shape[-1]] if model.loss == "categorical_crossentropy" else [4, 1])
    model.fit(x, y, verbose=0)
print(json.dumps(found))
"""


def test_every_example_config_opens_and_trains_without_netbuilder(tmp_path: Path) -> None:
    files = []
    for config in sorted(CONFIGS.glob("*.yaml")):
        files.append(tmp_path / f"{config.stem}.keras")
        save(nb.build(config), files[-1])
    found = run(ELSEWHERE, *map(str, files))
    assert found == {file.stem: True for file in files}


ACTIVATIONS = """
seed: 1
input: [8]
rules: {NB402: off, NB403: off, NB407: off, NB401: off}
layers:
  - Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}
  - Dense: {units: 4, activation: {gelu: {approximate: true}}}
  - Dense: {units: 4, activation: {threshold: {threshold: 0.1, default_value: 0.0}}}
  - Dense: {units: 4, activation: {PReLU: {}}}
  - Activation: {activation: {celu: {alpha: 0.5}}}
  - Activation: {activation: {hard_shrink: {threshold: 0.1}}}
  - Activation: {activation: {soft_shrink: {threshold: 0.1}}}
  - Activation: {activation: {squareplus: {b: 3}}}
  - Activation: {activation: {relu: {max_value: 3}}}
  - Activation: {activation: {elu: {alpha: 0.5}}}
  - Activation: {activation: {sparsemax: {axis: -1}}}
  - Activation: {activation: {log_softmax: {axis: -1}}}
  - Activation: {activation: {softmax: {axis: 1}}}
"""


@pytest.mark.since("3.8")  # celu, threshold and other activations
def test_activations_with_options_open_again_and_compute_the_same(tmp_path: Path) -> None:
    import keras
    import numpy as np

    model = nb.build(ACTIVATIONS)
    save(model, tmp_path / "model.keras")
    x = np.random.default_rng(0).normal(size=(5, 8))
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
