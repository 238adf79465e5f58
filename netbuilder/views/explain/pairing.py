"""Which initializer goes with an activation, and which activations with an initializer: what the rules ask for."""

from typing import NamedTuple

from netbuilder.graph.chosen_initializer import GLOROT, HE, LECUN, Family, chosen_family
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import every


class Reason(NamedTuple):
    """Why a family of initializers goes with an activation, and the rule that looks after it."""

    why: str
    rule: str


_REASONS = {
    "relu": Reason("about half of the signal is cut off or flattened here, and He makes up for it", "NB201"),
    "tanh": Reason("Glorot keeps the signal where this function is steep, forwards and backwards", "NB202"),
    "sigmoid": Reason("Glorot keeps the signal where this function is steep, forwards and backwards", "NB202"),
    "softmax": Reason("it mostly makes the output, whose scale Glorot keeps near 1", ""),
    "linear": Reason("nothing is cut off, so that Glorot keeps the scale", ""),
    "selu": Reason("it keeps mean and variance by itself, which holds with LeCun kernels only", "NB204"),
}


def pairing(cls: type[Item]) -> tuple[str, str] | None:
    """What goes with an activation or an initializer, as a heading and its text; None where nothing is known."""
    if issubclass(cls, Activation):
        return _initializer_for(cls)
    return _activations_for(cls) if cls.kind == "initializer" else None


def _initializer_for(activation: type[Activation]) -> tuple[str, str] | None:
    reason = _REASONS.get(activation.family)
    if reason is None:
        return None
    first, *others = (f"`{name}`" for name in _members(chosen_family(activation.family)))
    rule = f"; see `netbuilder explain {reason.rule}`" if reason.rule else ""
    return "Initializer", f"{' or '.join([first, *others])}; left out, {first}: {reason.why}{rule}"


def _activations_for(initializer: type[Item]) -> tuple[str, str] | None:
    name = _written(initializer)
    family = next((family for family in (HE, GLOROT, LECUN) if name in _members(family)), None)
    activations = [
        cls.__name__
        for cls in every("activation")
        if issubclass(cls, Activation) and cls.family in _REASONS and chosen_family(cls.family) is family
    ]
    return ("Goes with", ", ".join(activations)) if activations else None


def _members(family: Family) -> list[str]:
    """The initializers of a family as a file writes them, the chosen one first."""
    members = [_written(cls) for cls in every("initializer") if _written(cls).startswith(f"{family.name.lower()}_")]
    return sorted(members, key=lambda name: name.replace("_", "") != family.cls.lower())


def _written(initializer: type[Item]) -> str:
    """As a file writes it, `he_normal`."""
    return initializer.identifiers[0] if issubclass(initializer, Named) and initializer.identifiers else ""
