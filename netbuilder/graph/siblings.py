"""The layers of one parent, repeats unrolled, and the names that the author gave them."""

from collections.abc import Iterator, Sequence

from netbuilder.graph.unroll import count
from netbuilder.parse.draft import DraftLayer
from netbuilder.vocabulary.layers.containers import repeat

Sibling = tuple[DraftLayer, tuple[int, ...]]
"""An entry, and which round of every `repeat` around it this is, outermost first."""


def siblings(entries: Sequence[DraftLayer], rounds: tuple[int, ...] = ()) -> Iterator[Sibling]:
    """The layers of the model, or of one nested `Sequential`, that stand side by side."""
    for entry in entries:
        if isinstance(entry.node, repeat) and entry.inner is not None:
            for number in range(entry.node.times if count(entry.inner) else 0):
                yield from siblings(entry.inner, (*rounds, number))
        else:
            yield entry, rounds


def written_name(sibling: Sibling) -> str | None:
    """The name that the author gave; inside repeats each round has its own, as `block_0`."""
    entry, rounds = sibling
    if entry.node is None or entry.node.name is None:
        return None
    return "_".join([entry.node.name, *map(str, rounds)])
