"""A mistake in one place silences nothing elsewhere: two from the rules' bad examples are both found in one file."""

import random

import pytest

from netbuilder.rules.base import every_rule
from netbuilder.source import read
from tests.rules.judging import judge

# One mistake in the layers, one in what stands around them; neither is about what the other one touches.
LAYERS = {
    "NB105": "input: [28, 28]\nlayers:\n  - Dense: {units: 64, activation: relu}\n  - Dense: {units: 10}\n",
    "NB109": "input: {shape: [4], dtype: string}\nlayers:\n  - Dense: {units: 8, activation: relu}\n"
    "  - Dense: {units: 1}\n",
    "NB110": "input: [6]\nlayers:\n  - Discretization: {bin_boundaries: [0.0, 1.0]}\n"
    "  - Embedding: {input_dim: 2, output_dim: 4}\n  - Flatten\n  - Dense: {units: 1}\n",
    "NB201": "input: [8]\nlayers:\n  - Dense: {units: 8, activation: relu, kernel_initializer: glorot_uniform}\n"
    "  - Dense: {units: 1}\n",
    "NB401": "input: [8]\nlayers:\n  - Dense: {units: 16}\n  - Dense: {units: 1}\n",
    "NB504": "input: [8]\nlayers:\n  - Dense: {units: 16, activation: relu}\n  - Dropout: {rate: 0.9}\n"
    "  - Dense: {units: 1}\n",
    "NB510": "input: [20, 1]\nlayers:\n  - LayerNormalization\n  - Flatten\n  - Dense: {units: 1}\n",
    "NB010": "input: [8]\nlayers:\n  - Densee: {units: 16, activation: relu}\n  - Dense: {units: 1}\n",
    "NB011": "input: [8]\nlayers:\n  - Dense: {units: 16, activation: relu, activty: 3}\n  - Dense: {units: 1}\n",
}
AROUND = {
    "NB701": "compile: {optimizer: {Adam: {learning_rate: -0.001}}, loss: mse}\n",
    "NB703": "compile: {optimizer: {SGD: {momentum: 1.5}}, loss: mse}\n",
    "NB015": "compile: {optimizer: adam, loss: mseee}\n",
    "NB014": "seed: many\ncompile: {optimizer: adam, loss: mse}\n",
    "NB018": "rules: {NB0999: off}\ncompile: {optimizer: adam, loss: mse}\n",
}
SOUND_LAYERS = "input: [8]\nlayers:\n  - Dense: {units: 16, activation: relu}\n  - Dense: {units: 1}\n"
SOUND_COMPILE = "compile: {optimizer: adam, loss: mse}\n"
# What only is one together with a loss that is known: one position too many for its labels.
NEEDS_THE_LOSS = {("NB105", "NB015")}


def codes(text: str) -> set[str]:
    return {diagnostic.code for diagnostic in judge(text).diagnostics}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("layers", LAYERS)
def test_both_of_two_mistakes_are_found(layers: str, around: str) -> None:
    alone, beside = codes(LAYERS[layers] + SOUND_COMPILE), codes(SOUND_LAYERS + AROUND[around])
    assert layers in alone
    assert around in beside
    expected = {around} if (layers, around) in NEEDS_THE_LOSS else {layers, around}
    assert expected <= codes(LAYERS[layers] + AROUND[around])


def test_bad_examples_keep_their_finding_beside_a_second_mistake() -> None:
    """An unknown top-level key, a negative seed and a rule that there is not, put into every bad example."""
    random.seed(0)
    second = {"NB011": "nobody: knows\n", "NB012": "seed: -1\n", "NB018": "rules: {NB0999: off}\n"}
    lost = []
    for rule in every_rule():
        for text in rule.bad:
            root = read(text, "x.yaml").root
            data = root.value if root is not None else {}
            code, addition = random.choice([pair for pair in second.items() if pair[1].partition(":")[0] not in data])
            if not {rule.code, code} <= codes(text.rstrip("\n") + "\n" + addition):
                lost.append((rule.code, code, text))
    assert not lost
