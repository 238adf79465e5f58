#!/usr/bin/env bash
# TensorFlow keeps some 35 KiB, as long as the process lives, for every name that an eager variable ever had, whoever
# deletes the variable and whatever the garbage collector does: it has a kernel for every name. Variables of one name
# share it. Keras numbers its layers, so that every model made in a loop has new names: a Sequential of two Dense that
# is dropped at once costs 150 KiB. del and gc.collect() are no help; keras.utils.clear_session() is, as it empties the
# store of kernels, with free_memory=False (which collects no garbage) as well.
# TensorFlow 2.21.0, Keras 3.15.1, Python 3.11. Seen:
#   1,000 variables: one name -2.7 KiB each, 1,000 names 35.4 KiB each
#   200 models: numbered on 146 KiB each, clear_session(free_memory=False) -299 KiB each: it frees those of before
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tensorflow-cpu==2.21.0 keras==3.15.1
export KERAS_HOME="$folder" TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=-1
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import gc
import resource

import keras
import tensorflow as tf

assert (tf.__version__, keras.__version__) == ("2.21.0", "3.15.1")


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024


def growth(make, count):
    """KiB a time, after 20 for a start."""
    for number in range(20):
        make(-1 - number)
    before = resident()
    for number in range(count):
        make(number)
    return (resident() - before) / count


def model(number):
    keras.Sequential([keras.Input((16,)), keras.layers.Dense(32), keras.layers.Dense(4)])


def cleared(number):
    model(number)
    keras.utils.clear_session(free_memory=False)


value = tf.ones((16, 4))
one = growth(lambda number: tf.Variable(value, name="kernel"), 1000)
many = growth(lambda number: tf.Variable(value, name=f"kernel_{number + 20}"), 1000)
print(f"1,000 variables: one name {one:.1f} KiB each, 1,000 names {many:.1f} KiB each")
assert one < 5 and 20 < many < 60

numbered, anew = growth(model, 200), growth(cleared, 200)
print(f"200 models: numbered on {numbered:.0f} KiB each, clear_session(free_memory=False) {anew:.0f} KiB each")
assert numbered > 80 and anew < 20
PROGRAM
