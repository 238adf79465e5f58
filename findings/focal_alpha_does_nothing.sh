#!/usr/bin/env bash
# BinaryFocalCrossentropy(alpha=...) is ignored unless apply_class_balancing=True; CategoricalFocalCrossentropy
# has no such switch, and its alpha always acts. One would guess that an option that is set is used, and that the
# two forms of one loss agree: moving from two softmax outputs to one sigmoid output turns the weighting off.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   alpha 0.25 and 0.9: binary [0.020513243973255157, 0.020513243973255157] balanced [0.0131534980610013,
#   0.005621620919555426] categorical [0.005128310993313789, 0.0184619203209877]
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

labels, outputs = np.array([[1.0], [0.0]]), np.array([[0.8], [0.3]])
rows, outputs_in_rows = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.2, 0.8], [0.7, 0.3]])
losses = keras.losses
binary = [float(losses.BinaryFocalCrossentropy(alpha=alpha)(labels, outputs)) for alpha in (0.25, 0.9)]
balanced = [
    float(losses.BinaryFocalCrossentropy(alpha=alpha, apply_class_balancing=True)(labels, outputs))
    for alpha in (0.25, 0.9)
]
categorical = [float(losses.CategoricalFocalCrossentropy(alpha=alpha)(rows, outputs_in_rows)) for alpha in (0.25, 0.9)]
print("alpha 0.25 and 0.9: binary", binary, "balanced", balanced, "categorical", categorical)
assert binary[0] == binary[1]
assert balanced[0] != balanced[1]
assert categorical[0] != categorical[1]
PROGRAM
