"""Layers of two networks side by side, as a diff aligns lines: equal ones first, then those of one class."""

from collections.abc import Iterator, Sequence

from netbuilder.comparison.matching import stretches
from netbuilder.comparison.records import Change, LayerPair, LayerState


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
