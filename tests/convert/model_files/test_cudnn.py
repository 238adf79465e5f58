"""CuDNNLSTM and CuDNNGRU of Keras 2: one bias more, kernels as cuDNN reads them."""

import json
import warnings
from pathlib import Path
from typing import Any

import h5py
import numpy
import pytest

import netbuilder as nb
from netbuilder.pipeline.importing import import_path

STEPS, FEATURES, UNITS = 4, 3, 5
RANDOM = numpy.random.default_rng(7)
Arrays = list[Any]


def drawn(gates: int) -> Arrays:
    """A kernel, a recurrent kernel, and the biases of the input and of the state in one vector."""
    sizes = ((FEATURES, gates * UNITS), (UNITS, gates * UNITS), (2 * gates * UNITS,))
    return [RANDOM.normal(size=size).astype("float32") for size in sizes]


def sigmoid(x: Any) -> Any:
    return 1 / (1 + numpy.exp(-x))


def gates_of(arrays: Arrays, inputs: Any, state: Any, count: int) -> list[tuple[Any, Any]]:
    """What every gate gets from the input and from the state, as cuDNN reads the same numbers: (units, inputs)."""
    kernel, recurrent, bias = arrays
    first, second = numpy.split(bias, 2)
    pairs = []
    for gate in range(count):
        part = slice(gate * UNITS, (gate + 1) * UNITS)
        of_input = kernel[:, part].reshape(-1).reshape((UNITS, FEATURES)) @ inputs + first[part]
        of_state = recurrent[:, part].reshape(-1).reshape((UNITS, UNITS)) @ state + second[part]
        pairs.append((of_input, of_state))
    return pairs


def lstm(arrays: Arrays, sample: Any) -> Any:
    state = cell = numpy.zeros(UNITS)
    for inputs in sample:
        i, f, c, o = (x + h for x, h in gates_of(arrays, inputs, state, 4))
        cell = sigmoid(f) * cell + sigmoid(i) * numpy.tanh(c)
        state = sigmoid(o) * numpy.tanh(cell)
    return state


def gru(arrays: Arrays, sample: Any) -> Any:
    state = numpy.zeros(UNITS)
    for inputs in sample:
        (zx, zh), (rx, rh), (hx, hh) = gates_of(arrays, inputs, state, 3)
        update = sigmoid(zx + zh)
        state = update * state + (1 - update) * numpy.tanh(hx + sigmoid(rx + rh) * hh)
    return state


def saved(path: Path, class_name: str, groups: list[Arrays]) -> Path:
    """A file of Keras 2.2 with one recurrent layer; with two groups of arrays it goes both ways."""
    config: dict[str, Any] = {"name": "r", "units": UNITS, "return_sequences": False}
    layer: dict[str, Any] = {"class_name": class_name, "config": config}
    if len(groups) == 2:
        layer = {"class_name": "Bidirectional", "config": {"name": "r", "merge_mode": "concat", "layer": layer}}
    layer["config"] |= {"batch_input_shape": [None, STEPS, FEATURES]}
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": [layer]})
        file.attrs["keras_version"], file.attrs["backend"] = "2.2.4", "tensorflow"
        top = file.create_group("model_weights")
        top.attrs["layer_names"] = [b"r"]
        arrays = [array for group in groups for array in group]
        group = top.create_group("r")
        group.attrs["weight_names"] = [f"w{place}".encode() for place in range(len(arrays))]
        for place, array in enumerate(arrays):
            group[f"w{place}"] = array
    return path


@pytest.mark.parametrize(("class_name", "gates", "count"), [("CuDNNLSTM", 4, 180), ("CuDNNGRU", 3, 150)])
def test_the_count_is_that_of_todays_layer(class_name: str, gates: int, count: int, tmp_path: Path) -> None:
    for ways in (1, 2):
        imported = import_path(saved(tmp_path / "m.h5", class_name, [drawn(gates)] * ways))
        assert imported is not None
        assert imported.refusal is None
        assert imported.parameters == imported.stored == ways * count


@pytest.mark.keras
@pytest.mark.parametrize(("class_name", "gates", "computed"), [("CuDNNLSTM", 4, lstm), ("CuDNNGRU", 3, gru)])
@pytest.mark.parametrize("ways", [1, 2])
def test_it_predicts_what_cudnn_computes(class_name: str, gates: int, computed: Any, ways: int, tmp_path: Path) -> None:
    groups = [drawn(gates) for _ in range(ways)]
    samples = RANDOM.normal(size=(2, STEPS, FEATURES)).astype("float32")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nb.ConfigWarning)
        model = nb.from_file(saved(tmp_path / "m.h5", class_name, groups), weights=True)
    expected = [
        numpy.concatenate([computed(group, sample[::way]) for group, way in zip(groups, (1, -1), strict=False)])
        for sample in samples
    ]
    assert numpy.abs(numpy.asarray(model(samples)) - numpy.array(expected)).max() < 1e-5
