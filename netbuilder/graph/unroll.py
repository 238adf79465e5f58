"""Draft -> layer calls: repeats unrolled, nested models inlined, wrappers taken off."""

from collections.abc import Iterator, Sequence

from netbuilder.graph.layer_call import LayerCall
from netbuilder.parse.draft import Draft, DraftLayer, draft_layers
from netbuilder.vocabulary.base.layer_names import explicit_name
from netbuilder.vocabulary.base.layer_roles import Wrapper
from netbuilder.vocabulary.base.repetition import Occurrence, count, unrolled

MOST_LAYERS = 20_000
"""More layers than this once unrolled is NB003: nobody builds them, and a file of one line can ask for them."""
_FEW_TIMES = 2
"""How often such a network has a repeat: what follows once is what follows always."""


def layer_count(entries: Sequence[DraftLayer]) -> int:
    """How many layers the entries unroll to, found without unrolling them."""
    if _are_layers(entries):
        return len(entries)
    return count(entries, lambda entry: None if entry.inner is None else (_times(entry), entry.inner))


def _are_layers(entries: Sequence[DraftLayer]) -> bool:
    """Whether each of the entries stands for itself, as in most networks: that is known faster than counted."""
    for entry in entries:  # noqa: SIM110  # the builtin takes three times as long
        if entry.inner is not None:
            return False
    return True


def repetition(entry: DraftLayer, most: int | None = None) -> tuple[int, Sequence[DraftLayer]] | None:
    """How often an entry stands for which others, at most so often; None for one that stands for itself."""
    if entry.inner is None or entry.cls is None or not entry.cls.is_inlined:
        return None
    times = _times(entry) if layer_count(entry.inner) else 0  # a billion times nothing
    return (times if most is None else min(times, most)), entry.inner


def _times(entry: DraftLayer) -> int:
    return entry.node.repetitions if entry.node is not None else 1


def unroll(draft: Draft, *, unwrapped: bool = False) -> list[LayerCall]:
    """The layers of a draft without their shapes; a network over the limit has every repeat a few times only.

    `unwrapped`, a model that `TimeDistributed` applies gives a call for each of its layers: it is the same as each of
    them under a `TimeDistributed` of its own.
    """
    calls: list[LayerCall] = []
    most = MOST_LAYERS if layer_count(draft.layers) <= MOST_LAYERS else _FEW_TIMES
    for place, (entry, scope, repeat_indices) in enumerate(_flat(draft.layers, (), (), most)):
        if len(calls) >= MOST_LAYERS:
            break
        inside = list(_unwrapped(entry, scope, repeat_indices, place, len(calls))) if unwrapped else ()
        if inside:
            calls += inside
        else:
            calls.append(_bare(LayerCall(len(calls), entry, scope, repeat_indices), place))
    return calls


def _bare(call: LayerCall, place: int) -> LayerCall:
    """The call with its wrappers taken off."""
    call.model_index, layer = place, call.entry.node
    while isinstance(layer, Wrapper):
        call.per_step = call.per_step or layer.is_per_step
        layer = layer.inner
        call.path = (*call.path, "layer", type(layer).__name__)
    call.layer = layer
    return call


def _unwrapped(
    entry: DraftLayer, scope: tuple[DraftLayer, ...], repeat_indices: tuple[int, ...], place: int, first: int
) -> Iterator[LayerCall]:
    """The layers of the model that `TimeDistributed` applies, if this is one that does."""
    wrapper = entry.node
    if not isinstance(wrapper, Wrapper) or not wrapper.is_per_step or not wrapper.inner.is_container:
        return
    model = DraftLayer((*entry.path, "layer", type(wrapper.inner).__name__), type(wrapper.inner), wrapper.inner)
    layers = draft_layers(wrapper.inner.contents or (), (*model.path, "layers"))
    flat = _flat(layers, (*scope, entry, model), repeat_indices, MOST_LAYERS)
    for number, (inner, inside, inner_repeat_indices) in enumerate(flat):
        call = _bare(LayerCall(first + number, inner, inside, inner_repeat_indices), place)
        call.per_step = True
        call.outer = wrapper.changed(layer=call.outer)
        yield call


_Placed = tuple[DraftLayer, tuple[DraftLayer, ...], tuple[int, ...]]


def _flat(
    entries: Sequence[DraftLayer], scope: tuple[DraftLayer, ...], repeat_indices: tuple[int, ...], most: int
) -> Iterator[_Placed]:
    if _are_layers(entries):
        for entry in entries:
            yield entry, scope, repeat_indices
        return
    for occurrence in unrolled(entries, lambda entry: repetition(entry, most)):
        entry, indices = occurrence.entry, (*repeat_indices, *occurrence.rounds)
        if entry.inner is None:
            yield entry, scope, indices
        else:
            yield from _flat(entry.inner, (*scope, entry), indices, most)


Sibling = Occurrence[DraftLayer]
"""A layer of the model, or of one nested `Sequential`, among those that stand side by side."""


def siblings(entries: Sequence[DraftLayer]) -> Iterator[Sibling]:
    """The layers of the model, or of one nested `Sequential`, that stand side by side."""
    return unrolled(entries, repetition)


def written_name(sibling: Sibling) -> str | None:
    """The name that the author gave; inside repeats with the index of each, as `block_0`."""
    node = sibling.entry.node
    return explicit_name(node.name, sibling.rounds) if node is not None and node.name is not None else None
