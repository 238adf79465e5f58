#!/usr/bin/env bash
# A small file added to a .keras archive makes Keras unpack all of it, weights included, into a temporary folder each time
# the model is opened: whether there are assets to read is guessed from the number of members, more than three, and not
# from their names. Two bytes added to an archive double what opening it writes to the disk. One would guess that a
# member which nobody asks for costs nothing. A key added to metadata.json, which is never read, does cost nothing.
# Keras 3.15.1 on JAX 0.10.2, Python 3.11. Seen:
#   3 members: 0 bytes unpacked - a key in metadata.json: 0 bytes - 4 members: 4015210 bytes unpacked
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
export KERAS_BACKEND=jax KERAS_HOME="$folder" JAX_PLATFORMS=cpu
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PROGRAM'
import json
import pathlib
import tempfile
import zipfile

import keras

assert keras.__version__ == "3.15.1"

model = keras.Sequential([keras.Input((1000,)), keras.layers.Dense(1000)])
model.save("three.keras")

with zipfile.ZipFile("three.keras") as archive, zipfile.ZipFile("key.keras", "w") as copy:
    for name in archive.namelist():
        data = archive.read(name)
        if name == "metadata.json":
            data = json.dumps(json.loads(data) | {"note": "hi"}).encode()
        copy.writestr(name, data)
pathlib.Path("four.keras").write_bytes(pathlib.Path("three.keras").read_bytes())
with zipfile.ZipFile("four.keras", "a") as archive:
    archive.writestr("note.txt", "hi")


def unpacked(file):
    """The bytes that opening a file leaves in temporary folders while it is open."""
    tempfile.tempdir = None
    place = tempfile.mkdtemp(dir=".")
    tempfile.tempdir = place
    seen = []
    close = keras.src.saving.saving_lib.DiskIOStore.close

    def look(store):
        seen.append(sum(path.stat().st_size for path in pathlib.Path(place).rglob("*") if path.is_file()))
        close(store)

    keras.src.saving.saving_lib.DiskIOStore.close = look
    try:
        opened = keras.models.load_model(file)
    finally:
        keras.src.saving.saving_lib.DiskIOStore.close = close
    assert (opened.get_weights()[0] == model.get_weights()[0]).all()
    return sum(seen)


three, key, four = unpacked("three.keras"), unpacked("key.keras"), unpacked("four.keras")
print(f"3 members: {three} bytes unpacked - a key in metadata.json: {key} bytes - 4 members: {four} bytes unpacked")
assert three == 0
assert key == 0
assert four > 4_000_000
PROGRAM
