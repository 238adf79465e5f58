#!/usr/bin/env bash
# GlobalMaxPooling1D lets masked steps win: behind Masking, GlobalAveragePooling1D leaves them out and
# GlobalMaxPooling1D takes the maximum over padding too. Where all values of the real steps are negative, the result
# is the 0 of a step that is masked. One would guess that two layers of one family treat a mask alike.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   steps -1, -3 and a masked 0: average -2.0 - maximum 0.0
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

def pooled(layer):
    model = keras.Sequential([keras.Input((3, 1)), keras.layers.Masking(), layer])
    return float(model.predict(np.array([[[-1.0], [-3.0], [0.0]]]), verbose=0).squeeze())

average, maximum = pooled(keras.layers.GlobalAveragePooling1D()), pooled(keras.layers.GlobalMaxPooling1D())
print("steps -1, -3 and a masked 0: average", average, "- maximum", maximum)
assert average == -2.0
assert maximum == 0.0
PROGRAM
