#!/usr/bin/env bash
# Keras 3.15 lets HeNormal and its like be told which axes of a kernel make up the fan-in and which the fan-out. One of
# the two alone changes nothing and nobody says so, although fan_in, which HeNormal divides by, needs `input_axes` alone;
# nor are axes looked at that the kernel does not have. With both, the axes that stand in neither count for neither.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   standard deviation of a (3, 4, 50) kernel: plain 0.408 - input_axes=[0] 0.408 - input_axes=[7] 0.408 - both 0.816
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
"$folder/venv/bin/python" -W error::UserWarning - <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"


def deviation(**axes):
    return float(np.asarray(keras.initializers.HeNormal(seed=4, **axes)((3, 4, 50))).std())


plain, one, absent = deviation(), deviation(input_axes=[0]), deviation(input_axes=[7])
both = deviation(input_axes=[0], output_axes=[2])
print(
    f"standard deviation of a (3, 4, 50) kernel: plain {plain:.3f} - input_axes=[0] {one:.3f} - "
    f"input_axes=[7] {absent:.3f} - both {both:.3f}"
)
assert plain == one == absent
assert 0.38 < plain < 0.43
assert 0.76 < both < 0.86
PROGRAM
