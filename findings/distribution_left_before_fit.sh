#!/usr/bin/env bash
# A model that is built inside `keras.distribution.DataParallel().scope()` and fitted after it: nothing is raised or
# warned of, and every device computes every batch whole. With several processes each then trains a model of its own.
# As tf.distribute.MirroredStrategy wants no more than the building inside its scope, and the weights do lie on the
# mesh, one would guess that the model stays distributed; `fit` asks for the distribution that is set when it runs.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11, four virtual devices. Seen:
#   fit inside the scope: a batch is P('batch',)
#   fit outside of it:    a batch is P()
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
export XLA_FLAGS=--xla_force_host_platform_device_count=4
"$folder/venv/bin/python" - > "$folder/seen.txt" 2> "$folder/errors.txt" <<'PROGRAM'
import warnings

warnings.simplefilter("error", UserWarning)
import jax
import keras
import numpy as np

assert keras.__version__ == "3.15.1"


class Look(keras.layers.Layer):
    def call(self, x):
        jax.debug.inspect_array_sharding(x, callback=lambda sharding: seen.append(str(sharding.spec)))
        return x


def model():
    keras.utils.set_random_seed(0)
    built = keras.Sequential([keras.Input((8,)), Look(), keras.layers.Dense(1)])
    built.compile("sgd", "mse")
    return built


x, y = np.ones((16, 8), "float32"), np.ones((16, 1), "float32")
spread = keras.distribution.DataParallel()
seen = []
with spread.scope():
    inside, outside = model(), model()
    inside.fit(x, y, batch_size=16, verbose=0)
print("fit inside the scope: a batch is", seen[-1])
seen.clear()
outside.fit(x, y, batch_size=16, verbose=0)
print("fit outside of it:    a batch is", seen[-1])
PROGRAM
cat "$folder/seen.txt"
diff "$folder/seen.txt" - <<'SEEN'
fit inside the scope: a batch is P('batch',)
fit outside of it:    a batch is P()
SEEN
