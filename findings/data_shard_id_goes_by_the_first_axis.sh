#!/usr/bin/env bash
# keras.distribution.ModelParallel(batch_dim_name="batch") says by `data_shard_id` which rows of a batch a process is to
# give, and goes by the number of the process as if "batch" were the first axis of the mesh. With the mesh (model, batch)
# of four processes, 0 and 2 hold the first half of a batch and 1 and 3 the second; told is 0, 0, 1, 1. Auto-sharding of
# tf.data uses it too: processes 0 and 2, which hold two parts of one copy of the model, are given different rows, and
# nothing is raised. One would guess that an option for the batch axis holds for all that asks for it.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11, four processes on one machine. Seen:
#   process 0: its device has the rows 0, data_shard_id 0
#   process 1: its device has the rows 1, data_shard_id 0
#   process 2: its device has the rows 0, data_shard_id 1
#   process 3: its device has the rows 1, data_shard_id 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
cat > "$folder/program.py" <<'PROGRAM'
import jax
import keras
import numpy as np

assert keras.__version__ == "3.15.1"
keras.distribution.initialize()
mesh = keras.distribution.DeviceMesh((2, 2), ["model", "batch"], keras.distribution.list_devices())
spread = keras.distribution.ModelParallel(
    layout_map=keras.distribution.LayoutMap(mesh), batch_dim_name="batch", auto_shard_dataset=False
)
devices = mesh.backend_mesh.devices
[(_, rows)] = np.argwhere(np.vectorize(lambda device: device.process_index)(devices) == jax.process_index())
assert spread.num_model_replicas == 2
print(f"process {jax.process_index()}: its device has the rows {rows}, data_shard_id {spread.data_shard_id}")
PROGRAM
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export KERAS_DISTRIBUTION_JOB_ADDRESSES=127.0.0.1:$port KERAS_DISTRIBUTION_NUM_PROCESSES=4
for number in 0 1 2 3; do
    KERAS_DISTRIBUTION_PROCESS_ID=$number timeout 200 "$folder/venv/bin/python" -W ignore "$folder/program.py" \
        > "$folder/$number.txt" 2> /dev/null &
done
wait
grep -h ^process "$folder"/?.txt > "$folder/all.txt"
cat "$folder/all.txt"
diff "$folder/all.txt" - <<'SEEN'
process 0: its device has the rows 0, data_shard_id 0
process 1: its device has the rows 1, data_shard_id 0
process 2: its device has the rows 0, data_shard_id 1
process 3: its device has the rows 1, data_shard_id 1
SEEN
