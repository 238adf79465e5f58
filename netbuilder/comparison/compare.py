"""Two sessions -> their comparison."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from netbuilder.comparison.matching import stretches
from netbuilder.comparison.records import Change, Comparison, Finding, LayerPair, LayerState
from netbuilder.comparison.states import has_plan, layer_states, settings_of
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.pipeline import Session


def compare(before: Session, after: Session) -> Comparison:
    """Everything that differs between two networks."""
    # Where one of them has no plan, initializers are compared as they are written.
    is_planned = has_plan(before) and has_plan(after)
    layers = aligned(layer_states(before, is_planned=is_planned), layer_states(after, is_planned=is_planned))
    appeared, gone = _findings(before.report.diagnostics, after.report.diagnostics)
    return Comparison(
        before.name,
        after.name,
        layers,
        tuple(changes(settings_of(before), settings_of(after))),
        tuple(_totals(before, after)),
        tuple(_choosers(layers)),
        appeared,
        gone,
    )


def _totals(before: Session, after: Session) -> Iterator[Change]:
    first, second = _sums(before), _sums(after)
    for what, value in first.items():
        yield Change(what, value, second[what])


def _sums(session: Session) -> dict[str, str]:
    graph = session.report.graph
    need = memory_needed(graph)
    sums = {
        "layers": f"{len(graph.calls):,}",
        "parameters": f"{graph.parameters:,}",
        "trainable": f"{sum(call.trainable_parameters for call in graph.calls):,}",
        "memory": format_bytes(need.weights),
        "optimizer's memory": format_bytes(need.optimizer),
    }
    if all(call.is_known for call in graph.calls):
        return sums
    return dict.fromkeys(sums, "unknown") | {"layers": sums["layers"]}


def _choosers(layers: Iterable[LayerPair]) -> Iterator[Change]:
    for pair in layers:
        before, after = pair.before, pair.after
        if before is None or after is None:
            continue
        for role, text in before.initializers.items():
            old, new = before.chosen_by.get(role, ""), after.chosen_by.get(role, "")
            if after.initializers.get(role) == text and old != new:
                yield Change(f"layers[{after.index}] {after.class_name} {role}", old, new)


def _findings(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings, notes left out, that only the second network has, and those that only the first has."""
    first, second = (
        Counter(
            Finding(diagnostic.code, diagnostic.name, diagnostic.message)
            for diagnostic in diagnostics
            if diagnostic.severity > Severity.INFO
        )
        for diagnostics in (before, after)
    )
    return tuple((second - first).elements()), tuple((first - second).elements())


def aligned(before: Sequence[LayerState], after: Sequence[LayerState]) -> tuple[LayerPair, ...]:
    """Every layer of both, those that are the same in one pair."""
    pairs: list[LayerPair] = []
    identities = [layer.identity for layer in before], [layer.identity for layer in after]
    for is_equal, (old, new) in stretches(*identities):
        if is_equal:
            pairs += [LayerPair("equal", *pair) for pair in zip(before[old], after[new], strict=True)]
        else:
            pairs += _by_class(before[old], after[new])
    return tuple(pairs)


def _by_class(before: Sequence[LayerState], after: Sequence[LayerState]) -> Iterator[LayerPair]:
    """Layers that are not equal: of one class they have changed, else they have come or gone."""
    names = [layer.class_name for layer in before], [layer.class_name for layer in after]
    for is_equal, (old, new) in stretches(*names):
        if is_equal:
            for earlier, later in zip(before[old], after[new], strict=True):
                yield LayerPair("changed", earlier, later, tuple(_changes(earlier, later)))
            continue
        yield from (LayerPair("removed", layer, None) for layer in before[old])
        yield from (LayerPair("added", None, layer) for layer in after[new])


def _changes(before: LayerState, after: LayerState) -> Iterator[Change]:
    if before.name != after.name:
        yield Change("name", before.name, after.name)
    yield from changes(before.options, after.options)
    yield from changes(before.initializers, after.initializers)


def changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """The keys whose text differs, in the order of the first that has them."""
    keys = dict.fromkeys([*before, *after])
    return [
        Change(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]
