#!/usr/bin/env bash
# RandomCrop(4, 6) says that its output is 4 x 6, and crops in training alone: predict() hands on the larger image
# as it came, though the manual says that at inference images are "resized and cropped". One would guess that a layer
# with a fixed output shape has that shape always: RandomCrop, Flatten, Dense builds and trains, and stops in predict.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   stated (None, 4, 6, 1) - predicted (2, 8, 8, 1) - in training (2, 4, 6, 1)
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

model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.RandomCrop(4, 6)])
images = np.ones((2, 8, 8, 1), "float32")
stated, inference = model.output_shape, model.predict(images, verbose=0).shape
training = model(images, training=True).shape
print("stated", stated, "- predicted", inference, "- in training", tuple(training))
assert stated == (None, 4, 6, 1)
assert tuple(training) == (2, 4, 6, 1)
assert inference == (2, 8, 8, 1)
PROGRAM
