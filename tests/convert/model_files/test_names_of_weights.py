"""What an archive calls the weights of layers, in the order of use: Keras' counting by class."""

import json
from typing import Any

from netbuilder.convert.model_files.chain import chain_of
from netbuilder.convert.model_files.names import archive_keys
from tests.convert.model_files.tables.functional import IN, ONE, TWO, functional
from tests.convert.model_files.tables.small_files import layer, sequential


def keys(model: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    return [("/".join(key.path), key.cells) for key in archive_keys(chain_of(json.loads(json.dumps(model))))]


def test_layers_are_counted_by_class_and_model() -> None:
    dense, own = layer("Dense", units=2), layer("Mine>Dense", units=2)
    cells = [layer("LSTMCell"), layer("GRUCell"), layer("Custom>LSTMCell"), {"class_name": 3}, "x"]
    model = sequential(
        layer("InputLayer", batch_shape=[None, 4]),
        dense,
        sequential(dense, layer("ReLU"), sequential(dense)),
        functional(IN, ONE, TWO),
        sequential(dense),
        functional(IN, ONE, TWO),
        layer("RNN", cell=layer("StackedRNNCells", cells=cells)),
        layer("RNN", cell=layer("LSTMCell", units=2)),
        layer("RNN", cell="x"),
        layer("RNN", cell={"config": "x"}),
        own,
    )
    assert keys(model) == [
        ("dense", ()),
        ("sequential/dense", ()),
        ("sequential/re_lu", ()),
        ("sequential/sequential/dense", ()),
        ("functional/dense", ()),
        ("functional/dense_1", ()),
        ("sequential_1/dense", ()),
        ("functional_1/dense", ()),
        ("functional_1/dense_1", ()),
        ("rnn", ("lstm_cell", "gru_cell", "lstm_cell_1")),
        ("rnn_1", ()),
        ("rnn_2", ()),
        ("rnn_3", ()),
        ("dense_1", ()),
    ]
