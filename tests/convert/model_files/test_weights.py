"""Weights of saved models put into built ones: what comes out predicts as the library of its time did."""

import json
from pathlib import Path

import numpy
import pytest

import netbuilder as nb

HERE = Path(__file__).parent
FILES = HERE / "files"
pytestmark = pytest.mark.keras
INPUTS = {
    "tf_keras_cnn.h5": (numpy.arange(128) / 64).reshape((2, 8, 8, 1)),
    "keras_3_cnn.keras": (numpy.arange(128) / 64).reshape((2, 8, 8, 1)),
    "keras_3_rnn.h5": (numpy.arange(12) % 20).reshape((2, 6)),
    "tf_keras_rnn.keras": (numpy.arange(12) % 20).reshape((2, 6)),
    "tensorflow_js.json": (numpy.arange(40) / 20).reshape((2, 10, 2)),
}
CHANGED = ("tf_keras_rnn.keras", "tensorflow_js.json")
"""With a hard_sigmoid of old."""


@pytest.mark.parametrize("name", [name for name in INPUTS if name not in CHANGED])
def test_predictions_are_those_of_the_file(name: str) -> None:
    model = nb.from_file(FILES / name, weights=True)
    expected = numpy.array(json.loads((HERE / "predictions" / f"{name}.json").read_text()))
    assert numpy.abs(numpy.asarray(model(INPUTS[name])) - expected).max() < 1e-5


@pytest.mark.parametrize("name", CHANGED)
def test_another_function_is_refused_unless_accepted(name: str) -> None:
    with pytest.raises(nb.ConfigError, match="hard_sigmoid"):
        nb.from_file(FILES / name, weights=True)
    model = nb.from_file(FILES / name, weights=True, accept_changes=True)
    expected = numpy.array(json.loads((HERE / "predictions" / f"{name}.json").read_text()))
    import keras

    for layer in model.layers:  # with the function of old they are the same again
        if hasattr(layer, "reset_after"):
            layer.cell.recurrent_activation = lambda x: keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)
    assert numpy.abs(numpy.asarray(model(INPUTS[name])) - expected).max() < 1e-5


def test_shards_elsewhere_are_not_opened(tmp_path: Path) -> None:
    data = json.loads((FILES / "tensorflow_js.json").read_text())
    for path in ("../secret.bin", "/etc/passwd", ".hidden", "a/b.bin", ""):
        data["weightsManifest"][0]["paths"] = [path]
        (tmp_path / "model.json").write_text(json.dumps(data))
        with pytest.raises(nb.ConfigError, match="not beside the file"):
            nb.from_file(tmp_path / "model.json", weights=True, accept_changes=True)


def test_a_file_without_weights() -> None:
    with pytest.raises(nb.ConfigError, match="no weights"):
        nb.from_file(FILES / "tf_keras_cnn.json", weights=True)
    assert nb.from_file(FILES / "tf_keras_cnn.json") == nb.load(FILES / "tf_keras_cnn.json")
