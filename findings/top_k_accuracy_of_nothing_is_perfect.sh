#!/usr/bin/env bash
# TopKCategoricalAccuracy and its sparse twin count a tie as right: a network whose outputs are all equal (dead, or never
# trained) scores 1.0 for every k, where CategoricalAccuracy beside it scores chance. On JAX outputs of NaN tie with
# everything, so that a network that has diverged is perfect by top-k; on TensorFlow it scores 0. One would guess that a
# metric falls when training breaks down, and that k=1 is the plain accuracy.
# Keras 3.15.1 on JAX 0.10.2 and TensorFlow 2.21.0, Python 3.11. Seen:
#   jax: outputs equal, k=1: 1.0, accuracy 0.33; outputs NaN, k=1: 1.0, accuracy 0.33
#   tensorflow: outputs equal, k=1: 1.0, accuracy 0.33; outputs NaN, k=1: 0.0, accuracy 0.33
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 tensorflow==2.21.0 jax==0.10.2 \
    jaxlib==0.10.2 numpy==2.4.6
export KERAS_HOME="$folder" JAX_PLATFORMS=cpu CUDA_VISIBLE_DEVICES="" TF_CPP_MIN_LOG_LEVEL=3
for backend in jax tensorflow; do
    KERAS_BACKEND=$backend "$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"


def score(metric: keras.metrics.Metric, output: float) -> float:
    metric.update_state(np.eye(3, dtype="float32"), np.full((3, 3), output, "float32"))
    return round(float(metric.result()), 2)


top = {output: score(keras.metrics.TopKCategoricalAccuracy(k=1), output) for output in (0.5, float("nan"))}
plain = {output: score(keras.metrics.CategoricalAccuracy(), output) for output in top}
(top_equal, top_nan), (equal, nan) = top.values(), plain.values()
backend = keras.backend.backend()
print(f"{backend}: outputs equal, k=1: {top_equal}, accuracy {equal}; outputs NaN, k=1: {top_nan}, accuracy {nan}")
assert (top_equal, equal, nan) == (1.0, 0.33, 0.33)
assert top_nan == (1.0 if backend == "jax" else 0.0)
PROGRAM
done
