"""Layers of two networks side by side, as a diff aligns lines: equal ones first, then those of one class."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from netbuilder.comparison.records import Change, LayerPair, LayerState


def aligned(before: Sequence[LayerState], after: Sequence[LayerState]) -> tuple[LayerPair, ...]:
    """Every layer of both, those that are the same in one pair."""
    pairs: list[LayerPair] = []
    identities = [layer.identity for layer in before], [layer.identity for layer in after]
    matcher = SequenceMatcher(None, *identities, autojunk=False)
    for tag, start, end, start_after, end_after in matcher.get_opcodes():
        if tag == "equal":
            equal = zip(before[start:end], after[start_after:end_after], strict=True)
            pairs += [LayerPair("equal", *pair) for pair in equal]
        else:
            pairs += _by_class(before[start:end], after[start_after:end_after])
    return tuple(pairs)


def _by_class(before: Sequence[LayerState], after: Sequence[LayerState]) -> Iterator[LayerPair]:
    """Layers that are not equal: of one class they have changed, else they have come or gone."""
    names = [layer.class_name for layer in before], [layer.class_name for layer in after]
    for tag, start, end, start_after, end_after in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            for old, new in zip(before[start:end], after[start_after:end_after], strict=True):
                yield LayerPair("changed", old, new, tuple(_changes(old, new)))
            continue
        yield from (LayerPair("removed", old, None) for old in before[start:end])
        yield from (LayerPair("added", None, new) for new in after[start_after:end_after])


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
