#!/usr/bin/env bash
# A layer whose initializer has a seed, inside Bidirectional: both directions start with the same weights.
# Bidirectional makes its backward layer from the config of the forward one, seed included; without a seed
# the two differ. One would guess that the copy draws for itself, as every other pair of layers does, or that
# Keras warns of a seed used twice: it is silent, and forward and backward see the same function at the start.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   with a seed: equal True - without: equal False
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

def kernels(seed):
    layer = keras.layers.Bidirectional(
        keras.layers.LSTM(4, kernel_initializer=keras.initializers.GlorotUniform(seed=seed))
    )
    layer.build((None, 5, 3))
    return [np.array(part.cell.kernel) for part in (layer.forward_layer, layer.backward_layer)]

seeded, unseeded = kernels(1), kernels(None)
print("with a seed: equal", np.array_equal(*seeded), "- without: equal", np.array_equal(*unseeded))
assert np.array_equal(*seeded)
assert not np.array_equal(*unseeded)
PROGRAM
