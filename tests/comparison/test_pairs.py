"""What is said of two networks, whole: as text, as a diff for a pull request, and as data.

`pytest --update-golden` writes `tests/comparison/pairs.txt` again; a change of a word is read in the difference.
"""

import json
from pathlib import Path

import netbuilder as nb
from netbuilder.views.comparison.data import as_data
from netbuilder.views.comparison.markup import comparison_html, markdown
from tests.golden import Golden

GOLDEN = Path(__file__).with_name("pairs.txt")

ONE = "input: [8]\nlayers:\n  - Dense: {units: 4}\n"
TRAINED = "input: [8]\nlayers: [{Dense: {units: 1}}]\ncompile: "
IMAGES = "input: [8, 8, 3]\nlayers:\n"

PAIRS: dict[str, tuple[str, str]] = {
    "the same": (ONE, "input: {shape: [8]}\nlayers: [{Dense: {units: 4, use_bias: true}}]\n"),
    "units": (ONE, "input: [8]\nlayers:\n  - Dense: {units: 5}\n"),
    "first, middle and last": (
        "input: [8]\nlayers: [{Dense: {units: 4, name: a}}, {Dense: {units: 4}}, {Dense: {units: 4, name: z}}]\n",
        "input: [8]\nlayers: [{Dense: {units: 4, name: b}}, {Dense: {units: 4}}, {Dense: {units: 4}}]\n",
    ),
    "a layer more at either end": (ONE, "input: [8]\nlayers: [Flatten, {Dense: {units: 4}}, {Dropout: {rate: 0.5}}]\n"),
    "a layer of another class": (
        IMAGES + "  - Conv2D: {filters: 4, kernel_size: 3}\n  - Flatten\n",
        IMAGES + "  - SeparableConv2D: {filters: 4, kernel_size: 3}\n  - Flatten\n",
    ),
    "shapes alone": (
        IMAGES + "  - Conv2D: {filters: 4, kernel_size: 3}\n  - Flatten\n  - Dense: {units: 2}\n",
        "input: [9, 9, 3]\nlayers:\n  - Conv2D: {filters: 4, kernel_size: 3}\n  - Flatten\n  - Dense: {units: 2}\n",
    ),
    "an initializer, and who chose it": (
        "input: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n  - Dense: {units: 4, activation: relu}\n",
        "input: [8]\nlayers:\n  - Dense: {units: 4, activation: relu, kernel_initializer: zeros}\n"
        "  - Dense: {units: 4, activation: relu, kernel_initializer: he_normal}\n",
    ),
    "initializers inside": (
        "input: [5, 8]\nlayers:\n  - TimeDistributed: {layer: {Dense: {units: 4, use_bias: false}}}\n"
        "  - Bidirectional: {layer: {LSTM: {units: 2, return_sequences: true}}}\n"
        "  - RNN: {cell: [{GRUCell: {units: 2}}, {GRUCell: {units: 3}}]}\n",
        "input: [5, 8]\nlayers:\n"
        "  - TimeDistributed: {layer: {Dense: {units: 4, use_bias: false, kernel_initializer: he_normal}}}\n"
        "  - Bidirectional: {layer: {LSTM: {units: 2, return_sequences: true, kernel_initializer: he_normal}}}\n"
        "  - RNN: {cell: [{GRUCell: {units: 2, dropout: 0.5}}, {GRUCell: {units: 3, kernel_initializer: zeros}}]}\n",
    ),
    "input": (
        "input: {shape: [8], dtype: float64}\nlayers: [{Dense: {units: 1}}]\n",
        "input: {shape: [9], batch_size: 4}\nlayers: [{Dense: {units: 1}}]\n",
    ),
    "an Embedding's whole numbers": (
        "input: [8]\nlayers: [{Embedding: {input_dim: 9, output_dim: 2}}]\n",
        "input: {shape: [8], dtype: int64}\nlayers: [{Embedding: {input_dim: 9, output_dim: 2}}]\n",
    ),
    "no input": ("layers: [{Dense: {units: 1}}]\n", "layers: [{Dense: {units: 2}}]\n"),
    "an option of the optimizer": (
        TRAINED + "{optimizer: {SGD: {learning_rate: 0.1, momentum: 0.9}}, loss: mse}\n",
        TRAINED + "{optimizer: {SGD: {learning_rate: 0.2}}, loss: mse}\n",
    ),
    "a bare optimizer": (TRAINED + "{optimizer: adam, loss: mse}\n", TRAINED + "{optimizer: sgd, loss: mae}\n"),
    "an optimizer left out": (TRAINED + "{loss: mse}\n", TRAINED + "{optimizer: rmsprop, loss: mse}\n"),
    "a schedule": (
        TRAINED + "{optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 9}}}}}\n",
        TRAINED + "{optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 8}}}}}\n",
    ),
    "an initializer beside a mistake": (
        "input: [8]\nlayers: [{Dense: {units: 4, kernel_initializer: zeros}}, {Dense: {units: 0}}]\n",
        "input: [8]\nlayers: [{Dense: {units: 4}}, {Dense: {units: 0}}]\n",
    ),
    "what needs an option": (
        TRAINED + "{optimizer: {LossScaleOptimizer: {inner_optimizer: adam}}, loss: mse}\n",
        TRAINED + "{optimizer: adam, loss: {Huber: {delta: 2.0}}, metrics: [mae]}\n",
    ),
    "training or not": (ONE, ONE + "compile: {loss: mse, metrics: [mae, {MeanSquaredError: {name: m}}]}\n"),
    "keras, seed and runtime": (
        'keras: "3.12"\nseed: 1\n' + ONE + "runtime: {precision: mixed_float16}\n",
        "seed: 2\n" + ONE + "runtime: {device: cpu, jit_compile: true}\n",
    ),
    "what is wrong in one of them": (
        ONE,
        "input: [8]\nlayers:\n  - Dense: {units: 4}\n  - Conv2D: {filters: 2, kernel_size: 3}\n",
    ),
    "what cannot be read": (ONE, "input: [8]\nlayers:\n  - Dense: {units: four}\n"),
    "findings that are gone": (
        "input: [8]\nlayers: [{Dense: {units: 4, activation: relu, kernel_initializer: zeros}}]\n",
        "input: [8]\nlayers: [{Dense: {units: 4, activation: relu, kernel_initializer: ones}}]\n",
    ),
    "rounds": (
        "input: [8]\nlayers: [{repeat: {times: 2, layers: [{Dense: {units: 8}}, {Dropout: {rate: 0.1}}]}}]\n",
        "input: [8]\nlayers: [{repeat: {times: 3, layers: [{Dense: {units: 8}}, {Dropout: {rate: 0.1}}]}}]\n",
    ),
    "a model in a model": (
        "input: [8]\nlayers: [{Sequential: {layers: [{Dense: {units: 8}}], name: block}}]\n",
        "input: [8]\nlayers: [{Dense: {units: 8}}]\n",
    ),
    "frozen": (ONE, "input: [8]\nlayers:\n  - Dense: {units: 4, trainable: false}\n"),
}


def whole(before: str, after: str) -> str:
    comparison = nb.compare(before, after)
    data = json.dumps(as_data(comparison), ensure_ascii=False)
    return f"{comparison}\n\n{markdown(comparison)}\n{data}\n"


def test_all_that_is_said(golden: Golden) -> None:
    text = "\n".join(f"=== {title}\n{whole(*pair)}" for title, pair in PAIRS.items())
    text += f"\n=== in colours\n{comparison_html(nb.compare(*PAIRS['a layer of another class']))}\n"
    golden(GOLDEN, text)
