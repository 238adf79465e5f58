#!/usr/bin/env bash
# A class number that no output stands for (5 of 3 classes, or -1) costs 0 under sparse_categorical_crossentropy on JAX: the
# sample is passed over in silence, and a table whose labels run from 1 to n trains without its last class. TensorFlow
# stops at the first such label. An Embedding of 3 rows looks up NaN for 5 there, where TensorFlow stops; -1 is the last row
# on both. One would guess that one Keras program on another backend either runs alike or stops alike.
# Keras 3.15.1 on JAX 0.10.2 and TensorFlow 2.21.0, Python 3.11. Seen:
#   jax: losses of labels 2, 5 and -1 [0.693, 0.0, 0.0] - rows 2, 5 and -1 of a table of 1, 2, 3 [3.0, nan, 3.0]
#   tensorflow: losses of labels 2, 5 and -1 [0.693, 'stops', 'stops'] - rows 2, 5 and -1 of a table of 1, 2, 3 [3.0,
#   'stops', 3.0]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 tensorflow==2.21.0 jax==0.10.2 \
    jaxlib==0.10.2 numpy==2.4.6
export KERAS_HOME="$folder" JAX_PLATFORMS=cpu CUDA_VISIBLE_DEVICES="" TF_CPP_MIN_LOG_LEVEL=3
for backend in jax tensorflow; do
    KERAS_BACKEND=$backend "$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PROGRAM'
import keras
import numpy as np

assert keras.__version__ == "3.15.1"

outputs = np.array([[0.2, 0.3, 0.5]], "float32")
table = keras.layers.Embedding(3, 1)
table.build((None,))
table.set_weights([np.array([[1.0], [2.0], [3.0]])])
compare = keras.losses.SparseCategoricalCrossentropy()


def tried(function, number: int) -> float | str:
    try:
        return abs(round(float(np.asarray(function(np.array([number]))).ravel()[0]), 3))
    except Exception:
        return "stops"


losses = [tried(lambda label: compare(label, outputs), number) for number in (2, 5, -1)]
rows = [tried(table, number) for number in (2, 5, -1)]
backend = keras.backend.backend()
print(f"{backend}: losses of labels 2, 5 and -1 {losses} - rows 2, 5 and -1 of a table of 1, 2, 3 {rows}")
if backend == "jax":
    assert losses == [0.693, 0.0, 0.0]
    assert str(rows) == "[3.0, nan, 3.0]"
else:
    assert losses == [0.693, "stops", "stops"]
    assert rows == [3.0, "stops", 3.0]
PROGRAM
done
