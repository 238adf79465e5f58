"""The head: the activation, units, loss and metrics that decide together what the model predicts."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.chain.effective import function_of, own_activation
from netbuilder.chain.step import Step
from netbuilder.diagnostics import Path
from netbuilder.vocabulary.activation import Activation
from netbuilder.vocabulary.layer import ActivationLayer, Kernel, Normalizer, Recurrent
from netbuilder.vocabulary.node_fields import activation as settled_activation
from netbuilder.vocabulary.spatial import Spatial


class Head(NamedTuple):
    """What the model's output is made by."""

    step: Step
    """Where the head activation stands: an activation layer, a kernel or a recurrent layer."""
    activation: Activation
    """The activation that makes the output; `linear` where there is none."""
    output: Step | None
    """The output layer: the last kernel or recurrent layer."""
    units: int | None
    """Size of the axis that the activation works on; None where it is unknown."""
    rank: int | None
    """Rank of what the activation works on, batch axis included."""
    is_last: bool
    """Whether the activation is the very last operation of the model."""
    activation_path: Path
    """Where the activation is written; the layer's own path where it is left out."""


def output_step(steps: Sequence[Step]) -> Step | None:
    """The last kernel or recurrent layer; every other kernel is hidden.

    None too where a layer that could not be read, or a model that a wrapper applies, may hold it.
    """
    for step in reversed(steps):
        if isinstance(step.layer, Kernel | Recurrent):
            return step
        if step.layer is not None and step.layer.is_container:
            return None
        if step.layer is None and (step.entry.cls is None or issubclass(step.entry.cls, Kernel | Recurrent)):
            return None
    return None


def find_head(steps: Sequence[Step]) -> Head | None:
    """The head of a chain; None where a hole, a custom layer or anything unknown ends the network."""
    is_last = True
    for step in reversed(steps):
        layer = step.layer
        if isinstance(layer, ActivationLayer):
            function = function_of(layer)
            if function is not None and function.family == "linear":
                is_last = False
                continue
            return _head(steps, step, function, is_last)
        if isinstance(layer, Kernel | Recurrent):
            return _head(steps, step, own_activation(layer), is_last)
        if isinstance(layer, Normalizer):
            return _head(steps, step, function_of(settled_activation(None)), is_last)
        cls = type(layer) if layer is not None else step.entry.cls
        if cls is None or not cls.keeps_values:
            return None
        is_last = False
    return None


def _head(steps: Sequence[Step], step: Step, function: Activation | None, is_last: bool) -> Head | None:
    if function is None:
        return None
    layer = step.layer
    shape = step.output
    units: int | None
    if shape is not None:
        axis = axis_of(step, function)
        units = shape[axis] if -len(shape) <= axis < len(shape) else None
    else:
        units = width_of(steps, step) if function.along == -1 else None
    path = step.path
    if layer is not None and "activation" in layer.written:
        path = (*path, "activation")
    rank = len(shape) if shape is not None else None
    return Head(step, function, output_step(steps), units, rank, is_last, path)


def axis_of(step: Step, function: Activation) -> int:
    """The axis of the step's shape that an activation works along; applied to every step, it does not count those."""
    return function.along + 1 if step.per_step and function.along > 0 else function.along


def width_of(steps: Sequence[Step], step: Step) -> int | None:
    """The size of a layer's last axis as far as it is written, for when shapes are unknown.

    For an activation layer that is what the kernel or recurrent layer before it has; Flatten between makes it another.
    """
    for earlier in reversed(steps[: step.index + 1]):
        layer = earlier.layer
        if isinstance(layer, Kernel | Recurrent):
            return layer.width
        if layer is None or not (isinstance(layer, Spatial | ActivationLayer) or layer.keeps_shape):
            return None
    return None
