#!/usr/bin/env bash
# After model.quantize("int8") a model still compiles and fits, and trains its biases alone: every kernel is made
# untrainable on the way, without a word from compile() or fit(). One would guess quantization-aware training, or a
# refusal; layer.trainable still says True.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   one epoch changed ['dense/bias', 'dense_1/bias'] and left ['dense/kernel', 'dense_1/kernel']
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

keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8), keras.layers.Dense(1)])
model.quantize("int8")
model.compile("sgd", "mse")
parts = {weight.path.partition("/")[2]: weight for weight in model.weights if "scale" not in weight.path}
before = {path: np.array(weight) for path, weight in parts.items()}
inputs = np.random.default_rng(0).normal(size=(32, 4)).astype("float32")
model.fit(inputs, inputs.sum(axis=1, keepdims=True) + 1, verbose=0)
changed = [path for path, weight in parts.items() if not np.array_equal(before[path], np.array(weight))]
left = [path for path in parts if path not in changed]
print("one epoch changed", changed, "and left", left)
assert changed == ["dense/bias", "dense_1/bias"]
assert left == ["dense/kernel", "dense_1/kernel"]
assert model.layers[0].trainable
PROGRAM
