"""What is built is what the plain program builds, which `netbuilder code` prints: every option, name and seed."""
# ruff: noqa: E501  # a network a line

from typing import Any

import pytest

import netbuilder as nb

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore::netbuilder.diagnostics.errors.ConfigWarning"),  # some are drawn to be odd
]
COMPILE = "compile: {optimizer: adam, loss: mse}\n"


def network(*layers: str, head: str = "input: [8]\n", seed: int = 7, tail: str = "") -> str:
    return f"seed: {seed}\n{head}layers:\n" + "".join(f"  - {layer}\n" for layer in layers) + tail


def compiled(section: str, **more: str) -> str:
    return network("Dense: {units: 3}", tail=f"compile: {{{section}}}\n", **more)


NETWORKS = {
    "names": network("Dense: {units: 2, name: first}", "Dense: {units: 2}", "Dense: {units: 2}", head="name: mine\ninput: [8]\n"),
    "a layer called as the input": network("Dense: {units: 2, name: input_layer}"),
    "batch size and dtype": network("Embedding: {input_dim: 9, output_dim: 2}", head="input: {shape: [5], batch_size: 3, dtype: int32}\n"),
    "seeds": network("Dense: {units: 2, activation: relu}", "Dropout: {rate: 0.5}", "GaussianNoise: {stddev: 0.1}", head="input: [8]\n"),
    "a seed of its own": network("Dropout: {rate: 0.5, seed: 3}", "Dense: {units: 2, kernel_initializer: {HeNormal: {seed: 5}}}", head="input: [8]\n"),
    "a repeat": network("repeat: {times: 3, layers: [Dense: {units: 4, activation: relu}, Dropout: {rate: 0.1}]}", head="input: [8]\n"),
    "a nested model": network("Sequential: {name: inner, trainable: false, layers: [Dense: {units: 4}, Sequential: {layers: [Dense: {units: 2}]}]}", "Dense: {units: 2}"),
    "initializers and constraints": network(
        "Dense: {units: 2, kernel_initializer: {RandomNormal: {mean: 0.1, stddev: 0.2}}, bias_initializer: ones, kernel_constraint: {MaxNorm: {max_value: 2}}}"
    ),
    "regularizers": network("Dense: {units: 2, kernel_regularizer: {L1L2: {l1: 0.1, l2: 0.2}}, activity_regularizer: l2, bias_regularizer: {L1: {l1: 0.5}}}"),
    "activations": network(
        "Dense: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}", "Dense: {units: 2, activation: {elu: {alpha: 0.5}}}",
        "Dense: {units: 2, activation: elu}", "Activation: {activation: tanh}", "LeakyReLU: {negative_slope: 0.3}", "PReLU",
    ),
    "convolutions": network(
        "Conv2D: {filters: 4, kernel_size: [3, 2], strides: 2, padding: same, activation: relu, use_bias: false}",
        "DepthwiseConv2D: {kernel_size: 3, depth_multiplier: 2}", "MaxPooling2D: {pool_size: [2, 1]}", "GlobalAveragePooling2D",
        head="input: [12, 12, 3]\n",
    ),
    "recurrent layers": network(
        "Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true}}, merge_mode: sum}",
        "GRU: {units: 2, dropout: 0.1, recurrent_dropout: 0.2, return_sequences: true}", "SimpleRNN: {units: 2}", head="input: [5, 4]\n",
    ),
    "a way back": network(
        "Bidirectional: {layer: {LSTM: {units: 3}}, backward_layer: {GRU: {units: 3, go_backwards: true, name: back}}}", head="input: [5, 4]\n"
    ),
    "cells": network("RNN: {cell: {StackedRNNCells: {cells: [{LSTMCell: {units: 3}}, {GRUCell: {units: 2}}]}}}", head="input: [5, 4]\n"),
    "one cell": network("RNN: {cell: {LSTMCell: {units: 3}}, return_sequences: true}", head="input: [5, 4]\n"),
    "wrappers": network("TimeDistributed: {layer: {Dense: {units: 3, activation: relu}}}", "SpectralNormalization: {layer: {Dense: {units: 2}}}", head="input: [5, 4]\n"),
    "normalization": network("BatchNormalization: {momentum: 0.9, scale: false}", "LayerNormalization", "Dense: {units: 1}"),
    "precision": network("Dense: {units: 3}", "Dense: {units: 2, dtype: float32}", tail="runtime: {precision: mixed_bfloat16}\n"),
    "double precision": network("Dense: {units: 3}", tail="runtime: {precision: float64}\n"),
    "not trained": network("Dense: {units: 3, trainable: false}", "Dense: {units: 2}"),
    "a word for all": compiled("optimizer: sgd, loss: mae, metrics: [mse, cosine_similarity]"),
    "objects": compiled(
        "optimizer: {SGD: {learning_rate: 0.1, momentum: 0.9, nesterov: true}}, loss: {Huber: {delta: 2.0}}, metrics: [{TopKCategoricalAccuracy: {k: 2}}, mae]"
    ),
    "a schedule": compiled("optimizer: {Adam: {learning_rate: {ExponentialDecay: {initial_learning_rate: 0.1, decay_steps: 5, decay_rate: 0.9}}}}, loss: mse"),
    "an optimizer in another": compiled("optimizer: {LossScaleOptimizer: {inner_optimizer: {Adam: {learning_rate: 0.01}}}}, loss: mse"),
    "weighted metrics": compiled("optimizer: adam, loss: mse, weighted_metrics: [mse], steps_per_execution: 2, auto_scale_loss: false"),
    "run eagerly": compiled("optimizer: adam, loss: mse, run_eagerly: true"),
    "XLA": compiled("optimizer: adam, loss: mse, jit_compile: true"),
    "no XLA": compiled("optimizer: adam, loss: mse, jit_compile: false"),
    "XLA for all": network("Dense: {units: 3}", tail=COMPILE + "runtime: {jit_compile: true}\n"),
    "no loss": compiled("optimizer: adam, metrics: [mae]"),
    "words of Keras' initializers": network("Dense: {units: 3}", "Dense: {units: 2, activation: relu}", head="initializers: keras\ninput: [8]\n"),
    "an older release": network("GRU: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}", head="input: [9, 4]\n"),
}  # fmt: skip


def outcome(model: Any) -> dict[str, Any]:
    """Everything that a model says of itself, with the values of what is drawn with a seed."""
    config = model.get_config()
    layers = model._flatten_layers()
    return {
        "config": config,
        "compile": model.get_compile_config() if model.compiled else None,
        "XLA": getattr(model, "jit_compile", None),
        "eager": getattr(model, "run_eagerly", None),
        "weights": [(weight.path, tuple(weight.shape), weight.dtype) for weight in model.weights],
        "trained": [weight.path for weight in model.trainable_weights],
        "policies": [(type(layer).__name__, layer.name, layer.dtype_policy.name) for layer in layers],
        "values": [float(abs(weight.numpy().astype("float64")).sum()) for weight in model.weights],
    }


YOUNGER = {"activations": pytest.mark.since("3.10")}
"""Before, what is built has them as layers of their own, and the program need not."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=YOUNGER.get(name, ())) for name in NETWORKS])
def test_what_is_built_is_what_the_program_builds(name: str) -> None:
    import keras

    text = NETWORKS[name]
    policy = keras.config.dtype_policy()
    keras.backend.clear_session()
    ours = outcome(nb.build(text))
    assert keras.config.dtype_policy() == policy
    keras.backend.clear_session()
    names: dict[str, Any] = {}
    try:
        exec(nb.code(text), names)
        theirs = outcome(names["model"])
    finally:
        keras.config.set_dtype_policy(policy)
    assert ours == theirs
