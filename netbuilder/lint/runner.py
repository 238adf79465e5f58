"""Lint a draft: rules, then severities and suppressions; one finding a cause, sorted by position."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netbuilder.diagnostics import WIDTH, Diagnostic, LayerRef, Path, Severity, Span, advice, fit, in_order
from netbuilder.diagnostics.suggestion import example
from netbuilder.graph import Head, LayerGraph, resolve
from netbuilder.graph.unroll import MOST_LAYERS, layer_count
from netbuilder.lint.severities import NO_SETTINGS, Settings, apply
from netbuilder.parse.draft import Draft, walk
from netbuilder.rules.base import Rule, every_rule
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.layer import Wrapper
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import ShapeError
from netbuilder.vocabulary.network import Network

MOST_FINDINGS = 1_000
"""A file with more is generated, or no config at all."""


class LintResult(NamedTuple):
    """Everything there is to say about a network."""

    diagnostics: tuple[Diagnostic, ...]
    """Sorted by position; those of severity info too."""
    draft: Draft
    graph: LayerGraph

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is printed and does not stop a build."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.WARN)

    @property
    def visible(self) -> tuple[Diagnostic, ...]:
        """Errors and warnings, but no notes."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity >= Severity.WARN)

    def stops_a_build(self, strict: bool) -> bool:
        """Whether there are errors, or with `strict` warnings."""
        return stops_a_build(self.diagnostics, strict)


def stops_a_build(diagnostics: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether there are errors among some findings, or with `strict` warnings."""
    least = Severity.WARN if strict else Severity.ERROR
    return any(diagnostic.severity >= least for diagnostic in diagnostics)


def lint(draft: Draft, settings: Settings = NO_SETTINGS, keras: str | None = None) -> LintResult:
    """Lint a draft: what is wrong with its writing, and what the rules find.

    Args:
        keras: the release of Keras that the network is for, in place of the one that it names.
    """
    graph = resolve(draft, keras)
    addresses = {diagnostic.address for diagnostic in draft.problems if diagnostic.address is not None}
    # A stand-in for a broken option can make a rule speak at the very place where the mistake was already said.
    findings = [
        diagnostic
        for diagnostic in _findings(graph.unwrapped, _unseen(draft, settings))
        if diagnostic.address not in addresses
    ]
    written = [*draft.problems, *(diagnostic for diagnostic in _empty(draft) if diagnostic.address not in addresses)]
    if graph.over_limit:
        written.append(_over_limit(graph))
    diagnostics = in_order(apply([*written, *_without_repetitions(findings)], draft, settings))
    fitting = tuple(
        [
            diagnostic if len(diagnostic.message) <= WIDTH else diagnostic._replace(message=fit(diagnostic.message))
            for diagnostic in diagnostics
        ]
    )
    return LintResult(_bounded(fitting), draft, graph)


def _empty(draft: Draft) -> Iterator[Diagnostic]:
    """Lists of layers without a layer: Keras makes a model of them that it cannot build."""
    if draft.document is not None and draft.document.root is None:
        return
    if not draft.layers and ("layers",) not in draft.invalid_paths:
        yield _needs_a_layer(draft, ("layers",), "a network")
    for entry in walk(draft.layers):
        if entry.inner == () and entry.cls is not None:
            yield _needs_a_layer(draft, (*entry.path, "layers"), entry.cls.__name__)


def _needs_a_layer(draft: Draft, path: Path, what: str) -> Diagnostic:
    message, fix = f"{what} needs at least one layer", "- Dense: {units: 10}"
    return Diagnostic("NB013", "missing-option", Severity.ERROR, message, draft.address(path), suggestion=example(fix))


def _bounded(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The errors first where there are too many findings; the last one says that there are more."""
    if len(diagnostics) <= MOST_FINDINGS:
        return diagnostics
    worst = sorted(diagnostics, key=lambda diagnostic: -diagnostic.severity)[:MOST_FINDINGS]
    message = f"more than {MOST_FINDINGS:,} findings; the first of them are shown"
    more = Diagnostic("NB003", "over-limit", worst[0].severity, message, worst[-1].address)
    return (*in_order(worst), more)


def _over_limit(graph: LayerGraph) -> Diagnostic:
    """NB003 at the `times` that asks for most layers, or at the list where no repeat does."""
    layers = graph.draft.layers
    path: Path = ("layers",)
    while layers:
        largest = max(layers, key=lambda entry: layer_count([entry]))
        if largest.inner is None or layer_count([largest]) * 2 < graph.layer_count:
            break
        layers, path = largest.inner, (*largest.path, "times")
    message = f"{graph.layer_count:,} layers once repeats are unrolled; the limit is {MOST_LAYERS:,}"
    address = graph.draft.address(path)
    return Diagnostic("NB003", "over-limit", Severity.ERROR, message, address, suggestion=advice("fewer `times`"))


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
    """The rules that do no more than note something, and hide nothing by it."""
    return frozenset(rule.code for rule in every_rule() if rule.severity is Severity.INFO and not rule.supersedes)


def _unseen(draft: Draft, settings: Settings) -> frozenset[str]:
    """The rules whose findings nobody would see: notes, where notes are not shown and nothing speaks of one."""
    if settings.least is Severity.INFO or (draft.document is not None and draft.document.ignores):
        return frozenset()
    if not settings.rules and not draft.rules:
        return _notes()
    return _notes().difference(settings.rules, draft.rules)


def _findings(graph: LayerGraph, unseen: frozenset[str]) -> list[Diagnostic]:
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
    findings: list[Diagnostic] = []
    effective = graph.effective
    for call in graph.calls:
        layer = call.layer
        if layer is None:
            continue
        behind = effective.get(call.index)
        written = frozenset(layer.model_fields_set)
        selected = _selected(type(layer), written, behind.family if behind is not None else "", family, unseen)
        for rule in selected.layer:
            findings += rule.check(graph, call)
        if selected.network:
            for_network |= dict.fromkeys(selected.network)
    if graph.shape_errors:
        for_network |= dict.fromkeys(_for_every(ShapeError, "", family, unseen))
    for rule in (*_for_every(LayerGraph, "", family, unseen), *for_network):
        findings += rule.check(graph, graph)
    if head is not None:
        for rule in _for_every(Head, head.activation.family, family, unseen):
            findings += rule.check(graph, head)
    return findings


def _beside_layers(graph: LayerGraph) -> Iterator[Node]:
    """What stands beside the layers: `input`, `runtime`, what is compiled, and wrappers."""
    if graph.draft.input is not None:
        yield graph.draft.input
    if graph.draft.runtime.written:
        yield graph.draft.runtime
    if graph.optimizer is not None:
        yield graph.optimizer
        if graph.optimizer.inner is not graph.optimizer:
            yield graph.optimizer.inner
    if graph.loss is not None:
        yield graph.loss
    for placed in graph.metrics:
        yield placed.metric
    for call in graph.calls:
        outer = call.outer
        while isinstance(outer, Wrapper):
            yield outer
            outer = outer.inner


def _without_repetitions(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Without repetitions of one place (a repeat's rounds) and without what a stronger finding hides."""
    if not findings:
        return findings
    rules = {rule.code: rule for rule in every_rule()}
    hidden_everywhere: set[str] = set()
    hidden_at: set[tuple[str, LayerRef | None]] = set()
    for diagnostic in findings:
        rule = rules[diagnostic.code]
        for code in rule.supersedes:
            if rule.supersedes_within == "network":
                hidden_everywhere.add(code)
            else:
                hidden_at.add((code, diagnostic.layer))
    unique: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in findings:
        if diagnostic.code in hidden_everywhere or (diagnostic.code, diagnostic.layer) in hidden_at:
            continue
        place = diagnostic.address[1:] if isinstance(diagnostic.address, Span) else diagnostic.address
        unique.setdefault((diagnostic.code, place, diagnostic.message), diagnostic)
    return list(unique.values())
