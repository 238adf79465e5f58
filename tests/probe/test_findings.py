"""A probe's findings stand at the lines of the config, with the severities it asks for."""

import json
import re
from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Severity, Span
from netbuilder.propagation.records import Probe

pytestmark = pytest.mark.keras

DEEP = """seed: 1
input: [16]
initializers: keras
layers:
  - Dense: {units: 64, activation: relu}
  - repeat:
      times: 30
      layers:
        - Dense: {units: 64, activation: relu}
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: OPTIMIZER, loss: sparse_categorical_crossentropy}
"""


def probe(text: str, tmp_path: Path) -> Probe:
    file = tmp_path / "net.yaml"
    file.write_text(text)
    return nb.probe(file)


def test_the_line_is_that_of_the_layer_where_it_begins(tmp_path: Path) -> None:
    found = probe(DEEP.replace("OPTIMIZER", "sgd"), tmp_path)
    assert found.verdict.word in ("vanishing", "severe")
    finding = next(one for one in found.findings if one.code == "NB801")
    assert isinstance(finding.address, Span)
    assert (finding.address.line, finding.address.column) == (9, 11)
    assert finding.layer is not None
    assert finding.layer.index == found.layers[found.verdict.begins or 0].index


def test_what_grows_is_named_and_what_stands_still_is_not(tmp_path: Path) -> None:
    normalized = "[Dense: {units: 64, use_bias: false}, BatchNormalization, ReLU]"
    found = probe(
        f"seed: 1\ninput: [64]\nlayers: [repeat: {{times: 32, layers: {normalized}}}, Dense: {{units: 3}}]", tmp_path
    )
    (finding,) = found.findings
    assert finding.code == "NB802"
    assert re.fullmatch(r"the gradient grows to 10\^\d\.\d of its start", finding.message)
    assert "not the initializer" in finding.why
    assert "initializer" not in finding.fix
    normal = "{RandomNormal: {stddev: 1.0}}"
    found = probe(
        f"seed: 1\ninput: [64]\nlayers: [repeat: {{times: 6, layers: [Dense: {{units: 64, activation: relu, "
        f"kernel_initializer: {normal}}}]}}, Dense: {{units: 3}}]",
        tmp_path,
    )
    message = next(one.message for one in found.findings if one.code == "NB802")
    assert re.fullmatch(r"the signal grows to 10\^\d\.\d, the gradient to 10\^\d\.\d of its start", message)


def test_a_severity_of_the_network_holds(tmp_path: Path) -> None:
    text = DEEP.replace("OPTIMIZER", "sgd")
    assert not [one for one in probe(text + "rules: {NB801: off}\n", tmp_path).findings if one.code == "NB801"]
    found = probe(text + "rules: {NB801: error}\n", tmp_path).findings
    assert [one.severity for one in found if one.code == "NB801"] == [Severity.ERROR]


def test_json_is_one_object_of_numbers(tmp_path: Path) -> None:
    data = json.loads(json.dumps(probe(DEEP.replace("OPTIMIZER", "adam"), tmp_path).to_json(), allow_nan=False))
    assert {"verdict", "FV", "GD", "optimizer", "layers", "loss", "begins", "holds_for"} <= set(data)
    assert data["optimizer"] == "Adam"
    assert len(data["layers"]) == 32
    assert data["FV"] < -4.5


def test_a_network_made_in_python_has_places_in_place_of_lines() -> None:
    network = nb.Network(
        input=[8],
        layers=[nb.Dense(units=8, activation="relu", kernel_initializer="zeros"), nb.Dense(units=2)],
    )
    found = nb.probe(network)
    assert found.verdict.word == "symmetric"
    assert "layers[0]" in str(found.findings[0].address)
