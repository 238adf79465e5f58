#!/usr/bin/env bash
# SpectralNormalization normalizes nothing before it has been called in training: predict() of a fresh model uses the raw
# kernel, however large, and the first training call writes the normalized one into its place for good. A model that is
# evaluated, saved or measured before it is trained is thus another one than after a training step at rate 0. One would
# guess that a wrapper that bounds a layer bounds it whenever it is applied.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   a kernel of threes on ones: fresh 12.0 - in training 1.0 - afterwards 1.0, and its kernel is 0.25
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

dense = keras.layers.Dense(4, use_bias=False, kernel_initializer=keras.initializers.Constant(3.0))
layer = keras.layers.SpectralNormalization(dense)
ones = np.ones((1, 4), "float32")
results = [float(np.asarray(layer(ones, training=training))[0, 0]) for training in (False, True, False)]
kernel = float(np.asarray(dense.kernel)[0, 0])
fresh, trained, afterwards = (round(result, 4) for result in results)
print(f"a kernel of threes on ones: fresh {fresh} - in training {trained} - afterwards {afterwards}, and its kernel is {kernel:.2f}")
assert (fresh, trained, afterwards) == (12.0, 1.0, 1.0)
assert round(kernel, 2) == 0.25
PROGRAM
