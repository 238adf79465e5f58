"""An activation with options as a layer of its own, for releases of Keras that do not open it as a layer's option.

Before 3.10 Keras writes `Dense(activation=LeakyReLU(0.2))` into a file, and no release before 3.10 reads that back.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.engine.findings import finding
from netbuilder.graph.keras_needs import Written, nodes_of
from netbuilder.plan import Plan, Planned
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Recurrent
from netbuilder.vocabulary.base.releases import Number

OPENS_SINCE = (3, 10, 0)
"""The first release that opens an object as an activation."""


def unopened(plan: Plan, release: Number, release_name: str, severity: Severity) -> list[Diagnostic]:
    """NB911 for every activation with options that a file for that release cannot hold, not even as a layer."""
    if release >= OPENS_SINCE:
        return []
    return [
        finding(
            "NB911",
            severity,
            f"Keras {release_name} does not open a file with options of `{_name(written)}` here",
            address=plan.graph.draft.address(written.path, "name"),
            why=why,
            fix="the activation without options, or Keras 3.10 or newer",
        )
        for written, why in _stuck(plan)
    ]


def _stuck(plan: Plan) -> Iterator[tuple[Written, str]]:
    seen = set()
    outermost = {id(planned) for planned in plan.layers}
    is_masked = False
    for planned in plan.leaves():
        layer = planned.node
        for written in _with_options(planned):
            why = ""
            if id(planned) not in outermost or not _can_stand_alone(planned, written):
                why = "there it cannot stand as a layer of its own"
            elif is_masked and not _passes_masks_on(written):
                why = "as a layer of its own it would stop the mask of padding"
            if why and written.path not in seen:
                seen.add(written.path)
                yield written, why
        is_masked = (is_masked or layer.makes_mask) and not layer.drops_mask and _hands_on(layer)


def _with_options(planned: Planned) -> Iterator[Written]:
    """The activations of a layer that Keras is given as objects; the layer itself is none of them."""
    for written in nodes_of(planned.entry.path, planned.node):
        node = written.node
        is_object = isinstance(node, Activation) and bool(node.written) and python_object(type(node)) is None
        if is_object or (isinstance(node, ActivationLayer) and written.path[-2:-1] == ("activation",)):
            yield written


def _can_stand_alone(planned: Planned, written: Written) -> bool:
    """Whether it is the last thing that a layer does: the option `activation` of what is not recurrent."""
    below = written.path[len(planned.entry.path) :]
    return below[0] == "activation" and len(below) == 2 and not isinstance(planned.node, Recurrent)


def _passes_masks_on(written: Written) -> bool:
    node = written.node
    return isinstance(node, ActivationLayer) or (isinstance(node, Activation) and node.as_layer not in ("", "Softmax"))


def _hands_on(layer: Any) -> bool:
    return layer.return_sequences if isinstance(layer, Recurrent) else not layer.uses_mask


def _name(written: Written) -> str:
    return type(written.node).__name__


def separated(keras: Any, planned: Planned, layer: Any, names: Sequence[str]) -> list[Any]:
    """The layers that stand for a layer of the model: itself, and behind it the activation that it was given as object.

    Args:
        names: those of all layers; the new one has another.
    """
    written = next(_with_options(planned), None)
    if written is None or not _can_stand_alone(planned, written):
        return [layer]
    function, node = layer.activation, written.node
    is_only_that = isinstance(planned.node, ActivationLayer)
    name = layer.name if is_only_that else _free_name(layer.name, names)
    if isinstance(function, keras.layers.Layer) and not isinstance(node, Activation):
        following = function
        following.name = name
    else:
        assert isinstance(node, Activation)
        following = _as_layer(keras, node, name=name, dtype=layer.dtype_policy)
    following.activity_regularizer = layer.activity_regularizer  # it is about what comes out at the end
    if is_only_that:
        return [following]
    layer.activation, layer.activity_regularizer = keras.activations.linear, None
    return [layer, following]


def _as_layer(keras: Any, node: Activation, **options: Any) -> Any:
    """A layer that applies an activation with its options: the one of that name, else the function in a Lambda."""
    arguments = {option: getattr(node, option) for option in type(node).model_fields}
    if node.as_layer and node.as_layer != "Softmax":  # which takes the mask of steps for one of values
        return getattr(keras.layers, node.as_layer)(**arguments, **options)
    name = type(node).__name__
    return keras.layers.Lambda(getattr(keras.activations, name), arguments=arguments, **options)


def _free_name(name: str, names: Sequence[str]) -> str:
    free = f"{name}_activation"
    while free in names:
        free += "_"
    return free
