#!/usr/bin/env bash
# A model with `Conv2DTranspose(output_padding=...)` that Keras 3.14.1 has saved opens as another network: the file does
# not hold the option. No error and no warning: the weights fit, and what comes out has another size. From 3.15 on the
# option is written. One would guess that load_model gives back what was saved.
# Keras 3.14.1 and 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   3.14.1: saved (None, 9, 9, 3), opened (None, 10, 10, 3)
#   3.15.1: saved (None, 9, 9, 3), opened (None, 9, 9, 3)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
cat > "$folder/program.py" <<'PROGRAM'
import sys

import keras

layer = keras.layers.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=0)
model = keras.Sequential([keras.Input((5, 5, 3)), layer])
model.save(sys.argv[1])
opened = keras.models.load_model(sys.argv[1])
print(f"{keras.__version__}: saved {model.output_shape}, opened {opened.output_shape}")
assert (opened.output_shape == model.output_shape) == (keras.__version__ == "3.15.1")
PROGRAM
python3 -m venv "$folder/venv"
for release in 3.14.1 3.15.1; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "keras==$release" jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
  "$folder/venv/bin/python" -W ignore "$folder/program.py" "$folder/model.keras"
done
