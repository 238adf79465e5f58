#!/usr/bin/env bash
# CategoryEncoding(output_mode="multi_hot") on a batch of single numbers, shape (batch,), gives one row for all of
# them: the batch axis is taken for the items of one sample. With a shape of (batch, 1) it returns a row each. One
# would guess that a layer never mixes samples, and that a column of a table gives a row a sample.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   shape (2,): [1.0, 0.0, 1.0] - shape (2, 1): [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
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

layer = keras.layers.CategoryEncoding(num_tokens=3, output_mode="multi_hot")
flat, column = np.array(layer(np.array([0, 2]))), np.array(layer(np.array([[0], [2]])))
print("shape (2,):", flat.tolist(), "- shape (2, 1):", column.tolist())
assert flat.tolist() == [1, 0, 1]
assert column.tolist() == [[1, 0, 0], [0, 0, 1]]
PROGRAM
