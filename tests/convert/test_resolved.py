"""A resolved config reads back as the same network, and says nothing that the first one did not."""

from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.layout import text
from netbuilder.convert.resolved_yaml import resolved_data
from netbuilder.convert.templates import template, templates
from netbuilder.diagnostics import Severity
from netbuilder.graph import resolve
from netbuilder.lint.runner import lint
from netbuilder.parse import parse
from netbuilder.parse.draft import Draft, of_network
from netbuilder.plan import Plan, plan
from netbuilder.rules.base import every_rule
from netbuilder.source import read
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.network import Network

CONFIGS = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "configs").glob("*.yaml")
}
TEMPLATES = {name: template(name) for name in templates()}
GOOD = {f"{rule.code}-{at}": text for rule in every_rule() for at, text in enumerate(rule.good)}
HELD = """
seed: 3
input: [4, 2]
layers:
  - repeat:
      times: 2
      layers:
        - Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true, name: mine}}, name: both}
        - TimeDistributed: {layer: {Dense: {units: 4, activation: relu}}}
  - RNN: {cell: [{LSTMCell: {units: 3}}, {GRUCell: {units: 2}}], return_sequences: true}
  - Sequential: {trainable: false, layers: [{SeparableConv1D: {filters: 4, kernel_size: 2, activation: relu}}, Flatten]}
  - Dense: {units: 4, activation: relu, kernel_initializer: {HeNormal: {seed: 5}}}
  - Dense: {units: 1}
compile: {loss: mse}
"""
AS_KERAS = "initializers: keras\ninput: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n  - Dense: {units: 1}\n"


def draft_of(text: str) -> Draft:
    draft = parse(read(text, "network.yaml"))
    assert draft.problems == [], text
    return draft


def resolved(draft: Draft) -> str:
    assert draft.network is not None
    return text(resolved_data(draft.network, plan(resolve(draft))))


def decided(found: Plan) -> list[Any]:
    """Everything that a model is made by."""
    options: list[Any] = [found.name, found.seed, found.input, found.compile and found.compile.loss, found.runtime]
    for leaf in found.leaves():
        drawn = {role: (type(one.initializer).__name__, dict(one.initializer)) for role, one in leaf.decisions.items()}
        options.append((leaf.full_name, type(leaf.node).__name__, drawn, leaf.seeds, leaf.names))
    return options


def same(draft: Draft) -> None:
    text = resolved(draft)
    back = draft_of(text)
    assert decided(plan(resolve(back))) == decided(plan(resolve(draft)))
    # Once more changes nothing.
    assert resolved(back) == text


@pytest.mark.parametrize("text", CONFIGS.values(), ids=CONFIGS)
def test_configs(text: str) -> None:
    same(draft_of(text))


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_templates(text: str) -> None:
    same(draft_of(text))
    same(draft_of(text.replace("seed: 42", "")))


@pytest.mark.parametrize("text", [HELD, AS_KERAS], ids=["held", "keras"])
def test_held_layers_and_keras_defaults(text: str) -> None:
    same(draft_of(text))


@pytest.mark.slow
@pytest.mark.parametrize("cls", every("layer"), ids=lambda cls: cls.__name__)
def test_every_layer(cls: Any) -> None:
    sections = {"input": {"shape": list(cls.example_input)}, "layers": [{cls.__name__: cls.example}], "seed": 1}
    same(of_network(Network.model_validate(sections)))


@pytest.mark.slow
@pytest.mark.parametrize("text", [*CONFIGS.values(), *TEMPLATES.values(), *GOOD.values(), HELD, AS_KERAS])
def test_no_rule_says_more_than_before(text: str) -> None:
    def said(draft: Draft) -> set[str]:
        return {one.code for one in lint(draft).diagnostics if one.severity > Severity.INFO}

    draft = draft_of(text)
    assert said(draft_of(resolved(draft))) <= said(draft)


def test_it_says_what_was_decided() -> None:
    text = """\
seed: 1
input: [8]
layers:
  - repeat: {times: 2, layers: [{Dense: {units: 8, activation: relu}}]}
  - Dense: {units: 1, name: out}
"""
    assert (
        resolved(draft_of(text))
        == """\
name: sequential
seed: 1
initializers: keras
input: [8]
layers:
  - Dense:
      units: 8
      activation: relu
      kernel_initializer: he_normal
      bias_initializer: zeros
      name: dense
  - Dense:
      units: 8
      activation: relu
      kernel_initializer: he_normal
      bias_initializer: zeros
      name: dense_1
  - Dense: {units: 1, kernel_initializer: glorot_uniform, bias_initializer: zeros, name: out}
"""
    )
