"""The layers of a network as the blocks of a picture: what repeats is one block, with how often."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.views.tables.rows import Row
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import (
    ActivationLayer,
    Dropping,
    Kernel,
    Normalizer,
    Pooling,
    Preprocessing,
    Recurrent,
    Wrapper,
)

FAMILIES = {
    "dense": "dense",
    "convolution": "convolution",
    "recurrent": "recurrent",
    "embedding": "embedding",
    "normalization": "normalization",
    "activation": "activation",
    "pooling": "pooling",
    "dropout": "dropout, noise",
    "preprocessing": "preprocessing",
    "other": "shape and the rest",
}
"""Names of the families in the legend."""
_LONGEST_PERIOD = 16


class Group(NamedTuple):
    """A run of layers, and how often it comes in a row."""

    rows: tuple[Row, ...]
    """The first round."""
    times: int
    last: tuple[Row, ...]
    """The last round: what a `repeat` of the file makes may have another shape each time."""


def family_of(layer: Layer | None) -> str:
    """Which colour a layer has; a wrapper has that of what it wraps."""
    while isinstance(layer, Wrapper):
        layer = layer.inner
    for family, cls in (
        ("recurrent", Recurrent),
        ("normalization", Normalizer),
        ("activation", ActivationLayer),
        ("pooling", Pooling),
        ("dropout", Dropping),
        ("preprocessing", Preprocessing),
    ):
        if isinstance(layer, cls):
            return family
    if isinstance(layer, Kernel):
        return "convolution" if "kernel_size" in type(layer).model_fields else "dense"
    if layer is not None and "embeddings_initializer" in type(layer).model_fields:
        return "embedding"
    return "other"


def leaves(rows: Sequence[Row]) -> list[Row]:
    """The rows without those of nested `Sequential`s, whose layers stand below them."""
    return [row for at, row in enumerate(rows) if at + 1 == len(rows) or rows[at + 1].depth <= row.depth]


def grouped(rows: Sequence[Row]) -> list[Group]:
    """The layers in order, runs that repeat written once; the shortest run that covers most wins."""
    marks = [_mark(row) for row in rows]
    groups: list[Group] = []
    at = 0
    while at < len(rows):
        best = (1, 1)
        for period in range(1, min(_LONGEST_PERIOD, (len(rows) - at) // 2) + 1):
            times = 1
            while marks[at + times * period : at + (times + 1) * period] == marks[at : at + period]:
                times += 1
            if times > 1 and period * (times - 1) > best[0] * (best[1] - 1):
                best = (period, times)
        period, times = best
        # Two of a kind are drawn as two, but for what the file repeats.
        if period * times < 3 and rows[at].repeated is None:
            period, times = 1, 1
        end = at + period * times
        groups.append(Group(tuple(rows[at : at + period]), times, tuple(rows[end - period : end])))
        at = end
    return groups


def _mark(row: Row) -> object:
    """What two layers have in common that are drawn as one."""
    if row.repeated is not None:
        return row.repeated
    return (row.class_name, row.output, row.parameters, row.activation)
