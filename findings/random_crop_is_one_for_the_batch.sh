#!/usr/bin/env bash
# RandomCrop cuts all images of a batch at one and the same place, where RandomTranslation, RandomZoom and RandomFlip
# decide for every image. Six equal images come out as six equal crops, in every batch. One would guess that a layer that
# augments images draws for each of them, as its siblings do: an epoch sees as many crops as it has batches.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   of 6 equal images, different ones that come out in 8 batches: RandomCrop [1, 1, 1, 1, 1, 1, 1, 1] - RandomTranslation
#   [6, 6, 6, 6, 6, 6, 6, 6]
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
image = np.random.default_rng(0).uniform(0, 255, size=(16, 16, 3)).astype("float32")
batch = np.stack([image] * 6)


def kinds(layer: keras.layers.Layer) -> list[int]:
    return [len({np.asarray(result).tobytes() for result in layer(batch, training=True)}) for _ in range(8)]


crops, moves = kinds(keras.layers.RandomCrop(8, 8)), kinds(keras.layers.RandomTranslation(0.3, 0.3))
print("of 6 equal images, different ones that come out in 8 batches: RandomCrop", crops, "- RandomTranslation", moves)
assert crops == [1] * 8
assert moves == [6] * 8
PROGRAM
