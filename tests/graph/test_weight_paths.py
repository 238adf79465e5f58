"""Every weight's path and shape, as Keras has them in the model that is built: layouts are patterns for these."""

from typing import Any

import pytest

import netbuilder as nb
from netbuilder.graph.weight_paths import paths
from netbuilder.parse.draft import of_network
from netbuilder.pipeline import Session
from netbuilder.vocabulary.base.registry import names

Weights = list[tuple[str, tuple[int, ...]]]
NETWORKS = {
    "wrappers": """\
input: [5, 3]
layers:
  - Bidirectional: {layer: {LSTM: {units: 4, return_sequences: true}}}
  - Bidirectional:
      layer: {GRU: {units: 4, return_sequences: true, name: forth}}
      backward_layer: {GRU: {units: 4, return_sequences: true, go_backwards: true, name: back}}
  - Bidirectional:
      layer: {LSTM: {units: 4, return_sequences: true}}
      backward_layer: {LSTM: {units: 4, return_sequences: true, go_backwards: true}}
  - TimeDistributed: {layer: {SpectralNormalization: {layer: {Dense: {units: 3}}}}}
  - TimeDistributed:
      layer:
        Sequential:
          layers: [Dense: {units: 3}, repeat: {times: 2, layers: [Dense: {units: 3}, Dense: {units: 3, name: d}]}]
  - Dense: {units: 2}
""",
    "cells": """\
input: [5, 3]
layers:
  - RNN: {cell: {LSTMCell: {units: 4}}, return_sequences: true}
  - RNN: {cell: [LSTMCell: {units: 4}, GRUCell: {units: 3, name: mine}], return_sequences: true}
  - Bidirectional: {layer: {RNN: {cell: [{LSTMCell: {units: 4}}, {LSTMCell: {units: 4}}], return_sequences: true}}}
  - RNN:
      cell:
        StackedRNNCells: {cells: [{LSTMCell: {units: 4}}, {StackedRNNCells: {cells: [{GRUCell: {units: 3}}]}}]}
      return_sequences: true
  - repeat: {times: 2, layers: [RNN: {cell: {SimpleRNNCell: {units: 2}}, return_sequences: true}]}
  - LSTM: {units: 3}
""",
    "names": """\
name: digits
input: [8]
layers:
  - Dense: {units: 4, name: dense_1}
  - Dense: {units: 4}
  - repeat: {times: 2, layers: [Dense: {units: 4}, Sequential: {name: inner, layers: [Dense: {units: 4}, PReLU]}]}
  - Sequential: {trainable: false, layers: [BatchNormalization, Dense: {units: 2}]}
  - Dense: {units: 2, lora_rank: 1}
""",
}


def _said(session: Session) -> Weights:
    graph = session.report.graph
    return sorted((placed.path, placed.weight.shape) for placed in paths(graph.draft, graph.calls).weights)


def _of_keras(model: Any, name: str) -> Weights:
    """The weights of a model; Keras counts models without a name through the process."""
    return sorted((f"{name}/{weight.path.partition('/')[2]}", tuple(weight.shape)) for weight in model.weights)


@pytest.mark.keras
@pytest.mark.since("3.14")
@pytest.mark.parametrize("name", [name for name in names("layer") if name != "repeat"])
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
def test_the_weights_of_every_class_are_called_as_keras_calls_them(name: str) -> None:
    cls = getattr(nb, name)
    network = nb.Network(input=list(cls.example_input), layers=[{name: cls.example}])
    assert _said(Session.of_draft(of_network(network))) == _of_keras(nb.build(network), "sequential")


@pytest.mark.keras
@pytest.mark.since("3.14")
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
def test_the_weights_of_whole_networks_are_called_as_keras_calls_them(name: str) -> None:
    text = NETWORKS[name]
    assert _said(Session(text)) == _of_keras(nb.build(text), "digits" if name == "names" else "sequential")
