"""The head: the activation, units, loss and metrics that decide together what the model predicts."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.graph.effective_activation import function_of, own_activation
from netbuilder.graph.layer_call import LayerCall
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Normalizer, Recurrent
from netbuilder.vocabulary.base.node_fields import activation as settled_activation
from netbuilder.vocabulary.families.spatial import Spatial


class Head(NamedTuple):
    """What the model's output is made by."""

    call: LayerCall
    """Where the head activation stands: an activation layer, a kernel or a recurrent layer."""
    activation: Activation
    """The activation that makes the output; `linear` where there is none."""
    output: LayerCall | None
    """The output layer: the last kernel or recurrent layer."""
    units: int | None
    """Size of the axis that the activation works on; None where it is unknown."""
    rank: int | None
    """Rank of what the activation works on, batch axis included."""
    is_last: bool
    """Whether the activation is the very last operation of the model."""


def output_layer(calls: Sequence[LayerCall]) -> LayerCall | None:
    """The last kernel or recurrent layer; every other kernel is hidden.

    None too where a layer that could not be read, or a model that a wrapper applies, may hold it.
    """
    for call in reversed(calls):
        if isinstance(call.layer, Kernel | Recurrent):
            return call
        if call.layer is not None and call.layer.is_container:
            return None
        if call.layer is None and (call.entry.cls is None or issubclass(call.entry.cls, Kernel | Recurrent)):
            return None
    return None


def find_head(calls: Sequence[LayerCall]) -> Head | None:
    """The head of a network; None where a hole, a custom layer or anything unknown ends the network."""
    is_last = True
    for call in reversed(calls):
        layer = call.layer
        if isinstance(layer, ActivationLayer):
            function = function_of(layer)
            if function is not None and function.family == "linear":
                is_last = False
                continue
            return _head(calls, call, function, is_last)
        if isinstance(layer, Kernel | Recurrent):
            return _head(calls, call, own_activation(layer), is_last)
        if isinstance(layer, Normalizer):
            return _head(calls, call, function_of(settled_activation(None)), is_last)
        cls = type(layer) if layer is not None else call.entry.cls
        if cls is None or not cls.keeps_values:
            return None
        is_last = False
    return None


def _head(calls: Sequence[LayerCall], call: LayerCall, function: Activation | None, is_last: bool) -> Head | None:
    if function is None:
        return None
    shape = call.output
    units: int | None
    if shape is not None:
        axis = axis_of(call, function)
        units = shape[axis] if -len(shape) <= axis < len(shape) else None
    else:
        units = width_of(calls, call) if function.along == -1 else None
    rank = len(shape) if shape is not None else None
    return Head(call, function, output_layer(calls), units, rank, is_last)


def axis_of(call: LayerCall, function: Activation) -> int:
    """The axis of the layer's output that an activation works along; TimeDistributed adds the axis of the steps."""
    return function.along + 1 if call.per_step and function.along > 0 else function.along


def width_of(calls: Sequence[LayerCall], call: LayerCall) -> int | None:
    """The size of a layer's last axis as far as it is written, for when shapes are unknown.

    For an activation layer that is what the kernel or recurrent layer before it has; Flatten between makes it another.
    """
    for earlier in reversed(calls[: call.index + 1]):
        layer = earlier.layer
        if isinstance(layer, Kernel | Recurrent):
            return layer.width
        if layer is None or not (isinstance(layer, Spatial | ActivationLayer) or layer.keeps_shape):
            return None
    return None
