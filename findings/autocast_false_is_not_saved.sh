#!/usr/bin/env bash
# A layer with `autocast=False` hands on what it gets, whatever its own dtype; saved and loaded it casts again, for
# Keras does not write `autocast` into the file. No error and no warning: the loaded model only predicts other numbers.
# Here a layer of whole numbers that casts nothing repeats 0.5, and once it is loaded 0.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   built [[[0.5], [0.5]]] - loaded [[[0.0], [0.0]]]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
"$folder/venv/bin/python" -W ignore - "$folder/model.keras" <<'PROGRAM'
import sys

import keras
import numpy as np

assert keras.__version__ == "3.15.1"

model = keras.Sequential([keras.Input((1,)), keras.layers.RepeatVector(2, dtype="int32", autocast=False)])
model.save(sys.argv[1])
loaded = keras.models.load_model(sys.argv[1])
half = np.full((1, 1), 0.5, "float32")
built, again = (np.asarray(each.predict(half, verbose=0), "float64").tolist() for each in (model, loaded))
print("built", built, "- loaded", again)
assert built == [[[0.5], [0.5]]]
assert again == [[[0.0], [0.0]]]
assert loaded.layers[0].autocast is True
PROGRAM
