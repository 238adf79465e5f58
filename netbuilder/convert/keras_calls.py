"""Nodes -> the expressions that make their Keras objects: what the builder does, as text."""

from typing import Any

from netbuilder.convert.keras_names import Names
from netbuilder.convert.python_text import Expression, Group, Numbered, Seed, call, collection, literal, quoted
from netbuilder.plan import Planned
from netbuilder.plan.apart import Standing
from netbuilder.plan.places import holdings, inside
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_names import automatic_name, identifier_of
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.releases import NEWEST, Number, number
from netbuilder.vocabulary.base.training import Optimizer
from netbuilder.vocabulary.base.weights import Initializer

Options = dict[str, Expression]
_NEWEST = number(NEWEST)
_ELSEWHERE = frozenset({"activation", "activity_regularizer"})


class Caller:
    """Writes calls of Keras; remembers which modules of the caller they need."""

    def __init__(self, repeated: frozenset[str] = frozenset(), keras: Number = _NEWEST) -> None:
        self.names = Names()
        self._keras = keras
        """The release of Keras that the calls are for."""
        self._repeated = repeated
        """The classes of the model's layers in a repeat."""
        self.imports: set[tuple[str, str]] = set()
        """Module and name of the custom pieces."""
        self._outermost: Node | None = None
        """The layer of the model that is being written, and the round of every `repeat` around it."""
        self._rounds: tuple[int, ...] = ()
        self._elsewhere: frozenset[str] = frozenset()
        """The options of that layer that stand in the one behind it."""

    def layers(self, planned: Planned, rounds: tuple[int, ...], standing: Standing | None) -> list[Expression]:
        """The calls that make a layer of the model, in a round of every `repeat` around it, and what stands apart."""
        self._outermost, self._rounds = planned.node, rounds
        self._elsewhere = _ELSEWHERE if standing is not None else frozenset()
        if standing is None:
            return [self._planned(planned)]
        layer = [] if standing.replaces else [self._planned(planned)]
        return [*layer, self._standing(planned, standing)]

    def _standing(self, planned: Planned, standing: Standing) -> Expression:
        """The call that makes the layer that an activation with options is."""
        activation, layer = standing.activation, planned.node
        assert isinstance(activation, Item)
        if isinstance(activation, Activation):
            self.names.unwritten(_class_of(activation))
            options = self._plain(activation, set())
            function = f"keras.layers.{activation.stands_as}"
            if not activation.stands_as:
                arguments = Group("{", tuple((f"{quoted(key)}: ", value) for key, value in options.items()), "}")
                function, options = "keras.layers.Lambda", {"": type(activation).keras_path(), "arguments": arguments}
            if "dtype" in layer.written:
                options["dtype"] = self._value(layer.dtype)
        else:
            function, options = self._path(activation), self._options_of_layer(activation, planned, "activation.")
        if "activity_regularizer" in layer.written:
            options["activity_regularizer"] = self._value(layer.activity_regularizer)
        if layer.name is not None:
            options["name"] = Numbered(layer.name, self._rounds, standing.name.removeprefix(planned.name))
        else:
            options["name"] = quoted(standing.name)
        return _call(function, options, activation)

    def _planned(self, planned: Planned) -> Expression:
        if planned.inner is not None:
            options: Options = {"": collection("[", [self._planned(inner) for inner in planned.inner], "]")}
            if not planned.node.trainable:
                options["trainable"] = "False"
            return self._named("keras.Sequential", options, planned.node, planned, planned.name)
        return self._layer(planned.node, planned, "", planned.name)

    def node(self, node: Node) -> Expression:
        """What Keras is given for a node outside layers: a string where there is one, else a call."""
        assert isinstance(node, Item)
        if isinstance(node, Activation):
            return self._activation(node)
        if isinstance(node, Named) and (node.only_bare or node.identifier in type(node).identifiers):
            return quoted(node.identifier or type(node).__name__)
        custom = python_object(type(node))
        if custom is not None and not isinstance(custom, type):
            return self._path(node)
        options = self._plain(node, set())
        if node.kind == "layer" and "name" not in options:
            self._put_name(options, self.names.unplanned(type(node).__name__))
        return _call(self._path(node), options, node)

    def initializer(self, node: Initializer, seed: Seed | None) -> Expression:
        """A new initializer with its own seed, if it draws; its string where it has neither seed nor options."""
        custom = python_object(type(node))
        if custom is not None and not isinstance(custom, type):
            return self._path(node)
        if seed is None:
            string = identifier_of(node)
            if string:
                return quoted(string)
        options = self._plain(node, set())
        if seed is not None:
            options["seed"] = seed
        return _call(self._path(node), options, node)

    def _activation(self, node: Activation) -> Expression:
        name = type(node).__name__
        if python_object(type(node)) is not None:
            return self._path(node)
        if not node.written:
            return quoted(name)
        options = self._plain(node, set())
        cls = _class_of(node)
        self._put_name(options, self.names.unplanned(cls))
        if node.as_layer:
            return call(f"keras.layers.{cls}", **options)
        renamed = node.operation_renamed.in_release(self._keras)
        options = {renamed.get(option, option): value for option, value in options.items()}
        return call(f"keras.src.ops.nn.{cls}", **options)

    def _layer(self, node: Node, planned: Planned, prefix: str, name: str | None) -> Expression:
        """A layer, or a cell, that stands at `prefix` inside the planned one."""
        assert isinstance(node, Item)
        return self._named(self._path(node), self._options_of_layer(node, planned, prefix), node, planned, name)

    def _options_of_layer(self, node: Node, planned: Planned, prefix: str) -> Options:
        """What it is given, but for its name."""
        inner = dict(inside(node))
        apart = {role.partition(".")[0] for role in inner} | set(holdings(type(node)).initializers) | {"name"}
        if node is self._outermost and self._elsewhere:
            apart |= self._elsewhere
            inner = {role: value for role, value in inner.items() if role not in apart}
        options = self._plain(node, apart)
        for option in holdings(type(node)).initializers:
            self._put_initializer(options, option, planned, prefix)
        if (seed := planned.seeds.get(f"{prefix}seed")) is not None:
            options["seed"] = Seed(seed, _label(f"{prefix}{automatic_name(type(node).__name__)}"))
        self._put_inner(options, inner, planned, prefix)
        if not prefix and planned.call is not None and planned.call.input is not None:
            respelled = planned.node.respelled(self._keras, planned.call.input)
            options |= {option: literal(value) for option, value in respelled.items()}
        if "backward_layer" not in inner:
            self._put_backward(options, node, planned, prefix)
        return options

    def _named(self, function: str, options: Options, node: Node, planned: Planned, name: str | None) -> Expression:
        """The call, with a name where Keras would find another one."""
        cls = type(node).__name__
        is_outermost = node is self._outermost
        stem = planned.node.name if is_outermost and self._rounds else None
        # The rounds of a repeat are to read the same: no name that Keras finds in some of them only.
        is_said = stem is not None or (not is_outermost and (bool(self._rounds) or cls in self._repeated))
        if name is None:
            written = None if python_object(type(node)) is not None else self.names.unplanned(cls)
        else:
            written = self.names.planned(cls, name, is_said)
        if "name" in type(node).lacks:  # a class of the caller's whose constructor has no `name`
            return _call(function, options, node)
        if stem is not None:
            options["name"] = Numbered(stem, self._rounds)
        else:
            self._put_name(options, written)
        return _call(function, options, node)

    def _put_name(self, options: Options, name: str | None) -> None:
        if name is not None:
            options["name"] = quoted(name)

    def _put_inner(self, options: Options, inner: dict[str, Node], planned: Planned, prefix: str) -> None:
        """The layers and cells inside, one or a list of them."""
        lists: dict[str, list[Expression]] = {}
        for role, value in inner.items():
            expression = self._layer(value, planned, f"{prefix}{role}.", planned.names.get(prefix + role))
            option, _, index = role.partition(".")
            if index:
                lists.setdefault(option, []).append(expression)
            else:
                options[option] = expression
        options |= {option: collection("[", items, "]") for option, items in lists.items()}

    def _put_initializer(self, options: Options, option: str, planned: Planned, prefix: str) -> None:
        role = prefix + option
        decision = planned.decision(role)
        assert decision is not None
        seed = planned.seeds.get(role)
        if decision.by != "keras" or seed is not None:
            own = Seed(seed, _label(role)) if seed is not None else None
            options[option] = self.initializer(decision.initializer, own)

    def _put_backward(self, options: Options, node: Node, planned: Planned, prefix: str) -> None:
        """The other direction of a Bidirectional: Keras copies it, seeds and all, so a seeded one is written out."""
        here = f"{prefix}backward_layer."
        if any(role.startswith(here) for role in planned.seeds):
            copy, name = planned.way_back(node, prefix)
            options["backward_layer"] = self._layer(copy, planned, here, name)

    def _plain(self, node: Node, apart: set[str]) -> Options:
        """The options that the author wrote; what is left out is Keras' own default."""
        return {name: self._value(value) for name, value in node.written_options().items() if name not in apart}

    def _value(self, value: Any) -> Expression:
        if isinstance(value, Optimizer):
            # Keras takes no name for an optimizer inside another one.
            return _call(self._path(value), self._plain(value, set()), value)
        if isinstance(value, Node):
            return self.node(value)
        return literal(value)

    def _path(self, node: Item) -> str:
        """What the class is called in the program."""
        custom = python_object(type(node))
        if custom is None:
            return type(node).keras_path()
        name: str = custom.__qualname__
        self.imports.add((custom.__module__, name.partition(".")[0]))
        return name


def _class_of(node: Activation) -> str:
    """The class of the object that Keras is given for an activation with options."""
    return node.as_layer or "".join(part.capitalize() for part in type(node).__name__.split("_"))


def _label(role: str) -> str:
    """What a seed is called: `kernel` for `layer.kernel_initializer`, `backward_kernel` on the way back."""
    *path, option = role.split(".")
    return "_".join(["backward" for part in path if part == "backward_layer"] + [option.removesuffix("_initializer")])


def _call(function: str, options: Options, node: Node) -> Group:
    """The call with its options in reading order; what Keras' layers need first goes by position, as people write."""
    positional = [options.pop("")] if "" in options else []
    if isinstance(node, Layer) and python_object(type(node)) is None:
        for name in type(node).option_names():
            written = type(node).written_name(name)
            if not type(node).model_fields[name].is_required() or written not in options:
                break
            positional.append(options.pop(written))
    order = [type(node).written_name(name) for name in type(node).option_names()]
    named = {name: options.pop(name) for name in order if name in options}
    return call(function, *positional, **named, **options)
