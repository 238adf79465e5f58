#!/usr/bin/env bash
# `Identity(gain=0.9)` as an initializer draws 0.9 on the diagonal, and its config does not hold the gain: a model made
# from the config, by `clone_model`, `from_config` or a layer's copy, begins with 1.0. `Orthogonal(gain=0.9)` keeps its
# gain. No error and no warning. One would guess that a copy of a layer draws its weights as the layer does.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   Identity: built 0.9, cloned 1.0; config {}
#   Orthogonal: config {'seed': None, 'gain': 0.9}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
cat > "$folder/program.py" <<'PROGRAM'
import keras

identity, orthogonal = keras.initializers.Identity(gain=0.9), keras.initializers.Orthogonal(gain=0.9)
layer = keras.layers.SimpleRNN(4, recurrent_initializer=identity)
model = keras.Sequential([keras.Input((3, 2)), layer])
built, cloned = (float(copy.get_weights()[1][0, 0]) for copy in (model, keras.models.clone_model(model)))
print(f"Identity: built {built:.1f}, cloned {cloned:.1f}; config {identity.get_config()}")
print(f"Orthogonal: config {orthogonal.get_config()}")
assert abs(built - 0.9) < 1e-6 and cloned == 1.0 and identity.get_config() == {}
assert orthogonal.get_config()["gain"] == 0.9
PROGRAM
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore "$folder/program.py"
