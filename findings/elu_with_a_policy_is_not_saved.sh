#!/usr/bin/env bash
# keras.layers.ELU takes a dtype policy as every layer does, and a model with it builds, runs and trains, but is not
# saved: ELU has no get_config of its own, and what Keras makes up in its place takes plain values alone, so that the
# policy that is documented for `dtype` ends in NotImplementedError. LeakyReLU and ReLU with the same policy are saved,
# and so is ELU with the policy's name. One would guess that a layer of Keras is saved whatever valid arguments it has.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen (the same at 3.12.4; Keras 3.8.0 saves it):
#   LeakyReLU, policy: saved - ELU, policy: NotImplementedError - ELU, name of the policy: saved
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"


def outcome(layer):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2), layer])
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 4)), np.ones((8, 2)), verbose=0)
    try:
        model.save("model.keras")
    except NotImplementedError as error:
        return type(error).__name__
    return "saved"


policy = keras.DTypePolicy("float32")
leaky = outcome(keras.layers.LeakyReLU(dtype=policy))
elu = outcome(keras.layers.ELU(dtype=policy))
by_name = outcome(keras.layers.ELU(dtype=policy.name))
print(f"LeakyReLU, policy: {leaky} - ELU, policy: {elu} - ELU, name of the policy: {by_name}")
assert (leaky, elu, by_name) == ("saved", "NotImplementedError", "saved")
PROGRAM
