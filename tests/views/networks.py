"""Small networks of odd shapes, and a probe made by hand, for what is shown of them."""

from netbuilder.propagation.records import LayerSignal, OneBatch, Probe, Verdict

NETWORKS = {
    "plain": """\
name: plain
input: [8, 8, 1]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, activation: relu, bias_initializer: ones}
  - Flatten
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
    "nested": """\
name: nested
input: [null, 6]
layers:
  - repeat: {times: 2, layers: [{Dense: {units: 6, activation: relu}}, {Dropout: {rate: 0.5}}]}
  - repeat: {times: 3, layers: [{Conv1D: {filters: 6, kernel_size: 2, activation: selu}}]}
  - Sequential:
      name: block
      trainable: false
      layers: [{LSTM: {units: 2, return_sequences: true}}, {Sequential: {layers: [BatchNormalization, ReLU]}}]
  - Bidirectional: {layer: {GRU: {units: 2}}}
  - Dense: {units: 1, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
compile: {optimizer: {SGD: {momentum: 0.9}}, loss: mse}
""",
    "one unit": "input: [1]\nlayers: [{Dense: {units: 1, use_bias: false}}]\n",
    "wrong": """\
input: [4]
layers:
  - Dense: {units: 3, activation: rleu, name: "a|b"}
  - Dropout: {rate: 0}
  - Mine: {units: 4}
  - 7
  - Dense: {units: 1, activation: softmax}
compile: {optimizer: adam, loss: mse}
""",
    "spread": """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
runtime:
  backend: jax
  devices: 4
  distribution: {ModelParallel: {mesh: {batch: 2, model: 2}, layout: {"dense/kernel": [null, model]}}}
""",
    "empty": "input: [4]\nlayers: []\n",
}


def layer(
    index: int, name: str, variance: float | None, gradient: float | None, is_output: bool = False, **more: float
) -> LayerSignal:
    """A layer of a probe, of which little is known but its signal and its gradient."""
    shares = {"dead": None, "saturated": None, "duplicates": None, **more}
    return LayerSignal(
        index, name, "Dense", variance, variance, gradient, weight_gradient=gradient, is_output=is_output,
        is_finite=True, **shares,
    )  # fmt: skip


def probe(layers: list[LayerSignal], word: str = "vanishing", begins: int | None = 1, name: str = "deep") -> Probe:
    """A probe of some layers."""
    verdict = Verdict(word, "SGD" if word != "healthy" else "", begins, f"the network is {word}")
    batch = OneBatch(2.5, 0.25, 100, "fits", 0.01) if word == "healthy" and layers else None
    loss = None if not layers else 2.5
    return Probe(
        tuple(layers), -3.5, -4.25, loss, 2.3, "categorical_crossentropy", "adam" if layers else "", 64, 1234,
        "random data", verdict, (), batch, name,
    )  # fmt: skip


PROBES = {
    "healthy": probe(
        [
            layer(0, "one", -0.1, -2.0, dead=0.25),
            layer(1, "two", 0.2, -2.5, saturated=0.5),
            layer(2, "out", 0.0, -1.0, True),
        ],
        "healthy",
        None,
    ),
    "vanishing": probe(
        [
            layer(0, "first", 0.5, -9.0, dead=0.0),
            layer(1, "second", -1.5, -6.0, dead=0.625, duplicates=1.0),
            layer(2, "third", None, -3.0, saturated=0.0),
            layer(3, "fourth", -12.0, -1.0),
            layer(4, "out", 6.0, 0.5, True),
        ]
    ),
    "gone": probe([layer(0, "a", None, None), layer(1, "b", 1.0, None), layer(2, "c", 2.0, 2.0, True)], "dead", 0),
    "long": probe([layer(at, f"l{at}", -at / 10, at / 10, at == 61) for at in range(62)], "borderline", 30, "$x$"),
    "no layers": probe([], "healthy", None, ""),
}
"""Probes by a word about them."""
