"""Whole Keras programs and resolved configs of small networks: every branch of what is written, word for word."""

from itertools import pairwise
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from netbuilder.convert.keras_program import program, program_findings
from netbuilder.convert.layout import WIDTH, text
from netbuilder.convert.network_yaml import to_yaml
from netbuilder.convert.python_text import literal, quoted
from netbuilder.convert.resolved_yaml import resolved_data
from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.plan import plan
from netbuilder.source import read
from netbuilder.vocabulary.custom_class import custom_objects
from tests.convert import repeats
from tests.convert.repeats import REPEATS
from tests.convert.test_resolved import AS_KERAS, HELD
from tests.golden import Golden

NETWORKS = {
    "bare": "input: [8]\nlayers:\n  - Dense: {units: 1}\n",
    "held": HELD,
    "as Keras": AS_KERAS,
    "as Keras, seeded": f"seed: 3\n{AS_KERAS}",
    "input": """
input: {shape: [8, null], batch_size: 4, dtype: int32}
layers:
  - ReLU: {name: input_layer}
  - Flatten
""",
    "input of float32": "input: {shape: [8], dtype: float32}\nlayers:\n  - Flatten: {name: sequential}\n",
    "a name": """
name: digits
input: [8]
layers:
  - Dense: {units: 1}
  - Dense: {units: 1, name: dense_5}
  - Dense: {units: 1}
""",
    "activations": """
seed: 1
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}
  - Dense: {units: 4, activation: {ReLU: {max_value: 6.0}}, activity_regularizer: l2}
  - Dense: {units: 4, activation: {LeakyReLU: {negative_slope: 0.3}}, name: own, dtype: float64}
  - Activation: {activation: {elu: {alpha: 0.5}}}
  - Activation: {activation: {PReLU: {}}, name: prelu_of_mine}
  - repeat: {times: 3, layers: [{Dense: {units: 4, activation: {celu: {alpha: 0.5}}, name: rounds}}]}
  - Dense: {units: 4, activation: {softmax: {axis: -1}}}
""",
    "objects": """
seed: 7
input: [8]
layers:
  - Dense:
      units: 4
      kernel_initializer: {VarianceScaling: {scale: 2.0, mode: fan_out}}
      bias_initializer: {Constant: {value: 0.5}}
      kernel_regularizer: {L1L2: {l1: 0.1, l2: 0.2}}
      kernel_constraint: {MaxNorm: {max_value: 3.0}}
      trainable: false
  - Dense: {units: 4, kernel_initializer: {HeNormal: {seed: 5}}, bias_initializer: he_uniform}
  - PReLU: {alpha_initializer: {RandomUniform: {minval: 0.0, maxval: 0.1}}}
  - BatchNormalization: {gamma_initializer: zeros, moving_mean_initializer: ones}
""",
    "drawn again": """
seed: 2
input: [8, 3]
layers:
  - SpectralNormalization: {layer: {Dense: {units: 4}}}
  - Sequential:
      name: inner
      trainable: false
      layers: [{SpectralNormalization: {layer: {Dense: {units: 4}}}}, Flatten]
  - Dense: {units: 1}
""",
    "drawn again once": """
seed: 2
input: [8, 3]
layers:
  - Flatten
  - SpectralNormalization: {layer: {Dense: {units: 4}}}
""",
    "drawn again behind activations that stand alone": """
keras: '3.5'
seed: 2
input: [8, 3]
layers:
  - Dense: {units: 3, activation: {celu: {alpha: 0.5}}}
  - Activation: {activation: {elu: {alpha: 0.5}}}
  - SpectralNormalization: {layer: {Dense: {units: 4}}}
""",
    "layers as activations": """
input: [8]
layers:
  - Dense: {units: 3, activation: {Dropout: {rate: 0.3, name: mine}}}
  - Dropout: {rate: 0.5}
  - Dense: {units: 3, activation: {Dropout: {rate: 0.3}}}
  - Dropout: {rate: 0.5}
""",
    "both ways": """
seed: 2
input: [8, 3]
layers:
  - Bidirectional: {layer: {GRU: {units: 2, return_sequences: true, dropout: 0.1}}, merge_mode: sum}
  - Bidirectional:
      layer: {LSTM: {units: 2, name: one}}
      backward_layer: {LSTM: {units: 2, name: other, go_backwards: true}}
""",
    "cells": """
seed: 2
input: [8, 3]
layers:
  - RNN: {cell: {StackedRNNCells: {cells: [{LSTMCell: {units: 2}}, {GRUCell: {units: 3, dropout: 0.2}}]}}}
""",
    "compiled": """
input: [8]
layers:
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: {Adam: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 100}}, clipnorm: 1.0}}
  loss: {CategoricalCrossentropy: {label_smoothing: 0.1}}
  metrics: [accuracy, {TopKCategoricalAccuracy: {k: 2, name: top}}]
  weighted_metrics: [categorical_accuracy]
  loss_weights: [0.5]
  jit_compile: true
runtime: {jit_compile: false}
""",
    "an optimizer within another": """
input: [8]
layers:
  - Dense: {units: 3}
compile:
  optimizer: {LossScaleOptimizer: {inner_optimizer: {SGD: {momentum: 0.9}}}}
  loss: mse
  steps_per_execution: 4
""",
    "mirrored": "input: [8]\nlayers:\n  - Dense: {units: 1}\ncompile: {loss: mse}\nruntime: {strategy: mirrored}\n",
    "a device": "input: [8]\nlayers:\n  - Dropout: {rate: 0.5}\nruntime: {device: cpu, deterministic: true}\n",
    "spread over data": "input: [8]\nlayers:\n  - Flatten\nruntime: {backend: jax, distribution: DataParallel}\n",
    "texts": """
input: [1]
layers:
  - StringLookup:
      vocabulary: ["it's", 'say "x"', 'both '' and "', "a\\nb", "\\u00e9", alpha, beta, gamma, delta, epsilon, zeta]
  - IntegerLookup: {vocabulary: [1, 2]}
""",
    "limits and rules": """
name: n
input: [8]
layers:
  - Dense: {units: 1}
task: {kind: regression}
limits: {memory: 2GiB}
rules: {NB203: off}
""",
    "activations that stand alone in rounds": """
keras: '3.5'
seed: 1
input: [8]
layers:
  - repeat: {times: 3, layers: [{Dense: {units: 4, activation: {celu: {alpha: 0.5}}}}]}
""",
    "numbers for every feature": """
keras: '3.5'
input: [5, 4]
layers:
  - Normalization: {mean: 1.0, variance: 2.0}
  - TimeDistributed: {layer: {Normalization: {mean: 1.0, variance: 2.0}}}
""",
    "a penalty on both outputs": """
input: [8]
layers:
  - Dense: {units: 3, activation: {ReLU: {max_value: 6.0, activity_regularizer: {L2: {l2: 0.1}}}}}
  - Dense:
      units: 3
      activation: {ReLU: {max_value: 6.0, activity_regularizer: {L2: {l2: 0.1}}}}
      activity_regularizer: {L1: {l1: 0.2}}
""",
    "a name in rounds that Keras would count": """
seed: 1
input: [8]
layers:
  - repeat: {times: 3, layers: [{Dense: {units: 8, name: dense}}]}
  - Dense: {units: 8}
  - Dense: {units: 8, name: dense_5}
""",
    "a name that Keras would give": "input: [8]\nlayers:\n  - Dense: {units: 1, name: dense}\n",
    "layers as activations that stand alone": """
keras: '3.5'
input: [8]
layers:
  - Dense: {units: 3, activation: {ReLU: {max_value: 6.0}}, activity_regularizer: l2}
  - Dense: {units: 3, activation: {PReLU: {alpha_initializer: ones}}}
  - Dense: {units: 3, activation: {Dropout: {rate: 0.3}}}
""",
    "what has no options": """
input: [8]
layers:
  - Dense: {units: 1, activation: sigmoid}
compile: {loss: {BinaryCrossentropy: {}}, metrics: [accuracy, {BinaryAccuracy: {}}]}
""",
    "layers in a Pipeline": """
input: [8, 8, 3]
layers:
  - RandomFlip
  - Pipeline: {layers: [RandomFlip, {RandomFlip: {name: mine}}, {RandomRotation: {factor: 0.1}}]}
  - RandomFlip
""",
    "an initializer that is called as a layer is": """
input: [4]
layers:
  - Dense: {units: 4, kernel_initializer: {Identity: {gain: 2.0}}}
  - Identity
""",
    "an older Keras": """
keras: '3.8'
input: [8, 8, 3]
layers:
  - Flatten
  - Dense: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}
""",
}
TABLES = {
    "networks": NETWORKS,
    "repeats": {name: repeats.network(layers, 5) for name, layers in REPEATS.items()},
    "repeats without a seed": {name: repeats.network(layers, None) for name, layers in REPEATS.items()},
}


def outcome(config: str, *, resolved: bool) -> str:
    draft = parse(read(config, "net.yaml"))
    assert draft.problems == []
    assert draft.network is not None
    planned = plan(resolve(draft))
    findings = "".join(f"{finding.code}: {finding.message}\n" for finding in program_findings(planned))
    written = f"{to_yaml(draft.network)}\n{text(resolved_data(draft.network, planned))}\n" if resolved else ""
    return f"{written}{program(planned)}{findings}"


@pytest.mark.parametrize("name", TABLES)
def test_what_is_written(name: str, golden: Golden) -> None:
    path = Path(__file__).with_name(f"programs, {name}.txt")
    cases = {case: outcome(config, resolved=name == "networks") for case, config in TABLES[name].items()}
    written = "".join(f"=== {case}\n{said}" for case, said in cases.items())
    golden(path, written)


@pytest.mark.parametrize("length", [1, 2, 7, 30, 47, 48, 49, 95, 120])
def test_a_list_goes_on_where_the_next_word_does_not_fit(length: int) -> None:
    words = ["w" * length] * 30
    lines = text({"a-key": words}).splitlines()
    assert read("\n".join(lines), "t").value == {"a-key": words}
    for line, following in pairwise(lines):
        assert len(line) <= WIDTH or line.count("w" * length) < 2
        assert len(line) + len(following.split()[0]) + 1 > WIDTH
    assert len(lines) > 1 or len(lines[0]) <= WIDTH


@pytest.mark.parametrize(("length", "count"), [(84, 1), (85, 3)])
def test_a_mapping_is_a_block_where_it_does_not_fit(length: int, count: int) -> None:
    assert len(text({"key": {"a": "w" * length, "b": 1}}).splitlines()) == count


def test_what_holds_nothing_stays_on_its_line() -> None:
    assert text({"layers": [], "compile": {}, "a": None, "x": ()}) == "layers: []\ncompile: {}\na: null\nx: []\n"
    assert text({"compile": {"loss": "mse"}}) == "compile:\n  loss: mse\n"
    assert text({"layers": ["Flatten"]}) == "layers:\n  - Flatten\n"
    assert text({"a": [{"b": 1, "c": 2}]}) == "a: [{b: 1, c: 2}]\n"


def test_strings_are_quoted_as_a_formatter_does() -> None:
    texts = {
        "a": '"a"',
        "it's": '"it\'s"',
        'say "x"': "'say \"x\"'",
        "both ' and \"": "'both \\' and \"'",
        "a\n": '"a\\n"',
    }
    assert {string: quoted(string) for string in texts} == texts
    assert literal(float("inf")) == 'float("inf")'
    assert literal(float("-inf")) == 'float("-inf")'


def drawn(shape: Any, dtype: Any = None) -> Any:
    return shape, dtype


def bent(x: Any) -> Any:
    return x


def missed(labels: Any, predictions: Any) -> Any:
    return labels - predictions


def test_functions_of_the_caller_are_imported(golden: Golden) -> None:
    config = """
seed: 1
input: [8]
layers:
  - Dense: {units: 4, kernel_initializer: drawn, activation: bent}
compile: {loss: missed, metrics: [missed, accuracy]}
"""
    with custom_objects({"drawn": drawn, "bent": bent, "missed": missed}):
        golden(Path(__file__).with_name("programs, of the caller.txt"), outcome(config, resolved=True))


@pytest.mark.parametrize(("length", "is_broken"), [(24, False), (25, True)])
def test_a_long_import_is_broken(length: int, is_broken: bool) -> None:
    pieces = {name: FunctionType(missed.__code__, globals(), name) for name in ("a" * 22, "b" * length)}
    for name, piece in pieces.items():
        piece.__qualname__ = name
    config = f"input: [8]\nlayers: [Flatten]\ncompile: {{loss: mse, metrics: [{', '.join(pieces)}]}}\n"
    with custom_objects(pieces):
        lines = outcome(config, resolved=False).splitlines()
    assert lines[1] == f"from {__name__} import {'(' if is_broken else ', '.join(pieces)}"
    assert len(lines[1]) <= 88
    assert lines[2] == (f"    {'a' * 22}," if is_broken else "")
