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
from netbuilder.vocabulary.base.layer import Layer

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


def lint(draft: Draft, settings: Settings = NO_SETTINGS) -> LintResult:
    """Lint a draft: what is wrong with its writing, and what the rules find."""
    graph = resolve(draft)
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


# Most rules have nothing to say about most layers. Which ones may have is settled once for every class of layer, set
# of written options and activation behind it, so that the rest cost nothing.
@remembered
def _for_step(
    cls: type[Layer], written: frozenset[str], behind: str, loss: str, unseen: frozenset[str]
) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in every_rule()
        if rule.applies_to is not LayerGraph
        and rule.applies_to is not Head
        and issubclass(cls, rule.applies_to)
        and _concerns(rule, written, loss, unseen)
        and (not rule.activation_families or not behind or behind in rule.activation_families)
    )


@remembered
def _for_whole(subject: type, written: frozenset[str], loss: str, unseen: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in every_rule() if rule.applies_to is subject and _concerns(rule, written, loss, unseen))


def _concerns(rule: Rule, written: frozenset[str], loss: str, unseen: frozenset[str]) -> bool:
    if rule.code in unseen:
        return False
    if rule.needs_loss and loss in ("", "custom", _MISSPELT):
        return False
    if rule.needs_model and loss in ("", "custom"):
        return False
    if rule.loss_families and loss not in rule.loss_families:
        return False
    return not rule.option_suffixes or any(option.endswith(rule.option_suffixes) for option in written)


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
    anywhere: set[str] = set()
    findings: list[Diagnostic] = []
    effective = graph.effective
    for call in graph.calls:
        layer = call.layer
        if layer is None:
            continue
        written = frozenset(layer.model_fields_set)
        anywhere |= written
        behind = effective.get(call.index)
        for rule in _for_step(type(layer), written, behind.family if behind is not None else "", family, unseen):
            findings += rule.check(graph, call)
    options = frozenset(anywhere)
    for rule in _for_whole(LayerGraph, options, family, unseen):
        findings += rule.check(graph, graph)
    if head is not None:
        for rule in _for_whole(Head, options, family, unseen):
            findings += rule.check(graph, head)
    return findings


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
