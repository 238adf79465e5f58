#!/usr/bin/env bash
# PolynomialDecay with a small initial rate raises it: end_learning_rate is 1e-4 by default, an absolute number, and
# nothing compares the two. Fine-tuning with PolynomialDecay(1e-5, 100) ends at ten times its rate. One would guess
# that what is called a decay never rises, or that its end is a part of its start, as alpha of CosineDecay is.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   polynomial [9.999996109399945e-06, 5.499999679159373e-05, 9.999999747378752e-05] - cosine
#   [9.999999747378752e-06, 4.999999418942025e-06, 0.0]
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

schedule = keras.optimizers.schedules.PolynomialDecay(1e-5, 100)
rates = [float(schedule(step)) for step in (0, 50, 100)]
cosine = [float(keras.optimizers.schedules.CosineDecay(1e-5, 100)(step)) for step in (0, 50, 100)]
print("polynomial", rates, "- cosine", cosine)
assert rates[0] < rates[1] < rates[2]
assert abs(rates[2] / rates[0] - 10) < 1e-4
assert cosine[0] > cosine[1] > cosine[2]
PROGRAM
