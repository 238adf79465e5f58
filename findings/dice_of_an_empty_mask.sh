#!/usr/bin/env bash
# Dice(axis=...), a loss for each sample: where a sample has nothing to find and the prediction is empty too, it
# costs 1, as much as finding nothing of a whole object. The small number that keeps the quotient finite stands in the
# denominator alone. One would guess that a perfect prediction costs 0; over the whole batch (axis=None) it does.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   perfect predictions: each sample [0.0, 1.0] - the batch 0.0
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

masks = np.zeros((2, 4))
masks[0] = 1  # the first sample is all object, the second has none
each = [float(loss) for loss in keras.losses.Dice(axis=1, reduction=None)(masks, masks)]
whole = float(keras.losses.Dice()(masks, masks))
print("perfect predictions: each sample", each, "- the batch", whole)
assert each == [0.0, 1.0]
assert whole == 0.0
PROGRAM
