"""Rules are called for what they concern: that saves time, and costs no finding."""

import re
from collections.abc import Iterator

import pytest

from netbuilder.diagnostics.record import sort_key
from netbuilder.pipeline import Session
from netbuilder.rules.base import Rule, every_rule
from netbuilder.system.caches import clear

COMPILED = (
    "compile: {optimizer: {SGD: {learning_rate: 9.0, momentum: 2.0, nesterov: true}}, loss: cosine_similarity, "
    "metrics: [cosine_similarity, {AUC: {multi_label: true}}, {MeanIoU: {num_classes: 3}}, F1Score]}\n"
)
TURNS = [
    (r"\Z", ""),
    (r"\Z", "runtime: {precision: bfloat16}\n"),
    (r"(?m)^compile:.*(\n .*)*\n|\Z", COMPILED),
    (r"(?m)^input: (\[.*\])$", r"input: {shape: \1, dtype: string}"),
    (r"(?m)^layers:\n", "layers:\n  - Discretization: {bin_boundaries: [0.0, 1.0]}\n"),
    (r"(?m)^layers:\n", "layers:\n  - Masking\n  - LayerNormalization: {axis: 1, dtype: float64}\n"),
]
"""Other values, another precision and another `compile`, so that rules meet what their own examples lack."""


@pytest.fixture
def forget() -> Iterator[None]:
    """Which rules are called is remembered."""
    clear()
    yield
    clear()


def _findings(text: str) -> set[tuple[object, ...]]:
    return {(*sort_key(diagnostic), diagnostic.message) for diagnostic in Session(text, "net.yaml").report.diagnostics}


@pytest.mark.usefixtures("forget")
@pytest.mark.parametrize(("pattern", "replacement"), TURNS)
def test_no_finding_is_lost_by_not_calling_a_rule(
    pattern: str, replacement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [text for rule in every_rule() for text in (*rule.bad, *rule.good)]
    texts = [re.sub(pattern, replacement, text, count=1) for text in dict.fromkeys(examples)]
    selected = [_findings(text) for text in texts]
    clear()
    monkeypatch.setattr(Rule, "concerns", _always)
    for rule in every_rule():
        monkeypatch.setattr(type(rule), "concerns", _always)
    for text, before in zip(texts, selected, strict=True):
        assert before == _findings(text), text


def test_an_ordinary_network_calls_no_rule_about_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    for rule in every_rule():
        check = rule.check
        monkeypatch.setattr(
            rule,
            "check",
            lambda graph, subject, rule=rule, check=check: called.append(rule.code) or check(graph, subject),
        )
    text = "input: [8]\nlayers:\n  - Dense: {units: 8, activation: relu}\n  - Dense: {units: 1}\n"
    Session(f"{text}compile: {{optimizer: adam, loss: mse}}\n", "net.yaml").report  # noqa: B018  # it is lazy
    assert "NB401" in called
    assert not {"NB101", "NB106", "NB109", "NB110", "NB122", "NB123", "NB319", "NB510", "NB707", "NB708"} & set(called)


def _always(self: Rule, cls: type, written: frozenset[str]) -> bool:
    return True
