#!/usr/bin/env bash
# F1Score() on a model with one sigmoid output calls every sample positive: without a threshold it takes the largest
# output of a row for the prediction, and in a row of one that is always the one. A perfect classifier of 1 positive in
# 4 scores 0.4, and no sample can change that. One would guess 0.5 as a threshold, as Precision and Recall have.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   no threshold 0.4 - all wrong, no threshold 0.4 - threshold 0.5 1.0
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

labels, outputs = np.array([[0.0], [0.0], [1.0], [0.0]]), np.array([[0.1], [0.2], [0.9], [0.05]])
def score(metric, predictions):
    metric.update_state(labels, predictions)
    return round(float(np.array(metric.result()).squeeze()), 4)

silent, worst = score(keras.metrics.F1Score(), outputs), score(keras.metrics.F1Score(), 1 - outputs)
right = score(keras.metrics.F1Score(threshold=0.5), outputs)
print("no threshold", silent, "- all wrong, no threshold", worst, "- threshold 0.5", right)
assert right == 1.0
assert silent == worst == 0.4
PROGRAM
