"""Where a layer holds what draws numbers: its initializers and its own seed, those of the layers inside it too."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.layer import Layer, inlined
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import initializer
from netbuilder.vocabulary.base.repetition import unrolled
from netbuilder.vocabulary.base.weights import Initializer


class Place(NamedTuple):
    """One option that holds an initializer, or the layer's own seed."""

    role: str
    """The option, seen from the outermost layer: `kernel_initializer`, `layer.kernel_initializer`, `seed`."""
    owner: Node
    """The layer or cell whose option it is."""
    option: str
    initializer: Initializer | None
    """What it holds; None for a seed."""


class Holdings(NamedTuple):
    """Which options of a class hold what."""

    initializers: tuple[str, ...]
    nodes: tuple[str, ...]
    """Options that hold layers or cells, one or a list of them."""
    takes_seed: bool


@remembered
def holdings(cls: type[Node]) -> Holdings:
    """Which options of a class hold initializers, layers and cells."""
    kinds = {option: cls.field_of(option).kinds for option in cls.model_fields}
    return Holdings(
        tuple(option for option in kinds if "initializer" in kinds[option]),
        tuple(option for option in kinds if "layer" in kinds[option] or "cell" in kinds[option]),
        "seed" in kinds,
    )


def inside(node: Node) -> Iterator[tuple[str, Node]]:
    """The layers and cells that a node holds, each with the role it has there: `layer`, `cell.0`."""
    for option in holdings(type(node)).nodes:
        value = getattr(node, option)
        if _is_held(value):
            yield option, value
        elif isinstance(value, list | tuple):
            yield from _items(option, value)


def _items(role: str, items: Sequence[Any]) -> Iterator[tuple[str, Node]]:
    """The entries of a list; every round of a repeat has roles of its own."""
    for item, path in unrolled(items, lambda item: inlined(item) if isinstance(item, Layer) else None):
        if _is_held(item):
            yield ".".join([role, *map(str, path)]), item


def _is_held(value: object) -> bool:
    # A slot for an activation takes layers as well as functions.
    return getattr(value, "kind", "") in ("layer", "cell")


def places(node: Node, prefix: str = "") -> Iterator[Place]:
    """Every initializer and seed of a layer and of what it holds, in the order of the options."""
    held_by_class = holdings(type(node))
    for option in held_by_class.initializers:
        value = getattr(node, option)
        if value is not None:
            yield Place(prefix + option, node, option, initializer(value))
    if held_by_class.takes_seed:
        yield Place(f"{prefix}seed", node, "seed", None)
    for role, held_node in inside(node):
        yield from places(held_node, f"{prefix}{role}.")


N = TypeVar("N", bound=Node)


def propagate_trainable(node: N, frozen: bool = False) -> N:
    """The node with `trainable: false` said by whatever stands inside; the node itself where nothing is frozen.

    Keras 3.15 heeds it in the constructor of the layer that has the weights, and nowhere else: a Sequential or a
    TimeDistributed made with `trainable=False` trains all that it holds.
    """
    frozen = frozen or not getattr(node, "trainable")  # noqa: B009 - every layer and cell has it, and no other node
    changed: dict[str, object] = {}
    for option in holdings(type(node)).nodes:
        value = getattr(node, option)
        if isinstance(value, list | tuple):
            items = type(value)([propagate_trainable(item, frozen) if _is_held(item) else item for item in value])
            if items != value:
                changed[option] = items
        elif _is_held(value):
            item = propagate_trainable(value, frozen)
            if item is not value:
                changed[option] = item
    if frozen and "trainable" not in node.lacks:
        changed["trainable"] = False
    return node.changed(**changed) if changed else node
