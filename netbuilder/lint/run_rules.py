"""Run the rules on a graph: each on the layers, the head and the network that it may have something to say about."""

from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.graph import Head, LayerGraph
from netbuilder.lint.severities import Settings
from netbuilder.parse.draft import Draft, walk
from netbuilder.rules.base import Rule, every_rule
from netbuilder.system.caches import remembered, remembered_by_identity
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Wrapper
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import ShapeError
from netbuilder.vocabulary.network import Network

_MISSPELT = "misspelt"
"""In place of a loss's family: there is one, and it cannot be read."""


class _Selected(NamedTuple):
    """The rules that a layer, or another node, is a reason to call."""

    layer: tuple[Rule, ...]
    """For the layer itself."""
    network: tuple[Rule, ...]
    """For the whole, beside those that are called for every network."""


# Most rules have nothing to say about most layers. Which ones may have is settled once for every class of layer, set
# of written options and activation behind it, so that the rest cost nothing.
@remembered
def _selected(cls: type[Node], written: frozenset[str], behind: str, loss: str, unseen: frozenset[str]) -> _Selected:
    rules = [rule for rule in every_rule() if _may_speak(rule, behind, loss, unseen) and rule.concerns(cls, written)]
    always = _for_every(LayerGraph, "", loss, unseen)
    return _Selected(
        tuple(rule for rule in rules if issubclass(cls, rule.applies_to)),
        tuple(rule for rule in rules if rule.applies_to is LayerGraph and rule not in always),
    )


@remembered_by_identity
def _written(layer: Layer) -> frozenset[str]:
    """The options that are written, as one and the same set at every check: it has to be hashed."""
    return frozenset(layer.model_fields_set)


@remembered
def _for_every(subject: type, behind: str, loss: str, unseen: frozenset[str]) -> tuple[Rule, ...]:
    """The rules for every network, or for every head with that activation."""
    return tuple(
        rule
        for rule in every_rule()
        if rule.applies_to is subject and _may_speak(rule, behind, loss, unseen) and rule.concerns(Network, frozenset())
    )


def _may_speak(rule: Rule, behind: str, loss: str, unseen: frozenset[str]) -> bool:
    """Whether findings of a rule are seen, and it has something to say about such a loss and activation."""
    if rule.code in unseen:
        return False
    if rule.needs_loss and loss in ("", "custom", _MISSPELT):
        return False
    if rule.needs_model and loss in ("", "custom"):
        return False
    if rule.loss_families and loss not in rule.loss_families:
        return False
    return not rule.activation_families or not behind or behind in rule.activation_families


@remembered
def _notes() -> frozenset[str]:
    """The rules that do no more than note something; none of them hides another's finding."""
    return frozenset(rule.code for rule in every_rule() if rule.severity is Severity.INFO)


def unseen_rules(draft: Draft, settings: Settings) -> frozenset[str]:
    """The rules whose findings nobody would see: notes, where notes are not shown and nothing speaks of one."""
    if settings.least is Severity.INFO or (draft.document is not None and draft.document.ignores):
        return frozenset()
    if not settings.rules and not draft.rules:
        return _notes()
    return _notes().difference(settings.rules, draft.rules)


def findings(graph: LayerGraph, unseen: frozenset[str]) -> list[Diagnostic]:
    """What the rules find in a graph, without those whose findings nobody would see."""
    head, loss = graph.head, graph.loss
    if loss is not None:
        family = loss.family_for(head.units if head is not None else None)
    else:
        family = _MISSPELT if graph.has_loss else ""
    for_network: dict[Rule, None] = {}
    for node in _beside_layers(graph):
        selected = _selected(type(node), frozenset(node.written), "", family, unseen)
        if selected.network:
            for_network |= dict.fromkeys(selected.network)
    diagnostics: list[Diagnostic] = []
    effective = graph.effective
    for call in graph.calls:
        layer = call.layer
        if layer is None:
            continue
        behind = effective.get(call.index)
        selected = _selected(type(layer), _written(layer), behind.family if behind is not None else "", family, unseen)
        for rule in selected.layer:
            diagnostics += rule.check(graph, call)
        if selected.network:
            for_network |= dict.fromkeys(selected.network)
    if graph.shape_errors:
        for_network |= dict.fromkeys(_for_every(ShapeError, "", family, unseen))
    for rule in (*_for_every(LayerGraph, "", family, unseen), *for_network):
        diagnostics += rule.check(graph, graph)
    if head is not None:
        for rule in _for_every(Head, head.activation.family, family, unseen):
            diagnostics += rule.check(graph, head)
    return diagnostics


def _beside_layers(graph: LayerGraph) -> Iterator[Node]:
    """What stands beside the layers: `input`, `runtime`, `compile` and what it holds, models in the model, wrappers."""
    if graph.draft.input is not None:
        yield graph.draft.input
    if graph.draft.runtime.written:
        yield graph.draft.runtime
    compile_ = graph.draft.compile
    if compile_ is not None and not history(type(compile_)).told_options.isdisjoint(compile_.written):
        yield compile_  # what it holds comes by itself
    if graph.optimizer is not None:
        yield graph.optimizer
        if graph.optimizer.inner is not graph.optimizer:
            yield graph.optimizer.inner
    if graph.loss is not None:
        yield graph.loss
    for placed in graph.metrics:
        yield placed.metric
    yield from (entry.node for entry in walk(graph.draft.layers) if entry.inner is not None and entry.node is not None)
    for call in graph.calls:
        outer = call.outer
        while isinstance(outer, Wrapper):
            yield outer
            outer = outer.inner
