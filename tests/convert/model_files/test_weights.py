"""Weights of saved models put into built ones: what comes out predicts as the library of its time did."""

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import h5py
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
    "keras_1_theano.h5": (numpy.arange(288) % 10 / 10).reshape((2, 2, 9, 8)),
    "keras_2_theano.h5": (numpy.arange(288) % 10 / 10).reshape((2, 2, 9, 8)),
    "keras_3_nested.keras": (numpy.arange(128) % 10 / 10).reshape((2, 8, 8, 1)),
    "tf_keras_nested.h5": (numpy.arange(128) % 10 / 10).reshape((2, 8, 8, 1)),
    "tensorflow_js_nested.json": (numpy.arange(30) % 10 / 10).reshape((2, 5, 3)),
}
CHANGED = ("tf_keras_rnn.keras", "tensorflow_js.json")
"""With a hard_sigmoid of old."""


@pytest.mark.parametrize("name", [name for name in INPUTS if name not in CHANGED])
def test_predictions_are_those_of_the_file(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nb.ConfigWarning)
        model = nb.from_file(FILES / name, weights=True)
    assert_predicts(model, name, INPUTS[name])


def assert_predicts(model: Any, name: str, inputs: Any) -> None:
    expected = numpy.array(json.loads((HERE / "predictions" / f"{name}.json").read_text()))
    assert numpy.abs(numpy.asarray(model(inputs)) - expected).max() < 1e-5 * max(1.0, numpy.abs(expected).max())


def test_the_backend_of_keras_1_is_asked_for_where_nothing_speaks_for_one() -> None:
    inputs = (numpy.arange(24) % 10 / 10).reshape((2, 6, 2))
    with pytest.raises(nb.ConfigError, match="which backend") as caught:
        nb.from_file(FILES / "keras_1_rnn.h5", weights=True)
    assert "nb.from_file(..., backend='theano')" in str(caught.value)
    assert_predicts(
        nb.from_file(FILES / "keras_1_rnn.h5", weights=True, backend="tensorflow"), "keras_1_rnn.h5", inputs
    )
    with pytest.raises(AssertionError):
        assert_predicts(
            nb.from_file(FILES / "keras_1_rnn.h5", weights=True, backend="theano"), "keras_1_rnn.h5", inputs
        )


def test_what_the_order_of_axes_speaks_for_is_said() -> None:
    with pytest.warns(nb.ConfigWarning, match="turned by 180 degrees"):
        nb.from_file(FILES / "keras_1_theano.h5", weights=True)
    model = nb.from_file(FILES / "keras_1_theano.h5", weights=True, backend="tensorflow")
    with pytest.raises(AssertionError):
        assert_predicts(model, "keras_1_theano.h5", INPUTS["keras_1_theano.h5"])


def test_the_padding_of_theano_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    shutil.copy(FILES / "keras_1_theano.h5", path)
    with h5py.File(path, "r+") as file:
        topology = json.loads(file.attrs["model_config"])
        topology["config"][0]["config"]["batch_input_shape"] = [None, 2, 8, 7]
        topology["config"][1]["config"]["border_mode"] = "same"
        file.attrs["model_config"] = json.dumps(topology)
    with pytest.raises(nb.ConfigError, match="`same` of Theano") as caught:
        nb.from_file(path, weights=True, backend="theano")
    assert "accept_changes=True" in str(caught.value)
    assert nb.from_file(path, weights=True, backend="tensorflow").count_params() == 95


def test_a_bias_along_the_width_is_refused(tmp_path: Path) -> None:
    import keras

    layers = [keras.Input((2, 9, 4)), keras.layers.Conv2D(3, 2, data_format="channels_first", bias_initializer="ones")]
    path = tmp_path / "model.keras"
    keras.Sequential(layers).save(path)
    with pytest.raises(nb.ConfigError, match="adds the bias along the width"):
        nb.from_file(path, weights=True)
    assert nb.from_file(path, weights=True, accept_changes=True).count_params() == 27


@pytest.mark.parametrize("name", CHANGED)
def test_another_function_is_refused_unless_accepted(name: str) -> None:
    with pytest.raises(nb.ConfigError, match="hard_sigmoid"):
        nb.from_file(FILES / name, weights=True)
    model = nb.from_file(FILES / name, weights=True, accept_changes=True)
    import keras

    for layer in model.layers:  # with the function of old they are the same again
        if hasattr(layer, "reset_after"):
            layer.cell.recurrent_activation = lambda x: keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)
    assert_predicts(model, name, INPUTS[name])


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
    with pytest.raises(nb.ConfigError, match="TensorFlow's own checkpoint"):
        nb.from_file(FILES / "tensorflow_2_3.pb", weights=True)
    assert nb.from_file(FILES / "tf_keras_cnn.json") == nb.load(FILES / "tf_keras_cnn.json")
