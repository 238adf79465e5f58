"""Draft -> steps: repeats unrolled, nested models inlined, wrappers taken off, shapes walked."""

from collections.abc import Iterator, Sequence

from netbuilder.graph.layer_call import LayerCall
from netbuilder.parse.draft import Draft, DraftLayer, draft_layers
from netbuilder.vocabulary.layer import Layer, Wrapper
from netbuilder.vocabulary.layers.containers import repeat
from netbuilder.vocabulary.shapes import Shape, ShapeError, UnknownShape
from netbuilder.vocabulary.weights import Weight

MOST_LAYERS = 20_000
"""More layers than this once unrolled is NB003: nobody builds them, and a file of one line can ask for them."""
_FEW_ROUNDS = 2
"""Of a repeat in such a network: what follows in one round is what follows in all."""


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
    """The steps of a draft without their shapes; a network over the limit gives a few rounds of every repeat.

    `opened`, a model that `TimeDistributed` applies gives a step for each of its layers: it is the same as each of them
    under a `TimeDistributed` of its own.
    """
    calls: list[LayerCall] = []
    most = MOST_LAYERS if count(draft.layers) <= MOST_LAYERS else _FEW_ROUNDS
    for place, (entry, scope, rounds) in enumerate(_flat(draft.layers, (), (), most)):
        if len(calls) >= MOST_LAYERS:
            break
        inside = list(_opened(entry, scope, rounds, place, len(calls))) if unwrapped else []
        calls += inside or [_step(LayerCall(len(calls), entry, scope, rounds), place)]
    return calls


def _step(call: LayerCall, place: int) -> LayerCall:
    """The step with its wrappers taken off."""
    call.model_index, layer = place, call.entry.node
    while isinstance(layer, Wrapper):
        call.per_step = call.per_step or layer.is_per_step
        layer = layer.inner
        call.path = (*call.path, "layer", type(layer).__name__)
    call.layer = layer
    return call


def _opened(
    entry: DraftLayer, scope: tuple[DraftLayer, ...], rounds: tuple[int, ...], place: int, first: int
) -> Iterator[LayerCall]:
    """The layers of the model that `TimeDistributed` applies, if this is one that does."""
    wrapper = entry.node
    if not isinstance(wrapper, Wrapper) or not wrapper.is_per_step or not wrapper.inner.is_container:
        return
    model = DraftLayer((*entry.path, "layer", type(wrapper.inner).__name__), type(wrapper.inner), wrapper.inner)
    layers = draft_layers(wrapper.inner.contents or (), (*model.path, "layers"))
    flat = _flat(layers, (*scope, entry, model), rounds, MOST_LAYERS)
    for number, (inner, inside, inner_rounds) in enumerate(flat):
        call = _step(LayerCall(first + number, inner, inside, inner_rounds), place)
        call.per_step = True
        call.outer = wrapper.model_copy(update={"layer": call.outer})
        yield call


_Placed = tuple[DraftLayer, tuple[DraftLayer, ...], tuple[int, ...]]


def _flat(
    entries: Sequence[DraftLayer], scope: tuple[DraftLayer, ...], rounds: tuple[int, ...], most: int
) -> Iterator[_Placed]:
    for entry in entries:
        if entry.inner is None:
            yield entry, scope, rounds
        elif entry.cls is repeat:
            if not count(entry.inner):
                continue  # a billion rounds of nothing
            times = entry.node.times if isinstance(entry.node, repeat) else 1
            for number in range(min(times, most)):
                yield from _flat(entry.inner, scope, (*rounds, number), most)
        else:
            yield from _flat(entry.inner, (*scope, entry), rounds, most)


# A layer of a repeat, and one that many networks share, meets the same shape many times. Its id is another layer's
# once it is gone, so it is kept beside what came out.
_known: dict[tuple[int, Shape], tuple[Layer, Shape, Sequence[Weight], int]] = {}
_MOST_KNOWN = 10_000


def walk_shapes(calls: Sequence[LayerCall], shape: Shape | None) -> list[tuple[LayerCall, ShapeError]]:
    """Give every step its shapes and weights; returns the first layer that cannot take its input, if one cannot.

    Behind such a layer, and behind a hole, shapes are unknown.
    """
    errors: list[tuple[LayerCall, ShapeError]] = []
    for call in calls:
        call.input = shape
        layer = call.outer
        if layer is None:
            cls = call.entry.cls
            shape = call.output = shape if cls is not None and cls.keeps_shape else None
            continue
        if shape is None:
            continue
        key = (id(layer), shape)
        seen = _known.get(key)
        if seen is None or seen[0] is not layer:
            try:
                output, weights = layer.output_shape(shape), layer.weights(shape)
                seen = (layer, output, weights, sum(weight.size for weight in weights))
            except ShapeError as error:
                errors.append((call, error))
                shape = None
                continue
            except UnknownShape:
                shape = None
                continue
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[key] = seen
        _, shape, call.weights, call.parameters = seen
        call.output = shape
    return errors
