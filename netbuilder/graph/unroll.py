"""Draft -> layer calls: repeats unrolled, nested models inlined, wrappers taken off."""

from collections.abc import Iterator, Sequence

from netbuilder.graph.layer_call import LayerCall
from netbuilder.parse.draft import Draft, DraftLayer, draft_layers
from netbuilder.vocabulary.base.layer import Wrapper
from netbuilder.vocabulary.layers.containers import repeat

MOST_LAYERS = 20_000
"""More layers than this once unrolled is NB003: nobody builds them, and a file of one line can ask for them."""
_FEW_TIMES = 2
"""How often such a network has a repeat: what follows once is what follows always."""


def count(entries: Sequence[DraftLayer]) -> int:
    """How many layers the entries unroll to, found without unrolling them."""
    total = 0
    for entry in entries:
        if entry.inner is None:
            total += 1
        else:
            times = entry.node.times if isinstance(entry.node, repeat) else 1
            total += times * count(entry.inner)
    return total


def unroll(draft: Draft, *, unwrapped: bool = False) -> list[LayerCall]:
    """The layers of a draft without their shapes; a network over the limit has every repeat a few times only.

    `unwrapped`, a model that `TimeDistributed` applies gives a call for each of its layers: it is the same as each of
    them under a `TimeDistributed` of its own.
    """
    calls: list[LayerCall] = []
    most = MOST_LAYERS if count(draft.layers) <= MOST_LAYERS else _FEW_TIMES
    for place, (entry, scope, repeat_indices) in enumerate(_flat(draft.layers, (), (), most)):
        if len(calls) >= MOST_LAYERS:
            break
        inside = list(_unwrapped(entry, scope, repeat_indices, place, len(calls))) if unwrapped else []
        calls += inside or [_bare(LayerCall(len(calls), entry, scope, repeat_indices), place)]
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
        call.outer = wrapper.model_copy(update={"layer": call.outer})
        yield call


_Placed = tuple[DraftLayer, tuple[DraftLayer, ...], tuple[int, ...]]


def _flat(
    entries: Sequence[DraftLayer], scope: tuple[DraftLayer, ...], repeat_indices: tuple[int, ...], most: int
) -> Iterator[_Placed]:
    for entry in entries:
        if entry.inner is None:
            yield entry, scope, repeat_indices
        elif entry.cls is repeat:
            if not count(entry.inner):
                continue  # a billion times nothing
            times = entry.node.times if isinstance(entry.node, repeat) else 1
            for number in range(min(times, most)):
                yield from _flat(entry.inner, scope, (*repeat_indices, number), most)
        else:
            yield from _flat(entry.inner, (*scope, entry), repeat_indices, most)


Sibling = tuple[DraftLayer, tuple[int, ...]]
"""An entry, and its index in every `repeat` around it, outermost first."""


def siblings(entries: Sequence[DraftLayer], repeat_indices: tuple[int, ...] = ()) -> Iterator[Sibling]:
    """The layers of the model, or of one nested `Sequential`, that stand side by side."""
    for entry in entries:
        if isinstance(entry.node, repeat) and entry.inner is not None:
            for number in range(entry.node.times if count(entry.inner) else 0):
                yield from siblings(entry.inner, (*repeat_indices, number))
        else:
            yield entry, repeat_indices


def written_name(sibling: Sibling) -> str | None:
    """The name that the author gave; inside repeats with the index of each, as `block_0`."""
    entry, repeat_indices = sibling
    if entry.node is None or entry.node.name is None:
        return None
    return "_".join([entry.node.name, *map(str, repeat_indices)])
