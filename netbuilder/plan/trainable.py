"""What `trainable: false` holds for: whatever stands inside.

Keras 3.15 heeds it in the constructor of the layer that has the weights, and nowhere else: a Sequential or a
TimeDistributed made with `trainable=False` trains all that it holds.
"""

from typing import TypeVar

from netbuilder.plan.places import holdings
from netbuilder.vocabulary.base.node import Item, Node

N = TypeVar("N", bound=Node)


def propagate_trainable(node: N, frozen: bool = False) -> N:
    """The node with `trainable: false` said by all that it holds for; the node itself where nothing is frozen."""
    says = "trainable" in type(node).model_fields and "trainable" not in type(node).lacks
    frozen = frozen or (says and not getattr(node, "trainable"))  # noqa: B009 - not every node has it
    changed: dict[str, object] = {}
    for option in holdings(type(node)).nodes:
        value = getattr(node, option)
        if isinstance(value, list | tuple):
            held = type(value)([propagate_trainable(one, frozen) if isinstance(one, Node) else one for one in value])
            if any(one is not before for one, before in zip(held, value, strict=True)):
                changed[option] = held
        elif isinstance(value, Item) and value.kind in ("layer", "cell"):
            one = propagate_trainable(value, frozen)
            if one is not value:
                changed[option] = one
    if says and frozen and getattr(node, "trainable"):  # noqa: B009
        changed["trainable"] = False
    return node.model_copy(update=changed) if changed else node
