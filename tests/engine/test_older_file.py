"""Files for older releases of Keras: what is left out, what is respelt, what stands as a layer of its own.

That they open there, with the same outputs, `make matrix` shows.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.diagnostics import Span

pytestmark = pytest.mark.keras

DENSE = "seed: 1\ninput: [4]\nlayers:\n  - Dense: {units: 3, activation: relu}\n  - Dense: {units: 2}\n"


def saved(text: str, folder: Path, opens_in: str | None) -> list[dict[str, Any]]:
    """The layers of the file that is written for a release, without the input."""
    nb.save(nb.build(text, opens_in=opens_in), folder / "net.keras", opens_in=opens_in)
    with zipfile.ZipFile(folder / "net.keras") as archive:
        assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        return list(json.loads(archive.read("config.json"))["config"]["layers"][1:])


@pytest.mark.since("3.15")  # which writes these keys
@pytest.mark.parametrize(
    ("release", "key", "is_there"),
    [
        ("3.15", "input_axes", True),
        ("3.14", "input_axes", False),
        ("3.14", "quantization_config", True),
        ("3.12", "quantization_config", False),
    ],
)
def test_a_key_is_left_out_before_the_release_that_knows_it(
    release: str, key: str, is_there: bool, tmp_path: Path
) -> None:
    dense = saved(DENSE, tmp_path, release)[1]["config"]
    if key == "input_axes":
        dense = dense["kernel_initializer"]["config"]
    assert (key in dense) is is_there


def test_what_is_written_opens_here_too(tmp_path: Path) -> None:
    import keras

    model = nb.build(DENSE)
    nb.save(model, tmp_path / "a.keras", opens_in="3.5")
    again = keras.models.load_model(tmp_path / "a.keras")
    for before, after in zip(model.get_weights(), again.get_weights(), strict=True):
        assert before.tobytes() == after.tobytes()


@pytest.mark.since("3.9")
def test_a_key_that_says_something_is_not_left_out(tmp_path: Path) -> None:
    import keras

    model = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Resizing(3, 3, antialias=True)])
    with pytest.raises(nb.ConfigError) as caught:
        nb.save(model, tmp_path / "a.keras", opens_in="3.8")
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "NB911"
    assert diagnostic.message == "the file would not open in Keras 3.8"
    assert diagnostic.why == "`antialias` of Resizing came with Keras 3.9"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opens_in", ["3.4", "3.99", "4.0", "new"])
def test_releases_that_no_file_is_written_for(opens_in: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a release of Keras from 3\.5 to 3\.15, got"):
        nb.save(nb.build(DENSE), tmp_path / "a.keras", opens_in=opens_in)


def test_the_network_is_checked_for_that_release() -> None:
    with pytest.raises(nb.ConfigError, match=r"NB130.*Muon came with Keras 3\.10"):
        nb.build(f"{DENSE}compile: {{optimizer: {{Muon: {{}}}}, loss: mse}}\n", opens_in="3.8")


APART = """
seed: 1
input: [5, 8]
layers:
  - Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}
  - Dense: {units: 4, activation: {gelu: {approximate: true}}, activity_regularizer: l2, name: kept}
  - Dense: {units: 4, activation: {PReLU: {}}}
  - Activation: {activation: {elu: {alpha: 0.5}}}
  - Dense: {units: 4, activation: {softmax: {axis: 1}}}
"""


@pytest.mark.since("3.10")  # else there is no other way
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")  # the penalty is another one before 3.14
def test_an_activation_with_options_stands_as_a_layer_of_its_own() -> None:
    model, usual = nb.build(APART, opens_in="3.9"), nb.build(APART)
    kinds = [(layer.name, type(layer).__name__) for layer in model.layers]
    assert kinds == [
        ("dense", "Dense"),
        ("dense_activation", "LeakyReLU"),
        ("kept", "Dense"),
        ("kept_activation", "Lambda"),
        ("dense_1", "Dense"),
        ("dense_1_activation", "PReLU"),
        ("activation", "ELU"),
        ("dense_2", "Dense"),
        ("dense_2_activation", "Lambda"),
    ]
    x = np.random.default_rng(0).normal(size=(3, 5, 8)).astype("float32")
    np.testing.assert_array_equal(model.predict(x, verbose=0), usual.predict(x, verbose=0))
    for ours, theirs in zip(model.get_weights(), usual.get_weights(), strict=True):
        assert ours.tobytes() == theirs.tobytes()
    assert model.layers[2].activity_regularizer is None
    model(x), usual(x)
    assert [float(loss) for loss in model.losses] == pytest.approx([float(loss) for loss in usual.losses])


def test_names_of_layers_stay_unique() -> None:
    text = DENSE.replace("relu", "{leaky_relu: {negative_slope: 0.1}}").replace("units: 2", "units: 2, name: NAME")
    model = nb.build(text.replace("NAME", "dense_activation"), opens_in="3.8")
    assert [layer.name for layer in model.layers] == ["dense", "dense_activation_", "dense_activation"]


@pytest.mark.since("3.10")
@pytest.mark.parametrize(
    ("layers", "column", "why"),
    [
        (
            "  - LSTM: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}\n",
            "  - LSTM: {units: 4, activation: {",
            "there it cannot stand as a layer of its own",
        ),
        (
            "  - TimeDistributed: {layer: {Dense: {units: 4, activation: {elu: {alpha: 0.5}}}}}\n",
            "  - TimeDistributed: {layer: {Dense: {units: 4, activation: {",
            "there it cannot stand as a layer of its own",
        ),
        (
            "  - Masking: {mask_value: 0.0}\n  - Dense: {units: 4, activation: {gelu: {approximate: true}}}\n",
            "  - Dense: {units: 4, activation: {",
            "as a layer of its own it would stop the mask of padding",
        ),
    ],
)
def test_what_cannot_is_said_at_its_line_before_anything_is_built(layers: str, column: str, why: str) -> None:
    text = f"seed: 1\ninput: [5, 8]\nlayers:\n{layers}  - Dense: {{units: 2}}\n"
    nb.build(text, opens_in="3.10")
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(text, opens_in="3.8")
    diagnostic = next(item for item in caught.value.diagnostics if item.code == "NB911")
    assert diagnostic.why == why
    assert diagnostic.address is not None
    [edge] = [line for line in text.splitlines() if line.startswith(column)]
    assert isinstance(diagnostic.address, Span)
    assert text.splitlines()[diagnostic.address.line - 1] == edge
    assert diagnostic.address.column == len(column) + 1


def test_a_masked_activation_that_keras_has_a_layer_for() -> None:
    text = (
        "seed: 1\ninput: [5, 8]\nlayers:\n  - Masking: {mask_value: 0.0}\n"
        "  - Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}\n  - LSTM: {units: 2}\n"
    )
    x = np.ones((2, 5, 8), "float32")
    x[:, 3:] = 0
    ours, usual = nb.build(text, opens_in="3.8"), nb.build(text)
    np.testing.assert_array_equal(ours.predict(x, verbose=0), usual.predict(x, verbose=0))


@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")  # before 3.10 its file is not opened again
def test_a_masked_activation_that_cannot_stand_apart_stays_where_it_is() -> None:
    text = (
        "seed: 1\ninput: [null, 8]\nlayers:\n  - Masking: {mask_value: 0.0}\n"
        "  - Dense: {units: 4, activation: {gelu: {approximate: true}}}\n  - LSTM: {units: 2}\n"
    )
    x = np.ones((2, 5, 8), "float32")
    x[:, 3:] = 0
    model = nb.build(text)
    np.testing.assert_array_almost_equal(model.predict(x, verbose=0), model.predict(x[:, :3], verbose=0))


@pytest.mark.since("3.8")
def test_a_number_for_all_features() -> None:
    text = "input: [3, 4]\nlayers:\n  - Normalization: {mean: 0.5, variance: 2, axis: [1, 2]}\n"
    config = nb.build(text, opens_in="3.7").layers[0].get_config()
    assert np.shape(config["mean"]) == (3, 4)
    x = np.random.default_rng(0).normal(size=(2, 3, 4)).astype("float32")
    ours, usual = nb.build(text, opens_in="3.7"), nb.build(text, opens_in="3.8")
    np.testing.assert_array_equal(ours.predict(x, verbose=0), usual.predict(x, verbose=0))


def test_a_probe_of_it_has_the_places_of_the_network() -> None:
    import keras

    from netbuilder.pipeline import Options, Session

    text = APART.replace("units: 4, activation: {PReLU", "units: 4, kernel_initializer: ones, activation: {PReLU")
    text += "rules: {NB202: off, NB203: off}\n"
    findings = {}
    for opens_in in ("3.8", None):
        probe = Session(text, "net.yaml", Options(opens_in=opens_in)).probe()
        findings[opens_in] = [item.address[1:] for item in probe.findings if item.code == "NB805" and item.address]
    assert len(findings[None]) == 1, keras.__version__
    assert findings["3.8"] == findings[None]


@pytest.mark.since("3.10")
def test_an_operation_is_written_with_the_options_of_that_release(tmp_path: Path) -> None:
    text = "input: [4]\nlayers:\n  - Dense: {units: 2, activation: {threshold: {threshold: 0.5, default_value: 0.1}}}\n"
    for release, names in {"3.10": {"threshold_value", "value"}, "3.11": {"threshold", "default_value"}}.items():
        operation = saved(text, tmp_path, release)[0]["config"]["activation"]
        assert names <= operation["config"].keys()
