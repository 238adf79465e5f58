"""What each device holds: numbers by hand, and what the optimizers of Keras keep of every weight."""

import json
from collections import Counter

import pytest

import netbuilder as nb
from netbuilder.graph.device_memory import DeviceNeed, device_need
from netbuilder.pipeline import Session
from tests import warm

NETWORK = """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
compile: {optimizer: OPTIMIZER, loss: mse}
runtime:
  backend: jax
  distribution: {ModelParallel: {mesh: {batch: 2, model: 4}, layout: {".*/dense/kernel": [null, model]}}}
"""
KEPT = {
    "sgd": 0,
    "adam": 2 * (16 * 32 // 4 + 32 + 32 * 4 + 4),
    "lion": 16 * 32 // 4 + 32 + 32 * 4 + 4,
    # The copy is cut as its weight, rows and columns are not; two placeholders for each bias.
    "adafactor": (16 * 32 // 4 + 32 + 32 * 4 + 4) + (16 + 32) + (32 + 4) + 4,
    # One for a matrix, two for a bias.
    "muon": (16 * 32 // 4 + 32 * 4) + 2 * (32 + 4),
}


def _need(text: str) -> DeviceNeed:
    need = device_need(Session(text).report.graph)
    assert need is not None
    return need


@pytest.mark.parametrize("optimizer", KEPT)
def test_each_device_holds_its_parts(optimizer: str) -> None:
    need = _need(NETWORK.replace("OPTIMIZER", optimizer))
    assert (need.devices, dict(need.mesh)) == (8, {"batch": 2, "model": 4})
    assert need.weights == 4 * (16 * 32 // 4 + 32 + 32 * 4 + 4)
    assert need.optimizer == 4 * KEPT[optimizer]
    assert need.largest is not None
    assert (need.largest.placed.path, need.largest.allocated_bytes) == ("net/dense/kernel", 4 * 16 * 32)


def test_a_large_weight_is_made_in_its_parts() -> None:
    text = NETWORK.replace("OPTIMIZER", "sgd").replace("input: [16]", "input: [300000]")
    largest = _need(text).largest
    assert largest is not None
    assert largest.allocated_bytes == 4 * 300_000 * 32 // 4


def test_without_a_distribution_each_device_holds_all() -> None:
    text = "input: [8]\nlayers: [Dense: {units: 4}]\nruntime: {devices: 3}\n"
    need = _need(text)
    assert (need.devices, need.weights, dict(need.mesh)) == (3, 4 * 36, {})
    assert device_need(Session(text.replace("runtime", "# runtime")).report.graph) is None


@pytest.mark.keras
@pytest.mark.since("3.14")
@pytest.mark.parametrize(
    "name", ["adam", "adafactor", "sgd", "ftrl", "adagrad", "rmsprop", "lion", "muon", "lamb", "nadam"]
)
def test_optimizers_keep_what_keras_keeps(name: str) -> None:
    import keras

    shapes = [(16, 32), (32,), (3, 3, 2, 4), (2, 3, 4)]
    optimizer = keras.optimizers.Lamb() if name == "lamb" else keras.optimizers.get(name)
    variables = [keras.Variable(keras.ops.ones(shape), name="kernel") for shape in shapes]
    optimizer.build(variables)
    node = nb.Compile(optimizer={"Lamb": {}} if name == "lamb" else name).optimizer
    counted: Counter[tuple[int, ...]] = Counter()
    for shape in shapes:
        counted[shape] += node.slots_of(shape, "net/dense/kernel")
        counted.update(node.factors_of(shape))
    kept = Counter(tuple(variable.shape) for variable in optimizer.variables)
    kept[()] = counted[()]  # of Keras' own counters and placeholders nothing is counted but the latter
    assert {shape: count for shape, count in counted.items() if count} == {
        shape: count for shape, count in kept.items() if count
    }


def test_show_prints_and_writes_it() -> None:
    text = NETWORK.replace("OPTIMIZER", "adam")
    shown = warm.netbuilder("show", "-", "--devices", "8", input=text)
    assert shown.returncode == 0
    assert "each of 8 devices (batch 2, model 4)" in shown.stdout
    assert "largest allocation  2.0 KiB, `net/dense/kernel`, whole before it is spread" in shown.stdout
    written = json.loads(warm.netbuilder("show", "-", "--format", "json", input=text).stdout)
    need = _need(text)
    assert written["x-devices"]["weights"] == need.weights
    assert written["x-devices"]["spread"] == [{"path": "net/dense/kernel", "shape": [16, 32], "part": [16, 8]}]
    refused = warm.netbuilder("show", "-", "--devices", "6", input=text)
    assert refused.returncode == 1
    assert "NB1006" in refused.stderr
    assert "each of 3 devices" in nb.show("input: [8]\nlayers: [Dense: {units: 4}]\n", devices=3)


def test_the_limit_is_one_device_s() -> None:
    text = NETWORK.replace("OPTIMIZER", "adam").replace("units: 32", "units: 3200") + "limits: {memory: 340kB}\n"
    assert [finding.code for finding in nb.check(text).errors] == ["NB108"]
    assert not nb.check(text.replace("340kB", "350kB")).errors
    assert nb.check(text.replace("340kB", "350kB").replace("[null, model]", "[null, null]")).errors
