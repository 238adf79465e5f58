"""`trainable: false` holds for all that stands inside, in the model, in its file and in its program."""

from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.convert.keras_program import program
from netbuilder.pipeline import Session
from netbuilder.plan import plan

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore::netbuilder.diagnostics.errors.ConfigWarning")]

FROZEN: dict[str, Any] = {
    "a layer": "Dense: {units: 3, trainable: false}",
    "a model": "Sequential: {layers: [{Dense: {units: 3}}, {repeat: {times: 2, layers: [ReLU]}}], trainable: false}",
    "a model in a model": pytest.param(
        "Sequential: {layers: [{Sequential: {layers: [{Dense: {units: 3}}]}}], trainable: false}",
        marks=pytest.mark.since("3.6"),
    ),
    "at every step": "TimeDistributed: {layer: {Dense: {units: 3}}, trainable: false}",
    "a wrapped model": "TimeDistributed: {layer: {Sequential: {trainable: false, layers: [{Dense: {units: 3}}]}}}",
    "both ways": "Bidirectional: {layer: {GRU: {units: 3, return_sequences: true}}, merge_mode: sum, trainable: false}",
    "cells": "RNN: {cell: [{LSTMCell: {units: 2}}, {GRUCell: {units: 3}}], return_sequences: true, trainable: false}",
    "a norm of the kernel": "SpectralNormalization: {layer: {Dense: {units: 3}}, trainable: false}",
}  # fmt: skip


@pytest.mark.parametrize("layer", FROZEN.values(), ids=FROZEN)
def test_only_the_output_layer_trains(layer: str, tmp_path: Path) -> None:
    import keras

    text = f"seed: 1\ninput: [5, 4]\nlayers:\n  - {layer}\n  - Dense: {{units: 2}}\n"
    planned = plan(Session(text, "frozen.yaml").report.graph)
    built = nb.build(text)
    built.save(tmp_path / "frozen.keras")
    made: dict[str, Any] = {}
    exec(program(planned), made)
    for model in (built, keras.models.load_model(tmp_path / "frozen.keras"), made["model"]):
        assert [one.shape[-1] for one in model.trainable_weights] == [2, 2]
    assert sum(step.trainable_parameters for step in planned.graph.calls) == 8
