#!/usr/bin/env bash
# optimizer.exclude_from_weight_decay(var_names=["layer_norm", "bias"]), as written for BERT since TensorFlow 1, goes on
# decaying the scales of a layer called layer_norm. The words are searched in a variable's own name, which since Keras 3 is
# `gamma`, `kernel` or `bias` alone: the layer's name stands in its path, and that is not looked at. Nothing is said of a
# word that is found nowhere. One would guess that names of layers still count, or that a word without effect is refused.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   no gradient, decay 0.1, one step: excluding layer_norm and bias [0.9, 0.9] - excluding gamma [1.0, 1.0]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"


def scales(*words: str) -> list[float]:
    model = keras.Sequential([keras.Input((2,)), keras.layers.LayerNormalization(name="layer_norm"), keras.layers.Dense(1)])
    optimizer = keras.optimizers.SGD(1.0, weight_decay=0.1)
    optimizer.exclude_from_weight_decay(var_names=list(words))
    model.compile(optimizer, "mse")
    model.fit(np.zeros((2, 2)), np.zeros((2, 1)), verbose=0)
    assert model.layers[0].gamma.path.endswith("/layer_norm/gamma")
    return [round(float(scale), 4) for scale in np.asarray(model.layers[0].gamma)]


by_layer, by_variable = scales("layer_norm", "bias"), scales("gamma")
print("no gradient, decay 0.1, one step: excluding layer_norm and bias", by_layer, "- excluding gamma", by_variable)
assert by_layer == [0.9, 0.9]
assert by_variable == [1.0, 1.0]
PROGRAM
