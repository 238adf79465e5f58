"""NB120 knows which penalties Keras adds on frozen weights: those of ConvLSTM, whose cell is not frozen with it."""

from math import prod

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.pipeline import Session

LAYERS = {
    "Conv1D: {filters: 3, kernel_size: 2, kernel_regularizer: PENALTY, FROZEN}": False,
    "LSTM: {units: 3, bias_regularizer: PENALTY, FROZEN}": False,
    "GRU: {units: 3, bias_regularizer: PENALTY, reset_after: false, FROZEN}": False,
    "SimpleRNN: {units: 3, bias_regularizer: PENALTY, FROZEN}": False,
    "ConvLSTM1D: {filters: 3, kernel_size: 2, kernel_regularizer: PENALTY, FROZEN}": True,
    "RNN: {cell: {LSTMCell: {units: 3, bias_regularizer: PENALTY, FROZEN}}}": False,
    "RNN: {cell: [{LSTMCell: {units: 3, bias_regularizer: PENALTY, FROZEN}}]}": False,
    "RNN: {cell: {LSTMCell: {units: 3, bias_regularizer: PENALTY}}, FROZEN}": False,
    "Bidirectional: {layer: {LSTM: {units: 3, bias_regularizer: PENALTY, FROZEN}}}": False,
    "Bidirectional: {layer: {LSTM: {units: 3, bias_regularizer: PENALTY}}, FROZEN}": False,
    "TimeDistributed: {layer: {Dense: {units: 3, bias_regularizer: PENALTY, FROZEN}}}": False,
    "TimeDistributed: {layer: {Dense: {units: 3, bias_regularizer: PENALTY}}, FROZEN}": False,
    "SpectralNormalization: {layer: {Dense: {units: 3, bias_regularizer: PENALTY}}, FROZEN}": False,
    "Sequential: {layers: [{Conv1D: {filters: 3, kernel_size: 2, kernel_regularizer: PENALTY}}], FROZEN}": False,
    "Sequential: {layers: [{ConvLSTM1D: {filters: 3, kernel_size: 2, kernel_regularizer: PENALTY}}], FROZEN}": True,
    "Bidirectional: {layer: {ConvLSTM1D: {filters: 3, kernel_size: 2, kernel_regularizer: PENALTY}}, FROZEN}": True,
}
"""Whether Keras stops in training where `trainable: false` stands there; without it, it does in each."""


def network(layer: str, frozen: str) -> str:
    shape = "[2, 4, 3]" if "ConvLSTM" in layer else "[4, 3]"
    written = layer.replace("PENALTY", "orthogonal_regularizer").replace(", FROZEN", frozen)
    head = f"input: {shape}\nlayers:\n  - {written}\n  - Flatten\n  - Dense: {{units: 2}}\n"
    return head + "compile: {optimizer: sgd, loss: mse}\n"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_penalties_that_stop_keras_are_found(layer: str) -> None:
    for frozen, stops in (("", True), (", trainable: true", True), (", trainable: false", LAYERS[layer])):
        codes = {diagnostic.code for diagnostic in nb.check(network(layer, frozen))}
        assert ("NB120" in codes) == stops, frozen


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
@pytest.mark.parametrize("layer", LAYERS)
def test_they_stop_keras_and_it_trains_what_is_said(layer: str) -> None:
    for frozen, stops in (("", True), (", trainable: false", LAYERS[layer])):
        text = network(layer, frozen) + "rules: {NB120: off}\n"
        model, graph = nb.build(text), Session(text).report.graph
        trained = sum(call.trainable_parameters for call in graph.calls)
        assert trained == sum(prod(weight.shape) for weight in model.trainable_weights)
        x = np.zeros((2, *model.input_shape[1:]), "float32")
        if stops:
            with pytest.raises(ValueError, match="rank 2"):
                model.train_on_batch(x, np.zeros((2, 2)))
        else:
            model.train_on_batch(x, np.zeros((2, 2)))
