#!/usr/bin/env bash
# AUC on logits, without from_logits=True, counts only what lies between 0 and 1: its thresholds stand there, and what
# is below is all the same. Logits in perfect order, all of them negative, score 0.5, silently. One would guess that AUC
# depends on the order alone, which is what it is chosen for.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   by default 0.5 - from_logits 1.0
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

labels, logits = np.array([0, 0, 1, 1]), np.array([-4.0, -3.0, -2.0, -1.0])
by_default = float(keras.metrics.AUC()(labels, logits))
told = float(keras.metrics.AUC(from_logits=True)(labels, logits))
print("by default", by_default, "- from_logits", told)
assert by_default == 0.5
assert abs(told - 1.0) < 1e-6
PROGRAM
