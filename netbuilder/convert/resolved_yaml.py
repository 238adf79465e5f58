"""A network with nothing left open, as data of a config file that reads back as the same model.

Repeats are unrolled, every layer has its name and every initializer is written. Seeds are not: they follow from `seed`
and the names.
"""

from typing import Any

from netbuilder.convert.network_yaml import options, plain
from netbuilder.plan import Plan, Planned
from netbuilder.plan.places import holdings, inside
from netbuilder.vocabulary.base.layer_names import identifier_of
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.network import Input, Network


def resolved_data(network: Network, plan: Plan) -> dict[str, Any]:
    """The document of a plan; `network` is the one that the plan is of."""
    written = options(network)
    # Whatever is not written below is then Keras' own default.
    resolver = _Resolver(keeps_defaults=network.initializers == "keras")
    decided = {
        "name": plan.name,
        "initializers": "keras",
        "input": _input(plan.input),
        "layers": [resolver.layer(planned) for planned in plan.layers],
    }
    if plan.compile is not None:
        decided["compile"] = {"optimizer": plain(settled("optimizer", plan.compile.optimizer))} | options(plan.compile)
    values = written | decided
    return {name: values[name] for name in type(network).option_names() if name in values}


class _Resolver:
    def __init__(self, *, keeps_defaults: bool) -> None:
        self.keeps_defaults = keeps_defaults
        """Whether the author wants Keras' defaults; written out, a rule would judge them as the author's choice."""

    def layer(self, planned: Planned) -> dict[str, Any]:
        """One layer of the model; a nested one with its own."""
        node = planned.node
        if planned.inner is None:
            return {type(node).__name__: self._options(node, planned, "")}
        inner = {"layers": [self.layer(layer) for layer in planned.inner]}
        return {type(node).__name__: {"name": planned.name} | options(node) | {"name": planned.name} | inner}

    def _options(self, node: Node, planned: Planned, prefix: str) -> dict[str, Any]:
        cls = type(node)
        inner: dict[str, Any] = {}
        for role, value in inside(node):
            option, _, index = role.partition(".")
            value = self._held(value, planned, f"{prefix}{role}.")
            inner[option] = [*inner.get(option, ()), value] if index else value
        values: dict[str, Any] = {}
        for option in cls.option_names():
            decision = planned.decisions.get(prefix + option) if option in holdings(cls).initializers else None
            if option == "name" and not prefix:
                values[option] = planned.name
            elif decision is not None and not (self.keeps_defaults and decision.by == "keras"):
                initializer = decision.initializer
                values[cls.written_name(option)] = identifier_of(initializer) or plain(initializer)
            elif option in inner:
                values[cls.written_name(option)] = inner[option]
            elif option in node.written:
                values[cls.written_name(option)] = plain(getattr(node, option))
        return values

    def _held(self, node: Node, planned: Planned, prefix: str) -> Any:
        assert isinstance(node, Item)
        values = self._options(node, planned, prefix)
        return {type(node).__name__: values} if values else type(node).__name__


def _input(settled: Input) -> Any:
    """The input; float32 goes without saying, and said it would be the author's word."""
    values = options(settled)
    if values.get("dtype") == "float32":
        del values["dtype"]
    return values["shape"] if set(values) == {"shape"} else values
