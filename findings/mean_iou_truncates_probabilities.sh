#!/usr/bin/env bash
# MeanIoU over the outputs of a sigmoid takes class 0 for every probability below 1: it turns y_pred into whole
# numbers by cutting off what is behind the point, and its sparse_y_pred=True says nothing of it. Perfect predictions
# score 0.25. One would guess a threshold of 0.5, as BinaryIoU beside it has, or an error.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   MeanIoU 0.25 - BinaryIoU 1.0
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

labels, probabilities = np.array([0, 0, 1, 1]), np.array([0.01, 0.02, 0.98, 0.99])
mean_iou, binary_iou = keras.metrics.MeanIoU(num_classes=2), keras.metrics.BinaryIoU()
scores = [float(metric(labels, probabilities)) for metric in (mean_iou, binary_iou)]
print("MeanIoU", scores[0], "- BinaryIoU", scores[1])
assert scores == [0.25, 1.0]
PROGRAM
