"""Seeds that a tool has put into every layer of a file, taken out, or the one seed that they all derive from."""

from collections.abc import Sequence
from typing import Any

from netbuilder.graph import LayerGraph
from netbuilder.plan import plan
from netbuilder.plan.seeds import derived
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.weights import Initializer

MOST_BY_HAND = 100_000
"""People write 42 or 2024; what is larger and in every layer comes from a tool."""

Seeds = dict[str, int]
"""The seeds of one layer by the role that draws: `kernel_initializer`, `layer.seed`."""


def drawn_seeds(layers: Sequence[Layer]) -> list[Seeds] | None:
    """The seeds of all layers, where a tool has drawn them: everywhere, all large and no two equal; else None."""
    seeds: list[Seeds] = []
    for layer in layers:
        own: Seeds = {}
        if not _collect(layer, "", own):
            return None
        seeds.append(own)
    values = [seed for own in seeds for seed in own.values()]
    is_drawn = bool(values) and min(values) >= MOST_BY_HAND and len(set(values)) == len(values)
    return seeds if is_drawn else None


def _collect(node: Item, prefix: str, seeds: Seeds) -> bool:
    """Put the seeds of a node and of what it holds into `seeds`; False where an initializer draws without one."""
    cls = type(node)
    if "seed" in cls.model_fields:
        seed = getattr(node, "seed", None)
        role = prefix.removesuffix(".") if isinstance(node, Initializer) else f"{prefix}seed"
        if isinstance(seed, int):
            seeds[role] = seed
        elif isinstance(node, Initializer):
            return False
    for option in node.written:
        value = getattr(node, option)
        if isinstance(value, Item) and not _collect(value, f"{prefix}{option}.", seeds):
            return False
        for index, item in enumerate(value if isinstance(value, list | tuple) else ()):
            if isinstance(item, Item) and not _collect(item, f"{prefix}{option}.{index}.", seeds):
                return False
    return True


def without_seeds(node: Item) -> Item:
    """The same node without the seeds in it, and without the copy for the way back that seeds alone told apart."""
    cls = type(node)
    options: dict[str, Any] = {}
    for option in node.written:
        value = getattr(node, option)
        if option == "seed" and isinstance(value, int):
            continue
        if isinstance(value, Item):
            value = without_seeds(value)
        elif isinstance(value, list | tuple):
            value = [without_seeds(item) if isinstance(item, Item) else item for item in value]
        options[cls.written_name(option)] = value
    forward, back = options.get("layer"), options.get("backward_layer")
    if isinstance(back, Layer) and is_way_back(forward, back):
        del options["backward_layer"]
    return cls.model_validate(options)


def is_way_back(forward: Any, back: Layer) -> bool:
    """Whether a layer is the copy that Keras makes for the way back."""
    if type(forward) is not type(back):
        return False
    ours, theirs = dict(forward), dict(back)
    return all(ours[option] == theirs[option] for option in ours.keys() - {"name", "go_backwards"})


def one_seed(graph: LayerGraph, seeds: Sequence[Seeds]) -> int | None:
    """The seed of a network from which all of these derive; None where there is none that people write."""
    leaves = list(plan(graph).leaves())
    if len(leaves) != len(seeds):
        return None
    drawn = [
        (leaf.full_name.partition("/")[2], role, seed)
        for leaf, own in zip(leaves, seeds, strict=True)
        for role, seed in own.items()
    ]
    path, role, first = drawn[0]
    for seed in range(MOST_BY_HAND):
        if derived(seed, path, role) == first:
            return seed if all(derived(seed, path, role) == value for path, role, value in drawn) else None
    return None
