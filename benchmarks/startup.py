"""Cold starts against F1, the floor: import pydantic and yaml, define one model and validate it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from benchmarks.timing import PYTHON, Measured, memory, processes

FLOOR = [
    PYTHON,
    "-c",
    "from pydantic import BaseModel\nimport yaml\nclass M(BaseModel):\n    a: int\nM.model_validate({'a': 1})",
]
CLI = [PYTHON, "-m", "netbuilder"]
EXAMPLE = "configs/digits_cnn.yaml"

HAND_WRITTEN = """
import sys
import keras
model = keras.Sequential([
    keras.Input((8, 8, 1)),
    keras.layers.Conv2D(32, 3, padding="same", activation="relu", kernel_initializer="he_normal"),
    keras.layers.MaxPooling2D(),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu", kernel_initializer="he_normal"),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.save(sys.argv[1])
"""
SAME_MODEL = """
input: [8, 8, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, padding: same, activation: relu}
  - MaxPooling2D
  - Flatten
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.3}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
"""
SMALL_MODEL = """
{"class_name": "Sequential", "keras_version": "2.2.4", "backend": "tensorflow", "config": {"name": "s", "layers": [
{"class_name": "Conv2D", "config": {"name": "conv2d_1", "batch_input_shape": [null, 8, 8, 1], "filters": 32,
 "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "activation": "relu"}},
{"class_name": "MaxPooling2D", "config": {"name": "max_pooling2d_1", "pool_size": [2, 2], "strides": [2, 2]}},
{"class_name": "Flatten", "config": {"name": "flatten_1"}},
{"class_name": "Dense", "config": {"name": "dense_1", "units": 64, "activation": "relu"}},
{"class_name": "Dropout", "config": {"name": "dropout_1", "rate": 0.3}},
{"class_name": "Dense", "config": {"name": "dense_2", "units": 10, "activation": "softmax"}}]}}
"""


def rows() -> Iterator[Row]:
    """The start-up rows."""
    changed, unchanged = [*CLI, "check", "--no-cache", EXAMPLE], [*CLI, "check", EXAMPLE]
    yield Row("netbuilder check FILE, cold, changed", processes(changed, FLOOR, 15), 1.3, "F1")
    yield Row("netbuilder check FILE, cold, unchanged", processes(unchanged, FLOOR, 15), 0.2, "F1")
    yield Row("python -c pass, for comparison", processes([PYTHON, "-c", "pass"], FLOOR, 15), None, "F1")
    yield Row("netbuilder schema, cold", processes([*CLI, "schema"], FLOOR, 9), 0.5, "F1")
    yield Row("netbuilder --help, cold", processes([*CLI, "--help"], FLOOR, 9), 0.45, "F1")
    yield Row("netbuilder --version, cold", processes([*CLI, "--version"], FLOOR, 9), 0.45, "F1")
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "model.json")
        model.write_text(SMALL_MODEL)
        yield Row(
            "netbuilder import of a small JSON, cold", processes([*CLI, "import", str(model)], FLOOR, 15), 1.7, "F1"
        )
        script, config = Path(folder, "by_hand.py"), Path(folder, "same.yaml")
        script.write_text(HAND_WRITTEN)
        config.write_text(SAME_MODEL)
        build = [*CLI, "build", str(config), "-o", str(Path(folder, "ours.keras"))]
        by_hand = [PYTHON, str(script), str(Path(folder, "theirs.keras"))]
        yield Row(
            "netbuilder build of a small network, cold", processes(build, by_hand, 3), 0.8, "the hand-written script"
        )
        peak = memory(build, by_hand)
        ratio = Measured(peak.ours / peak.theirs, peak.ours, peak.theirs)
        amounts = f"{peak.ours:.0f} MiB / {peak.theirs:.0f} MiB"
        yield Row("resident memory of that build", ratio, 0.9, "the hand-written script", amounts)
