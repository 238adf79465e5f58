#!/usr/bin/env bash
# `decay` in the config of a Nadam that tf.keras saved is not what it is in every other optimizer's: no learning rate
# decays. It is the exponent of the schedule by which the momentum rises, 0.96 ** (decay * step), which the constructor
# calls schedule_decay. Who makes `lr / (1 + decay * step)` of it, as is right for SGD and Adam, slows the model down.
# Keras 3 opens such a config, and has the exponent fixed at 1, 250 times the default of before.
# tf_keras 2.21.0 on TensorFlow 2.21.0, Keras 3.15.1, Python 3.11. Seen:
#   SGD {'decay': 1.0}, 100th step 0.01 of the first; Nadam {'decay': 1.0}, 100th step 0.94 of the first
#   opened by Keras 3: Nadam, without decay
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  tensorflow-cpu==2.21.0 tf_keras==2.21.0 keras==3.15.1
export KERAS_HOME="$folder" TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=-1
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import keras
import tensorflow as tf
import tf_keras

assert (tf_keras.__version__, keras.__version__) == ("2.21.0", "3.15.1")
legacy = tf_keras.optimizers.legacy


def steps(optimizer):
    weight, before, sizes = tf.Variable([0.0]), 0.0, []
    for _ in range(100):
        optimizer.apply_gradients([(tf.constant([1.0]), weight)])
        sizes.append(before - float(weight[0]))
        before = float(weight[0])
    return sizes[-1] / sizes[0]


sgd, nadam = legacy.SGD(0.01, decay=1.0), legacy.Nadam(0.01, schedule_decay=1.0)
parts = []
for optimizer in (sgd, nadam):
    config = optimizer.get_config()
    assert config["decay"] == 1.0
    parts.append(f"{config['name']} {{'decay': {config['decay']}}}, 100th step {steps(optimizer):.2f} of the first")
print("; ".join(parts))
assert steps(legacy.SGD(0.01, decay=1.0)) < 0.02
assert steps(legacy.Nadam(0.01, schedule_decay=1.0)) > 0.8

opened = keras.optimizers.get(tf_keras.optimizers.serialize(nadam))
print(f"opened by Keras 3: {type(opened).__name__}, without decay")
assert "decay" not in opened.get_config()
PROGRAM
