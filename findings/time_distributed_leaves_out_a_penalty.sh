#!/usr/bin/env bash
# TimeDistributed runs the `call` of its layer and not the layer: an activity_regularizer of that layer, or an
# ActivityRegularization inside, adds nothing to the loss, without a word. The same option on TimeDistributed itself is
# added, and a kernel_regularizer inside is too. Bidirectional and SpectralNormalization add what stands inside. One would
# guess that Dense on sequences and TimeDistributed(Dense), which compute the same, are trained with the same loss.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   penalties: Dense 1 - inside TimeDistributed 0 - on TimeDistributed 1 - of the kernel inside 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import keras
import numpy as np
from keras.layers import Dense, TimeDistributed

assert keras.__version__ == "3.15.1"

layers = [
    Dense(2, activity_regularizer="l2"),
    TimeDistributed(Dense(2, activity_regularizer="l2")),
    TimeDistributed(Dense(2), activity_regularizer="l2"),
    TimeDistributed(Dense(2, kernel_regularizer="l2")),
]
for layer in layers:
    layer(np.ones((1, 3, 4), "float32"))
plain, inside, outside, kernel = (len(layer.losses) for layer in layers)
print(f"penalties: Dense {plain} - inside TimeDistributed {inside} - on TimeDistributed {outside} - of the kernel inside {kernel}")
assert (plain, inside, outside, kernel) == (1, 0, 1, 1)
PROGRAM
