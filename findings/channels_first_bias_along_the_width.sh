#!/usr/bin/env bash
# A Conv2D with data_format="channels_first" adds its bias along the width wherever the output is as wide as it has
# channels. keras.ops.add takes a second operand with one axis over 1 for a bias, and asks whether its length is that of
# the last axis before it asks whether it is that of axis 1, so the shape (1, filters, 1, 1) is not looked at. One would
# guess that the position of the axis decides, as in NumPy.
# Keras 3.15.1 on TensorFlow 2.21.0, Python 3.11. Seen:
#   add of a bias (1, 3, 1, 1) to zeros (1, 3, 2, 3), channel 0: [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]
#   Conv2D, 3 filters, output 3 wide: off by 2.0; output 4 wide: off by 0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 tensorflow==2.21.0 numpy==2.4.6
export KERAS_BACKEND=tensorflow KERAS_HOME="$folder" CUDA_VISIBLE_DEVICES="" TF_CPP_MIN_LOG_LEVEL=3
"$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"

bias = np.array([1.0, 2.0, 3.0], "float32")
zeros = np.zeros((1, 3, 2, 3), "float32")
added = np.asarray(keras.ops.add(zeros, bias.reshape(1, 3, 1, 1)))
print("add of a bias (1, 3, 1, 1) to zeros (1, 3, 2, 3), channel 0:", added[0, 0].tolist())
assert (zeros + bias.reshape(1, 3, 1, 1))[0, 0].tolist() == [[1.0] * 3] * 2
assert added[0, 0].tolist() == [[1.0, 2.0, 3.0]] * 2

off = {}
for width in (3, 4):
    first = keras.layers.Conv2D(3, 1, data_format="channels_first")
    last = keras.layers.Conv2D(3, 1, data_format="channels_last")
    maps = np.random.default_rng(1).normal(size=(1, 2, 5, width)).astype("float32")
    first.build(maps.shape)
    last.build((1, 5, width, 2))
    for layer in (first, last):
        layer.set_weights([np.ones((1, 1, 2, 3), "float32"), bias])
    expected = np.moveaxis(np.asarray(last(np.moveaxis(maps, 1, -1))), -1, 1)
    off[width] = float(np.abs(np.asarray(first(maps)) - expected).max().round(4))
print(f"Conv2D, 3 filters, output 3 wide: off by {off[3]}; output 4 wide: off by {off[4]}")
assert off == {3: 2.0, 4: 0.0}
PROGRAM
