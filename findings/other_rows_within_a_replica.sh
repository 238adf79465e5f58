#!/usr/bin/env bash
# keras.distribution.ModelParallel over two processes that hold the two halves of one copy of a model (mesh: batch 1,
# model 2), each fitted on its own half of the data, as one does with data parallelism: nothing is raised or warned of.
# The processes report other losses, and weights that are replicated go apart: `is_fully_replicated` stays true, and each
# process has other numbers in them. One would guess that a batch that is one array of all devices is compared, or put
# together: `jax.make_array_from_process_local_data` takes each process's rows as a copy of the same ones.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11, two processes on one machine. Seen:
#   losses are equal: False
#   the last bias says that it is replicated: True
#   both processes have the same in it: False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
cat > "$folder/program.py" <<'PROGRAM'
import json
import sys

import jax
import keras
import numpy as np

assert keras.__version__ == "3.15.1"
keras.distribution.initialize()
mesh = keras.distribution.DeviceMesh((1, 2), ["batch", "model"], keras.distribution.list_devices())
layout = keras.distribution.LayoutMap(mesh)
layout[".*/wide/kernel"] = (None, "model")
spread = keras.distribution.ModelParallel(layout_map=layout, batch_dim_name="batch", auto_shard_dataset=False)
draws, mine = np.random.default_rng(0), jax.process_index()
x, y = draws.normal(size=(64, 8)).astype("float32"), draws.normal(size=(64, 1)).astype("float32")
keras.utils.set_random_seed(0)
with spread.scope():
    model = keras.Sequential(
        [keras.Input((8,)), keras.layers.Dense(4, activation="relu", name="wide"), keras.layers.Dense(1)]
    )
    model.compile("sgd", "mse")
    history = model.fit(x[mine::2], y[mine::2], batch_size=16, epochs=3, shuffle=False, verbose=0)
bias = model.weights[-1].value
with open(f"{sys.argv[1]}/seen{mine}.json", "w") as file:
    numbers = np.asarray(bias.addressable_shards[0].data).tolist()
    json.dump([history.history["loss"], bias.is_fully_replicated, numbers], file)
PROGRAM
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu KERAS_DISTRIBUTION_NUM_PROCESSES=2
KERAS_DISTRIBUTION_JOB_ADDRESSES=127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
export KERAS_DISTRIBUTION_JOB_ADDRESSES
KERAS_DISTRIBUTION_PROCESS_ID=1 "$folder/venv/bin/python" "$folder/program.py" "$folder" > "$folder/other.txt" 2>&1 &
KERAS_DISTRIBUTION_PROCESS_ID=0 "$folder/venv/bin/python" "$folder/program.py" "$folder" > "$folder/first.txt" 2>&1
wait $!
python3 - "$folder" > "$folder/seen.txt" <<'COMPARE'
import json
import sys

first, other = (json.load(open(f"{sys.argv[1]}/seen{number}.json")) for number in (0, 1))
print("losses are equal:", first[0] == other[0])
print("the last bias says that it is replicated:", first[1] and other[1])
print("both processes have the same in it:", first[2] == other[2])
COMPARE
cat "$folder/seen.txt"
diff "$folder/seen.txt" - <<'SEEN'
losses are equal: False
the last bias says that it is replicated: True
both processes have the same in it: False
SEEN
