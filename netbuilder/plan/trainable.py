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
            items = type(value)(
                [propagate_trainable(item, frozen) if isinstance(item, Node) else item for item in value]
            )
            if any(item is not before for item, before in zip(items, value, strict=True)):
                changed[option] = items
        elif isinstance(value, Item) and value.kind in ("layer", "cell"):
            item = propagate_trainable(value, frozen)
            if item is not value:
                changed[option] = item
    if says and frozen and getattr(node, "trainable"):  # noqa: B009
        changed["trainable"] = False
    return node.model_copy(update=changed) if changed else node
