#!/usr/bin/env bash
# MeanIoU, BinaryIoU and their kin cut off the fractions of sample weights: they count in int64 since Keras 3.8, so that
# a weight of 0.4 is none at all, and with all weights 0.4 perfect predictions score 0. No warning, and BinaryAccuracy
# beside it weighs as one would guess. Weights that balance classes are mostly fractions.
# Keras 3.15.1 and 3.7.0 on JAX 0.10.2, Python 3.11. Seen:
#   3.15.1: MeanIoU 0.0 BinaryIoU 0.0 BinaryAccuracy 1.0
#   3.7.0: MeanIoU 1.0 BinaryIoU 1.0 BinaryAccuracy 1.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
cat > "$folder/program.py" <<'PROGRAM'
import keras
import numpy as np

labels, outputs, weights = np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([0.4, 0.4])
metrics = keras.metrics.MeanIoU(num_classes=2), keras.metrics.BinaryIoU(), keras.metrics.BinaryAccuracy()
scores = {type(metric).__name__: round(float(metric(labels, outputs, sample_weight=weights)), 4) for metric in metrics}
print(f"{keras.__version__}:", *(f"{name} {score}" for name, score in scores.items()))
assert list(scores.values()) == ([0.0, 0.0, 1.0] if keras.__version__ == "3.15.1" else [1.0, 1.0, 1.0])
PROGRAM
python3 -m venv "$folder/venv"
for release in 3.15.1 3.7.0; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "keras==$release" jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
  "$folder/venv/bin/python" -W ignore "$folder/program.py"
done
