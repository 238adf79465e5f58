"""Findings stand where the cause is written: in repeats, behind aliases, in Python; and all of them are short facts."""

# ruff: noqa: E501 - a row of the table is one line

import re
from pathlib import Path

import pytest

from netbuilder.diagnostics import Place, Span
from netbuilder.rules.base import every_rule
from tests.rules.judging import described, judge, line_of, marks
from tests.rules.test_must_pass import ROWS

RELU = "activation: relu, kernel_initializer: glorot_uniform"
POSITIONS = [
    # a repeat says it once, at the place that is written
    ("NB201", f"input: [8]\nlayers:\n  - repeat:\n      times: 3\n      layers:\n        - Dense: {{units: 8, {RELU}}}  # NB201\n  - Dense: {{units: 4}}\n"),
    ("NB203", "input: [8]\nlayers:\n  - repeat: {times: 2, layers: [{Sequential: {layers: [Dense: {units: 8, kernel_initializer: ones}]}}]}  # NB203\n"
              "  - Dense: {units: 4}\n"),
    # seeds in a repeat: the second round draws what the first drew
    ("NB208", "input: [8]\nlayers:\n  - repeat:\n      times: 2\n      layers:\n        - Dense: {units: 8, kernel_initializer: {HeNormal: {seed: 1}}}  # NB208\n"
              "        - ReLU\n  - Dense: {units: 4}\n"),
    # an alias is said where the values stand
    ("NB504", "input: [8]\nx-drop: &drop\n  rate: 0.9  # NB504\nlayers:\n  - Dense: {units: 8, activation: relu}\n  - Dropout: *drop\n  - Dense: {units: 4}\n"),
    ("NB701 NB703", "input: [8]\nx-fast: &fast {Adam: {learning_rate: 0.5, beta_1: 1.5}}  # NB701 NB703\nlayers:\n  - Dense: {units: 8, activation: relu}\n"
                    "  - Dense: {units: 4}\ncompile: {optimizer: {LossScaleOptimizer: {inner_optimizer: *fast}}, loss: mse}\n"),
    ("NB704", "input: [8]\nx-fall: &fall {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 10}}  # NB704\nlayers:\n  - Dense: {units: 4}\n"
              "compile: {optimizer: {SGD: {learning_rate: *fall}}, loss: mse}\n"),
    ("NB507", "input: [8]\nx-strong: &strong {L2: {l2: 1.0}}  # NB507\nlayers:\n  - Dense: {units: 4, kernel_regularizer: *strong}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "text"), POSITIONS)
def test_a_position_is_that_of_what_is_written(codes: str, text: str) -> None:
    report = judge(text)
    found = {(line_of(one), one.code) for one in report.diagnostics if one.code in codes.split()}
    named = [one for one in report.diagnostics if one.code in codes.split()]
    addresses = [one.address for one in named] + [place.address for one in named for place in one.related]
    lines = {address.line for address in addresses if isinstance(address, Span)}
    wanted = marks(text)
    assert {code for _, code in found} == {code for _, code in wanted}, described(report)
    assert len(found) == len(wanted), described(report)
    assert {line for line, _ in wanted} <= lines, described(report)


def test_a_network_made_in_python_is_told_its_own_places() -> None:
    import netbuilder as nb

    network = nb.Network(
        input=[8],
        layers=[
            nb.repeat(times=2, layers=[nb.Dense(units=8, activation="relu", kernel_initializer="zeros")]),
            nb.Dropout(rate=0.9),
            nb.Dense(units=4),
        ],
    )
    found = {one.code: one for one in nb.check(network)}
    assert found["NB203"].address == Place("layers[0].repeat.layers[0].Dense.kernel_initializer")
    assert found["NB504"].address == Place("layers[1].Dropout.rate")
    assert not any(one.edits for one in found.values())


def texts() -> list[str]:
    """Every example of every rule, every row above, and the corpora."""
    corpora = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "corpus").rglob("*.yaml"))]
    return [text for rule in every_rule() for text in (*rule.bad, *rule.good)] + [text for _, text in ROWS] + corpora


def test_messages_are_short_facts() -> None:
    for text in texts():
        for one in judge(text).diagnostics:
            assert 0 < len(one.message) <= 80, one.message
            for words in (one.message, one.why, one.fix):
                assert not words.endswith((".", "!")), words
                assert not re.search(r"\b(please|oops|invalid|pydantic|traceback)\b", words, re.IGNORECASE), words
