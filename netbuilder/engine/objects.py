"""Nodes -> fresh Keras objects, by a closed registry: only classes that the schema has are ever looked up in Keras."""

from collections.abc import Collection
from operator import attrgetter
from typing import Any

from netbuilder.engine import compat
from netbuilder.plan import Planned
from netbuilder.plan.apart import NOTHING_APART, Apart, Standing
from netbuilder.plan.places import holdings, inside
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.releases import NEWEST, Number, number
from netbuilder.vocabulary.base.training import Optimizer
from netbuilder.vocabulary.base.weights import Initializer

_NEWEST = number(NEWEST)


class ObjectFactory:
    """Makes Keras objects: a new one for every use, so that no two layers share one."""

    def __init__(self, keras: Any, opens_in: Number = _NEWEST, apart: Apart = NOTHING_APART) -> None:
        """`opens_in` is the oldest release that is to open a file of what is made."""
        self.keras = keras
        self.opens_in = opens_in
        self._apart = apart

    def layers(self, planned: Planned) -> list[Any]:
        """The layer, and behind it its activation where older releases open that as a layer only."""
        layer = self.layer(planned)
        standing = self._apart.standing.get(id(planned))
        return [layer] if standing is None else _separated(self.keras, layer, standing)

    def layer(self, planned: Planned) -> Any:
        """The Keras layer that a planned layer stands for."""
        if planned.inner is not None:
            inner = [self.layer(planned_inner) for planned_inner in planned.inner]
            return self.keras.Sequential(inner, name=planned.name, trainable=planned.node.trainable)
        return self._layer(planned.node, planned, "", planned.name)

    def node(self, node: Node) -> Any:
        """What Keras is given for a node outside layers: the author's string where there is one, else an object."""
        assert isinstance(node, Item)
        custom = python_object(type(node))
        if custom is not None and not isinstance(custom, type):
            return custom  # a function is used as it is
        if isinstance(node, Activation):
            return activation(self.keras, node)
        if node.only_bare:
            return node.identifier if isinstance(node, Named) and node.identifier else type(node).__name__
        if isinstance(node, Named) and node.identifier in type(node).identifiers:
            return node.identifier
        return self._class(node)(**self._options(node))

    def initializer(self, node: Initializer, seed: int | None) -> Any:
        """A new initializer with its own seed."""
        options = self._options(node)
        if seed is not None and node.takes_seed:
            options["seed"] = seed
        custom = python_object(type(node))
        if custom is not None and not isinstance(custom, type):
            return custom
        return self._class(node)(**options)

    def _class(self, node: Item) -> Any:
        custom = python_object(type(node))
        if custom is not None:
            return custom
        return attrgetter(type(node).keras_path().removeprefix("keras."))(self.keras)

    def _options(self, node: Node, apart: Collection[str] = ()) -> dict[str, Any]:
        """The options that the author wrote; what is left out is Keras' own default, and the schema's too."""
        return {name: self._value(value) for name, value in node.written_options().items() if name not in apart}

    def _value(self, value: Any) -> Any:
        if isinstance(value, Optimizer):
            # Keras takes no name for an optimizer inside another one.
            return self._class(value)(**self._options(value))
        if isinstance(value, Node):
            return self.node(value)
        if isinstance(value, list | tuple):
            return type(value)([self._value(item) for item in value])
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        return value

    def _layer(self, node: Node, planned: Planned, prefix: str, name: str | None) -> Any:
        """A layer, or a cell, that stands at `prefix` inside the planned one."""
        assert isinstance(node, Item)
        contents = dict(inside(node))
        initializers = holdings(type(node)).initializers
        options = self._options(node, {*(role.partition(".")[0] for role in contents), *initializers})
        for option in initializers:
            self._put_initializer(options, node, option, planned, prefix)
        if (seed := planned.seeds.get(f"{prefix}seed")) is not None:
            options["seed"] = seed
        for role, value in contents.items():
            keras_layer = self._layer(value, planned, f"{prefix}{role}.", planned.names.get(prefix + role))
            option, _, index = role.partition(".")
            if index:
                options.setdefault(option, []).append(keras_layer)
            else:
                options[option] = keras_layer
        if not isinstance(node, Layer):
            return self._class(node)(**options)
        if not prefix and planned.call is not None and planned.call.input is not None:
            options |= node.respelled(self.opens_in, planned.call.input)
        if "backward_layer" in type(node).model_fields and "backward_layer" not in contents:
            options["backward_layer"] = self._backward(node, planned, prefix)
        takes_name = "name" not in type(node).lacks
        if name is not None and takes_name:
            options["name"] = name
        keras_layer = self._class(node)(**options)
        if name is not None and not takes_name:
            keras_layer.name = name  # a class of the caller's whose constructor has no `name`
        return keras_layer

    def _put_initializer(self, options: dict[str, Any], node: Node, option: str, planned: Planned, prefix: str) -> None:
        role = prefix + option
        decision = planned.decision(role)
        if decision is not None:
            options[option] = self.initializer(decision.initializer, planned.seeds.get(role))
        elif option in node.written:
            options[option] = self._value(getattr(node, option))

    def _backward(self, node: Node, planned: Planned, prefix: str) -> Any:
        """The other direction of a Bidirectional, as Keras would copy it but with seeds of its own."""
        copy, name = planned.way_back(node, prefix)
        return self._layer(copy, planned, f"{prefix}backward_layer.", name)


def activation(keras: Any, node: Activation) -> Any:
    """What the option `activation` of a Keras layer is given for a node: a string for a bare name, else an object.

    Keras has no way to write a function with options into a file but as a layer or an operation that holds them.
    """
    name = type(node).__name__
    if not node.written:
        return name
    options = {option: getattr(node, option) for option in type(node).model_fields}
    if node.as_layer:
        return getattr(keras.layers, node.as_layer)(**options)
    renamed = node.operation_renamed.in_release(compat.release(keras))
    return compat.operation(name)(**{renamed.get(option, option): value for option, value in options.items()})


def _separated(keras: Any, layer: Any, standing: Standing) -> list[Any]:
    """The layers that stand for a layer of the model: itself, and behind it the activation that it was given."""
    activation = standing.activation
    if isinstance(activation, Activation):
        # By name: Keras does not save an ELU that was given the policy itself.
        following = _as_layer(keras, activation, name=standing.name, dtype=layer.dtype_policy.name)
    else:
        following = layer.activation
        following.name = standing.name
    following.activity_regularizer = layer.activity_regularizer  # it is about what comes out at the end
    if standing.replaces:
        return [following]
    layer.activation, layer.activity_regularizer = keras.activations.linear, None
    return [layer, following]


def _as_layer(keras: Any, node: Activation, **options: Any) -> Any:
    """A layer that applies an activation with its options: the one of that name, else the function in a Lambda."""
    arguments = node.written_options()
    if node.stands_as:
        return getattr(keras.layers, node.stands_as)(**arguments, **options)
    name = type(node).__name__
    return keras.layers.Lambda(getattr(keras.activations, name), arguments=arguments, **options)
