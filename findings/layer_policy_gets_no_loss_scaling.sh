#!/usr/bin/env bash
# mixed_float16 as a layer's dtype trains without loss scaling; as the global policy it wraps the optimizer in
# LossScaleOptimizer. compile() looks at the model's policy, not at those of its layers. One would guess that a model
# all of whose layers compute in float16 is protected from underflow however it was said.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   said by every layer ('Adam', 'float16') - said by the global policy ('LossScaleOptimizer', 'float16')
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

def optimizer(**options):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, **options), keras.layers.Dense(1, **options)])
    model.compile("adam", "mse")
    return type(model.optimizer).__name__, model.layers[0].compute_dtype

by_layer = optimizer(dtype="mixed_float16")
keras.config.set_dtype_policy("mixed_float16")
by_policy = optimizer()
print("said by every layer", by_layer, "- said by the global policy", by_policy)
assert by_layer == ("Adam", "float16")
assert by_policy == ("LossScaleOptimizer", "float16")
PROGRAM
