"""Every weight of a layer beside the options that speak of it: the layer's own, or those of a cell that it runs."""

from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph
from netbuilder.vocabulary.base.cell import Cell
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Recurrent, Wrapper
from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from netbuilder.vocabulary.base.weights import Weight

Holder = Layer | Cell


class HeldWeight(NamedTuple):
    """One weight, and what holds it."""

    holder: Holder
    """The layer or the cell whose options say what it is drawn from and held by."""
    path: Path
    """Where these options stand."""
    weight: Weight

    def option(self, what: str) -> str:
        """The option of the weight for a `regularizer` or a `constraint`; empty where there is none."""
        option = f"{self.weight.initializer.removesuffix('_initializer')}_{what}"
        return option if option in self.holder.written else ""


def applied(call: LayerCall) -> Iterator[tuple[Path, Layer]]:
    """What a layer applies, with where it is written: itself, wrappers taken off, and what it runs in reverse."""
    if call.layer is not None:
        yield call.path, call.layer
    outer, path = call.outer, call.entry.path
    while isinstance(outer, Wrapper):
        if outer.way_back is not None:
            yield (*path, "backward_layer", type(outer.way_back).__name__), outer.way_back
        outer = outer.inner
        path = (*path, "layer", type(outer).__name__)


def penalized(call: LayerCall) -> Iterator[tuple[Path, Layer]]:
    """What can put a penalty on its own output, with where it is written: wrappers, and the layers that they call."""
    return ((path, layer) for path, layer, is_called in _in_wrappers(call) if is_called)


def never_penalized(call: LayerCall) -> Iterator[tuple[Path, Layer]]:
    """What Keras adds no penalty on the output of: TimeDistributed runs the `call` of its layer, and not the layer."""
    return ((path, layer) for path, layer, is_called in _in_wrappers(call) if not is_called)


def _in_wrappers(call: LayerCall) -> Iterator[tuple[Path, Layer, bool]]:
    # As it is written: the layers of a model that TimeDistributed applies are called by the model.
    layer, path, is_called = call.entry.node, call.entry.path, True
    while layer is not None:
        yield path, layer, is_called
        if not isinstance(layer, Wrapper):
            return
        is_called = not layer.is_per_step
        if layer.way_back is not None:
            yield (*path, "backward_layer", type(layer.way_back).__name__), layer.way_back, is_called
        layer = layer.inner
        path = (*path, "layer", type(layer).__name__)


def holders(call: LayerCall) -> Iterator[tuple[Path, Holder]]:
    """What holds the weights of a layer: what it applies, or the cells of that."""
    for path, layer in applied(call):
        if isinstance(layer, Recurrent):
            yield from ((path + inside, state) for inside, state in layer.states())
        else:
            yield path, layer


def held_weights(call: LayerCall) -> Iterator[HeldWeight]:
    """The weights of a layer, each with what holds it; none where the shapes are unknown."""
    shape = _inside(call)
    if shape is None or call.output is None:
        return
    for path, layer in applied(call):
        states = list(layer.states()) if isinstance(layer, Recurrent) else []
        if not states or states[0][1] is layer:
            yield from (HeldWeight(layer, path, weight) for weight in _weights(layer, shape))
            continue
        features = shape[-1] or 0
        for inside, cell in states:
            assert isinstance(cell, Cell)
            yield from (HeldWeight(cell, path + inside, weight) for weight in cell.weights(features))
            features = cell.width


def _inside(call: LayerCall) -> Shape | None:
    """The shape that the layer itself gets: `TimeDistributed` takes the axis of the steps off."""
    if call.input is None or not call.per_step:
        return call.input
    return (call.input[0], *call.input[2:])


def _weights(layer: Layer, shape: Shape) -> tuple[Weight, ...]:
    try:
        return tuple(layer.weights(shape))
    except ShapeError:  # another wrapper gives it another shape
        return ()


def policy_of(holder: Holder, graph: LayerGraph) -> str:
    """The precision of a layer or a cell: its own, or that of the network."""
    return holder.dtype or graph.draft.runtime.precision


def variable_dtype(policy: str) -> str:
    """The dtype of the weights: mixed precision keeps them in float32."""
    return "float32" if policy.startswith("mixed_") else policy
