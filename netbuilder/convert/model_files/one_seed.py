"""The seed of a network from which the seeds of its layers derive: what netbuilder has built says it so."""

from collections.abc import Sequence

from netbuilder.convert.model_files.seeds import MOST_BY_HAND, Seeds
from netbuilder.graph import LayerGraph
from netbuilder.plan import plan
from netbuilder.plan.seeds import derived


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
