"""What rules find where any layer meets any other, and in all words that they have for it.

A line of `words/layers_*.txt` is the first layer, and has a column for every second one, in the order below.
"""

from collections.abc import Iterator

import pytest

from tests.rules.judging import net
from tests.rules.tables import Golden, Table

HEAD = "Dense: {units: 3, activation: softmax}"
SPARSE = "{optimizer: adam, loss: sparse_categorical_crossentropy}"
VECTORS = [
    "Dense: {units: 8}", "Dense: {units: 8, activation: relu}", "Dense: {units: 64, activation: sigmoid}",
    "Dense: {units: 1, activation: relu}", "Dense: {units: 2, activation: tanh}", "Dense: {units: 8, activation: selu}",
    "Dense: {units: 8, activation: softmax}", "Dense: {units: 8, activation: relu, kernel_initializer: zeros}",
    "Dense: {units: 8, activation: tanh, kernel_initializer: he_normal}", "ReLU", "LeakyReLU", "Softmax",
    "Activation: {activation: linear}", "Activation: {activation: tanh, name: last}", "BatchNormalization",
    "LayerNormalization: {axis: -1}", "Dropout: {rate: 0.6}", "Dropout: {rate: 0}", "AlphaDropout: {rate: 0.2}",
    "Flatten", "Reshape: {target_shape: [2, -1]}", "Rescaling: {scale: 2}", "UnitNormalization", "NobodyKnows",
    "repeat: {times: 2, layers: [Dense: {units: 8}, ReLU]}", "repeat: {times: 2, layers: [ReLU, Dense: {units: 8}]}",
]  # fmt: skip
SEQUENCES = [
    "Dense: {units: 8, activation: relu}", "Dense: {units: 4}",
    "Conv1D: {filters: 4, kernel_size: 3, activation: relu}",
    "Conv1D: {filters: 4, kernel_size: 1}", "Conv1D: {filters: 4, kernel_size: 12}", "MaxPooling1D",
    "AveragePooling1D: {pool_size: 12}", "GlobalAveragePooling1D", "GlobalMaxPooling1D: {keepdims: true}",
    "LSTM: {units: 4}", "LSTM: {units: 4, return_sequences: true}", "GRU: {units: 4, go_backwards: true}",
    "SimpleRNN: {units: 4, activation: linear}", "SimpleRNN: {units: 4, activation: relu, return_sequences: true}",
    "Bidirectional: {layer: {LSTM: {units: 4}}}", "RNN: {cell: [{LSTMCell: {units: 4}}, GRUCell: {units: 4}]}",
    "TimeDistributed: {layer: {Dense: {units: 4}}}", "Masking", "Flatten", "SpatialDropout1D: {rate: 0.1}",
    "SpatialDropout2D: {rate: 0.1}", "ZeroPadding1D", "UpSampling1D", "Permute: {dims: [2, 1]}",
    "Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}", "BatchNormalization: {axis: 1}",
    "RepeatVector: {n: 3}",
]  # fmt: skip
IMAGES = [
    "Dense: {units: 8, activation: relu}", "Conv2D: {filters: 4, kernel_size: 3, activation: relu}",
    "Conv2D: {filters: 4, kernel_size: 3}", "Conv2D: {filters: 4, kernel_size: [3, 1], padding: same}",
    "Conv2D: {filters: 1, kernel_size: 20}", "Conv2D: {filters: 4, kernel_size: 3, data_format: channels_first}",
    "DepthwiseConv2D: {kernel_size: 3}", "SeparableConv2D: {filters: 4, kernel_size: 3}",
    "Conv2DTranspose: {filters: 4, kernel_size: 3, strides: 2}", "Conv1D: {filters: 4, kernel_size: 3}",
    "MaxPooling2D", "MaxPooling2D: {pool_size: 16}", "AveragePooling2D: {pool_size: [16, 1]}", "GlobalAveragePooling2D",
    "Flatten", "BatchNormalization", "LayerNormalization: {axis: 1}", "GroupNormalization: {groups: 3}",
    "Dropout: {rate: 0.1}", "SpatialDropout2D: {rate: 0.1}", "SpatialDropout1D: {rate: 0.1}", "Rescaling: {scale: 0.1}",
    "RandomFlip", "RandomCrop: {height: 8, width: 8}", "Cropping2D", "UpSampling2D", "Permute: {dims: [3, 1, 2]}",
    "LSTM: {units: 4}", "Reshape: {target_shape: [16, -1]}",
]  # fmt: skip


KINDS = {"vectors": ("[64]", VECTORS), "sequences": ("[12, 3]", SEQUENCES), "images": ("[16, 16, 3]", IMAGES)}


@pytest.fixture(scope="module")
def goldens(pytestconfig: pytest.Config) -> Iterator[dict[str, Golden]]:
    goldens = {name: Golden(f"layers_{name}", pytestconfig.getoption("--update-golden")) for name in KINDS}
    yield goldens
    for golden in goldens.values():
        golden.write()


@pytest.mark.parametrize(("kind", "first"), [(kind, first) for kind, (_, layers) in KINDS.items() for first in layers])
def test_every_layer_behind_one_gets_its_findings(kind: str, first: str, goldens: dict[str, Golden]) -> None:
    (shape, layers), table = KINDS[kind], Table("NB1", "NB2", "NB4", "NB5", "NB6")
    texts = [net(f"{first}\n{second}\n{HEAD}", shape=shape, compile_=SPARSE) for second in layers]
    table.row(first, [(text, ()) for text in texts])
    goldens[kind].compare(table)
