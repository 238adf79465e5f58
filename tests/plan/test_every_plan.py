"""Whole plans of networks of every structure, as `every_plan.txt` has them: names, choices, seeds, what is set again.

`pytest --update-golden` writes the file again; a change of a plan is read in the difference.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from netbuilder.diagnostics import Severity, Span
from netbuilder.plan import Plan, Planned
from netbuilder.plan.apart import apart, unopened
from netbuilder.plan.hidden_draws import hidden_draws
from tests.plan.test_plan import planned

WRITTEN = Path(__file__).with_name("every_plan.txt")
LAYERS = {
    "[8]": """
- {Dense: {units: 4, activation: relu}}, {Dense: {units: 4, kernel_initializer: {HeNormal: {seed: 3}}}}, {Dense: {units: 1}}
- {Dense: {units: 4, name: dense}}, {Dense: {units: 4}}, {Dense: {units: 4, name: dense_2}}, {Dense: {units: 4}}
- {repeat: {times: 2, layers: [{Dense: {units: 4, name: a}}, {Dropout: {rate: 0.5}}]}}, {Dense: {units: 1}}
- {Sequential: {name: s, layers: [{Dense: {units: 4}}, {Sequential: {layers: [{Dense: {units: 4}}]}}]}}, {Dense: {units: 4}}
- {Sequential: {trainable: false, layers: [{Dense: {units: 4}}, {Sequential: {layers: [Dense: {units: 2}]}}]}}, {Dense: {units: 4}}
- {Dense: {units: 4, activation: {LeakyReLU: {negative_slope: 0.1}}}}, {Dense: {units: 4, name: dense_activation}}
- {Dense: {units: 4, activation: {relu: {max_value: 6}}}}, {Activation: {activation: {leaky_relu: {negative_slope: 0.1}}}}
- {Dense: {units: 4, activation: {PReLU: {}}}}, {Dense: {units: 4, activation: PReLU}}, {Dropout: {rate: 0.5, seed: 7}}
- {Sequential: {layers: [{Dense: {units: 4, activation: {LeakyReLU: {negative_slope: 0.1}}}}]}}, {Dense: {units: 1}}
- {GaussianNoise: {stddev: 0.1}}, {Dense: {units: 4, activation: selu}}, {AlphaDropout: {rate: 0.1}}, {Dense: {units: 1}}
- {SpectralNormalization: {layer: {Dense: {units: 4}}}}, {Dense: {units: 1}}
""",
    "[5, 3]": """
- {LSTM: {units: 4, dropout: 0.1}}, {Dense: {units: 1}}
- {Bidirectional: {layer: {LSTM: {units: 4, recurrent_dropout: 0.1}}}}, {Dense: {units: 1}}
- {Bidirectional: {layer: {GRU: {units: 4, dropout: 0.1}}, backward_layer: {GRU: {units: 4, dropout: 0.1, go_backwards: true}}}}
- {Bidirectional: {layer: {GRU: {units: 4, dropout: 0.1, seed: 5}}, name: both}}, {Dense: {units: 1}}
- {Bidirectional: {layer: {SimpleRNN: {units: 4, dropout: 0.1}}}}, {Bidirectional: {layer: {SimpleRNN: {units: 4}}}}
- {Bidirectional: {layer: {SimpleRNN: {units: 4}}, backward_layer: {SimpleRNN: {units: 4, recurrent_dropout: 0.1, go_backwards: true}}}}
- {Bidirectional: {layer: {RNN: {cell: {SimpleRNNCell: {units: 4, dropout: 0.1}}}}}}, {Dense: {units: 1}}
- {TimeDistributed: {layer: {Sequential: {layers: [{repeat: {times: 2, layers: [{SpectralNormalization: {layer: {Dense: {units: 4}}}}]}}]}}}}
- {RNN: {cell: [{LSTMCell: {units: 4}}, {GRUCell: {units: 4, dropout: 0.1}}]}}, {Dense: {units: 1}}
- {TimeDistributed: {layer: {Dense: {units: 4, activation: relu}}}}, {LSTM: {units: 4}}, {Dense: {units: 1}}
- {TimeDistributed: {layer: {Sequential: {layers: [{Dense: {units: 4}}, {Dropout: {rate: 0.1}}]}}}}, {Flatten: {}}, {Dense: {units: 1}}
- {TimeDistributed: {layer: {Sequential: {layers: [{repeat: {times: 2, layers: [{Dense: {units: 4, name: d}}]}}, {Dense: {units: 2}}]}}}}
- {TimeDistributed: {trainable: false, layer: {Dense: {units: 4}}}}, {LSTM: {units: 2, trainable: false}}
- {Masking: {}}, {Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}}, {LSTM: {units: 4}}, {Dense: {units: 1}}
- {Masking: {}}, {Dense: {units: 4, activation: {LeakyReLU: {negative_slope: 0.1}}}}, {LSTM: {units: 4}}, {Dense: {units: 1}}
- {Masking: {}}, {LSTM: {units: 4, return_sequences: true}}, {Dense: {units: 4, activation: {relu: {max_value: 6}}}}, {Flatten: {}}
- {Masking: {}}, {LSTM: {units: 4}}, {Dense: {units: 4, activation: {relu: {max_value: 6}}}}
- {LSTM: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}}, {Dense: {units: 1}}
- {Conv1D: {filters: 4, kernel_size: 3, activation: relu}}, {SeparableConv1D: {filters: 4, kernel_size: 3}}, {Flatten: {}}
""",
    "[8, 8, 2]": """
- {Conv2D: {filters: 4, kernel_size: 3, activation: relu}}, {Conv2D: {filters: 4, kernel_size: 3, groups: 2}}, {Flatten: {}}
- {DepthwiseConv2D: {kernel_size: 3, activation: relu}}, {DepthwiseConv2D: {kernel_size: 3, depth_multiplier: 2}}, {Flatten: {}}
- {Conv2DTranspose: {filters: 4, kernel_size: 3, strides: 2, activation: relu}}, {Conv2DTranspose: {filters: 2, kernel_size: 2}}
- {SeparableConv2D: {filters: 4, kernel_size: 3, activation: relu}}, {BatchNormalization: {}}, {ReLU: {}}, {Flatten: {}}
- {RandomRotation: {factor: 0.1}}, {Conv2D: {filters: 2, kernel_size: 3, activation: selu}}, {Conv2DTranspose: {filters: 2, kernel_size: 2, activation: selu}}
- {Conv2D: {filters: 2, kernel_size: 3}}, {BatchNormalization: {}}, {Activation: {activation: relu}}, {Flatten: {}}
""",
}


def texts() -> Iterator[tuple[str, str]]:
    for sample, rows in LAYERS.items():
        for row in rows.strip().splitlines():
            layers = row.removeprefix("- ")
            yield f"{sample} {layers}", f"seed: 1\ninput: {sample}\nlayers: [{layers}]\n"
    layers = "{Dense: {units: 4, activation: relu}}, {Dense: {units: 1, kernel_initializer: {HeNormal: {seed: 3}}}}"
    yield "without a seed", f"input: [8]\nlayers: [{layers}]\n"
    yield "with what Keras chooses", f"seed: 1\ninitializers: keras\ninput: [8]\nlayers: [{layers}]\n"


def of_layers(layers: Sequence[Planned], indent: str) -> Iterator[str]:
    for layer in layers:
        frozen = "" if layer.node.trainable else " frozen"
        yield f"{indent}{layer.full_name} {type(layer.node).__name__}{frozen} {layer.names or ''}".rstrip()
        for role, choice in layer.decisions.items():
            if type(choice.initializer).__name__ not in ("Zeros", "Ones"):
                options = dict(choice.initializer.written_options())
                yield f"{indent}  {role}: {type(choice.initializer).__name__} {options} by {choice.by}: {choice.why}"
        for role, seed in layer.seeds.items():
            yield f"{indent}  {role}: {seed}"
        for draw in hidden_draws(layer):
            yield f"{indent}  again {'.'.join(map(str, draw.place))} {draw.seed} {type(draw.initializer).__name__}"
        yield from of_layers(layer.inner or (), f"{indent}  ")


def of_releases(network: Plan) -> Iterator[str]:
    """What stands apart in a file for Keras 3.5."""
    release = (3, 5, 0)
    assert not unopened(network, (3, 10, 0), "3.10", Severity.WARN)
    for standing in apart(network, release).standing.values():
        yield f"  apart: {standing.name} {type(standing.activation).__name__} {standing.replaces}"
    for each in unopened(network, release, "3.5", Severity.WARN):
        assert isinstance(each.address, Span)
        yield f"  {each.severity.name} {each.address[1:5]} {each.message}: {each.why} => {each.fix}"


def written_anew() -> str:
    parts = []
    for title, text in texts():
        network = planned(text)
        parts.append("\n".join([f"= {title}", *of_layers(network.layers, ""), *of_releases(network)]))
    return "\n\n".join(parts) + "\n"


def test_every_plan(pytestconfig: pytest.Config) -> None:
    found = written_anew()
    if pytestconfig.getoption("--update-golden"):
        WRITTEN.write_text(found, encoding="utf-8")
    else:
        lines = zip(found.splitlines(), WRITTEN.read_text(encoding="utf-8").splitlines(), strict=True)
        assert [pair for pair in lines if pair[0] != pair[1]] == []
