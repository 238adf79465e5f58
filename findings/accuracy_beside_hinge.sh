#!/usr/bin/env bash
# metrics=["accuracy"] beside loss="hinge" cannot exceed the share of positive labels. The name is resolved by the shape
# of the output to BinaryAccuracy, which compares labels -1 and 1 with predictions 0 and 1 (threshold 0.5). A perfect
# classifier scores 0.5. One would guess that the loss, which turns labels 0 and 1 into -1 and 1 for itself, has a say
# in what "accuracy" stands for.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   labels -1 and 1: {'accuracy': 0.5, 'loss': 0.020458847284317017} - labels 0 and 1: {'accuracy': 1.0, 'loss':
#   0.020458847284317017}
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

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="tanh", kernel_initializer="ones")])
model.compile("sgd", "hinge", metrics=["accuracy"])
x = np.array([[-3.0], [-2.0], [2.0], [3.0]])
y = np.sign(x)
assert (np.sign(model.predict(x, verbose=0)) == y).all()
signs = model.evaluate(x, y, verbose=0, return_dict=True)
zero_one = model.evaluate(x, (y + 1) / 2, verbose=0, return_dict=True)
print("labels -1 and 1:", signs, "- labels 0 and 1:", zero_one)
assert signs["accuracy"] == 0.5
assert zero_one["accuracy"] == 1.0
assert abs(signs["loss"] - zero_one["loss"]) < 1e-6
PROGRAM
