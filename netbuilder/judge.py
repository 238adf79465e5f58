"""Judge a draft: rules, then severities and suppressions; one finding a cause, sorted by position."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from netbuilder.chain import Chain, Head, resolve
from netbuilder.diagnostics import Diagnostic, LayerRef, Severity, Span, in_order
from netbuilder.draft import Draft
from netbuilder.rules.base import Rule, every_rule
from netbuilder.schema.layer import Layer
from netbuilder.severities import Settings, apply

NO_SETTINGS = Settings()


class Report(NamedTuple):
    """Everything there is to say about a network."""

    diagnostics: tuple[Diagnostic, ...]
    """Sorted by position; those of severity info too."""
    draft: Draft
    chain: Chain

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is printed and does not stop a build."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.WARN)


def check(draft: Draft, settings: Settings = NO_SETTINGS) -> Report:
    """Judge a draft: what is wrong with its writing, and what the rules find."""
    chain = resolve(draft)
    said = {one.address for one in draft.problems if one.address is not None}
    # A stand-in for a broken option can make a rule speak at the very place where the mistake was already said.
    found = [one for one in _findings(chain) if one.address not in said]
    diagnostics = apply([*draft.problems, *_one_a_cause(found)], draft, settings)
    return Report(in_order(diagnostics), draft, chain)


@cache
def _by_subject() -> tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Rule, ...]]:
    network, head, layer = [], [], []
    for rule in every_rule():
        if rule.wants is Chain:
            network.append(rule)
        elif rule.wants is Head:
            head.append(rule)
        else:
            layer.append(rule)
    return tuple(network), tuple(head), tuple(layer)


@cache
def _for_layer(cls: type[Layer]) -> tuple[Rule, ...]:
    return tuple(rule for rule in _by_subject()[2] if issubclass(cls, rule.wants))


def _findings(chain: Chain) -> Iterable[Diagnostic]:
    for_network, for_head, _ = _by_subject()
    loss = chain.loss
    knows_loss = loss is not None and loss.family != "custom"
    for rule in for_network:
        if knows_loss or not rule.needs_loss:
            yield from rule.check(chain, chain)
    head = chain.head
    if head is not None:
        for rule in for_head:
            if knows_loss or not rule.needs_loss:
                yield from rule.check(chain, head)
    for step in chain.steps:
        if step.layer is not None:
            for rule in _for_layer(type(step.layer)):
                if knows_loss or not rule.needs_loss:
                    yield from rule.check(chain, step)


def _one_a_cause(found: list[Diagnostic]) -> list[Diagnostic]:
    """Without repetitions of one place (a repeat's rounds) and without what a stronger finding hides."""
    rules = {rule.code: rule for rule in every_rule()}
    hidden_everywhere: set[str] = set()
    hidden_at: set[tuple[str, LayerRef | None]] = set()
    for one in found:
        rule = rules[one.code]
        for code in rule.hides:
            if rule.hides_within == "network":
                hidden_everywhere.add(code)
            else:
                hidden_at.add((code, one.layer))
    kept: dict[tuple[object, ...], Diagnostic] = {}
    for one in found:
        if one.code in hidden_everywhere or (one.code, one.layer) in hidden_at:
            continue
        place = one.address[1:] if isinstance(one.address, Span) else one.address
        kept.setdefault((one.code, place, one.message), one)
    return list(kept.values())
