#!/bin/sh
# Two processes on this machine: sh local.sh FOLDER [PYTHON]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${2:-python3}
mkdir -p "$1" && cp "$here/net.yaml" "$here/train.py" "$here/open.py" "$1" && cd "$1"

export KERAS_DISTRIBUTION_JOB_ADDRESSES=127.0.0.1:${PORT:-12321} KERAS_DISTRIBUTION_NUM_PROCESSES=2 JAX_PLATFORMS=cpu
KERAS_DISTRIBUTION_PROCESS_ID=1 "$python" train.py &
other=$!
KERAS_DISTRIBUTION_PROCESS_ID=0 "$python" train.py || { wait $other || true; exit 1; }
wait $other
KERAS_BACKEND=tensorflow "$python" open.py
