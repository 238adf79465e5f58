"""Lint a draft: rules, then severities and suppressions; one finding a cause, sorted by position."""

from collections.abc import Iterator
from functools import cache

from netbuilder.diagnostics import WIDTH, Diagnostic, LayerRef, Path, Severity, Span, advice, fit, in_order
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import example
from netbuilder.graph import LayerGraph, resolve
from netbuilder.graph.unroll import MOST_LAYERS, layer_count
from netbuilder.lint import run_rules
from netbuilder.lint.result import LintResult
from netbuilder.lint.severities import NO_SETTINGS, Settings, apply
from netbuilder.parse.draft import Draft, walk
from netbuilder.rules.base import Rule, every_rule

MOST_FINDINGS = 1_000
"""A file with more is generated, or no config at all."""


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
        for diagnostic in run_rules.findings(graph.unwrapped, run_rules.unseen_rules(draft, settings))
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
        yield _needs_a_layer(draft, ("layers",), _("a network"))
    for entry in walk(draft.layers):
        if entry.inner == () and entry.cls is not None:
            yield _needs_a_layer(draft, (*entry.path, "layers"), entry.cls.__name__)


def _needs_a_layer(draft: Draft, path: Path, what: str) -> Diagnostic:
    message, fix = _("{what} needs at least one layer", what=what), "- Dense: {units: 10}"
    return Diagnostic("NB013", "missing-option", Severity.ERROR, message, draft.address(path), suggestion=example(fix))


def _bounded(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The errors first where there are too many findings; the last one says that there are more."""
    if len(diagnostics) <= MOST_FINDINGS:
        return diagnostics
    worst = sorted(diagnostics, key=lambda diagnostic: -diagnostic.severity)[:MOST_FINDINGS]
    message = _("more than {most_findings:,} findings; the first of them are shown", most_findings=MOST_FINDINGS)
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
    message = _(
        "{layer_count:,} layers once repeats are unrolled; the limit is {most_layers:,}",
        layer_count=graph.layer_count,
        most_layers=MOST_LAYERS,
    )
    address = graph.draft.address(path)
    return Diagnostic("NB003", "over-limit", Severity.ERROR, message, address, suggestion=advice(_("fewer `times`")))


@cache
def _rules_by_code() -> dict[str, Rule]:
    return {rule.code: rule for rule in every_rule()}


def _without_repetitions(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Without repetitions of one place (a repeat's rounds) and without what a stronger finding hides."""
    if not findings:
        return findings
    rules = _rules_by_code()
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
