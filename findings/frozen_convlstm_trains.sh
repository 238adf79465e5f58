#!/usr/bin/env bash
# A layer made with trainable=False is left alone by training. ConvLSTM1D is not: LSTM hands `trainable` on to the cell
# that holds its weights, ConvLSTM does not, and a model gathers trainable weights and penalties from the cell as well.
# The layer itself says that it has none to train. Set after the layer is made (`layer.trainable = False`) it reaches the
# cell too, but the file of the model is read as the layer was made: loaded again, it trains.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   a frozen layer's own trainable weights, the model's, its penalties: LSTM 0 0 0 - ConvLSTM1D 0 3 1; frozen later 0 0 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
"$folder/venv/bin/python" -W ignore - "$folder" <<'PROGRAM'
import sys

import keras

assert keras.__version__ == "3.15.1"
layers = keras.layers


def trained(layer, shape):
    model = keras.Sequential([keras.Input(shape), layer])
    return model, (len(layer.trainable_weights), len(model.trainable_weights), len(model.losses))


_, lstm = trained(layers.LSTM(3, kernel_regularizer="l2", trainable=False), (5, 3))
_, made_frozen = trained(layers.ConvLSTM1D(3, 2, kernel_regularizer="l2", trainable=False), (4, 5, 3))
later = layers.ConvLSTM1D(3, 2, kernel_regularizer="l2")
later.trainable = False
model, frozen_later = trained(later, (4, 5, 3))
print(
    "a frozen layer's own trainable weights, the model's, its penalties: "
    "LSTM {} {} {} - ConvLSTM1D {} {} {}; frozen later {} {} {}".format(*lstm, *made_frozen, *frozen_later)
)
assert lstm == frozen_later == (0, 0, 0)
assert made_frozen == (0, 3, 1)
model.save(f"{sys.argv[1]}/model.keras")
assert len(keras.models.load_model(f"{sys.argv[1]}/model.keras").trainable_weights) == 3
PROGRAM
