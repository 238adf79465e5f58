"""A mistake in one place silences nothing elsewhere: every rule's bad examples, with a second mistake written in."""

import re
from collections.abc import Callable

import pytest

import netbuilder as nb
from netbuilder.rules.base import Rule, every_rule
from tests.rules.judging import judge, line_of, marks

# What they find is about the loss, or only a fault with some of the losses.
OF_THE_LOSS = {"NB106", "NB130", "NB317", "NB510"}


def misspelt_loss(text: str) -> str:
    return re.sub(r"loss: \w+", "loss: msee", text)


def misspelt_metric(text: str) -> str:
    return text.replace("metrics: [", "metrics: [mae, acuracyy, ", 1)


def misspelt_optimizer(text: str) -> str:
    return re.sub(r"optimizer: adam\b", "optimizer: adamm", text)


def misspelt_option_of_the_optimizer(text: str) -> str:
    return re.sub(r"optimizer: adam\b", "optimizer: {Adam: {bta_1: 0.9}}", text)


def misspelt_option_of_a_layer(text: str) -> str:
    return text.replace("activation: relu}", "activation: relu, kernel_regulariser: l2}", 1)


def misspelt_option_of_a_section(text: str) -> str:
    return text if "runtime" in text else text.rstrip("\n") + "\nruntime: {devic: cpu}\n"


MISTAKES = (
    misspelt_loss,
    misspelt_metric,
    misspelt_optimizer,
    misspelt_option_of_the_optimizer,
    misspelt_option_of_a_layer,
    misspelt_option_of_a_section,
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_both_mistakes_are_found(rule: Rule, mistake: Callable[[str], str]) -> None:
    if mistake is misspelt_loss and (rule.needs_loss or rule.code in OF_THE_LOSS):
        return
    for text in rule.bad:
        changed = mistake(text)
        if changed == text:
            continue
        report = judge(changed)
        found = {(line_of(one), one.code) for one in report.diagnostics}
        assert marks(text) <= found, changed
        assert any(code in ("NB011", "NB015") for _, code in found), changed


def test_metrics_beside_a_misspelt_one_are_judged() -> None:
    report = judge(
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1, activation: sigmoid}
compile:
  optimizer: {SGD: {learning_rate: -1.0e-3, momntum: 0.9}}
  loss: {BinaryCrossentropy: {from_logts: true}}
  metrics:
    - acuracy
    - f1_score
    - AUC: {curv: PR, from_logits: true}
"""
    )
    found = {(line_of(one), one.code) for one in report.diagnostics}
    expected = {(6, "NB701"), (6, "NB011"), (7, "NB011"), (9, "NB015"), (10, "NB318"), (11, "NB011"), (11, "NB318")}
    assert expected <= found


@pytest.mark.parametrize(
    ("sample", "layer"),
    [
        ("[28, 28]", "Dense: {units: 64, activation: relu}"),
        ("[28, 28, 1]", "Conv2D: {filters: 8, kernel_size: 3, activation: relu}"),
        ("[120]", "Embedding: {input_dim: 1000, output_dim: 16}"),
        ("[20, 3]", "LSTM: {units: 8, return_sequences: true}"),
    ],
)
@pytest.mark.parametrize("activation", ["linear", "relu", "sigmoid", "softmax"])
@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "categorical_crossentropy"])
def test_a_missing_flatten_is_said_beside_a_head_that_does_not_fit(
    sample: str, layer: str, activation: str, loss: str
) -> None:
    def codes(head: str) -> set[str]:
        text = f"input: {sample}\nlayers:\n  - {layer}\n  - Dense: {{units: 10, activation: {head}}}\n"
        return {each.code for each in nb.check(f"{text}compile: {{optimizer: adam, loss: {loss}}}\n").diagnostics}

    assert ("NB105" in codes(activation)) == ("NB105" in codes("softmax"))
    assert bool(codes(activation) & {"NB302", "NB303"}) == (activation != "softmax")
