#!/usr/bin/env bash
# he_normal on a DepthwiseConv2D lets the signal fade with the number of channels: fan_in is taken from the kernel's shape
# (height, width, channels, multiplier) as height x width x channels, though every output sees one channel only. A
# Conv2D with as many groups as channels computes the same, and keeps the signal. One would guess that He means the
# inputs of a unit in every layer that takes it.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   256 channels, variance of the outputs for inputs of variance 1: DepthwiseConv2D 0.008 - Conv2D with 256 groups 2.01
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

keras.utils.set_random_seed(1)
maps = np.random.default_rng(0).normal(size=(8, 8, 8, 256)).astype("float32")
depthwise = keras.layers.DepthwiseConv2D(3, depthwise_initializer="he_normal")
grouped = keras.layers.Conv2D(256, 3, groups=256, kernel_initializer="he_normal")
variances = {type(layer).__name__: float(np.asarray(layer(maps)).var()) for layer in (depthwise, grouped)}
print(
    "256 channels, variance of the outputs for inputs of variance 1: "
    f"DepthwiseConv2D {variances['DepthwiseConv2D']:.3f} - Conv2D with 256 groups {variances['Conv2D']:.2f}"
)
assert depthwise.count_params() == grouped.count_params()
assert 0.006 < variances["DepthwiseConv2D"] < 0.01
assert 1.8 < variances["Conv2D"] < 2.2
PROGRAM
