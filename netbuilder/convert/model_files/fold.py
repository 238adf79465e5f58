"""Shorter lists of layers for the same network: an Activation in the layer before it, equal blocks as `repeat`."""

from collections.abc import Collection, Sequence
from operator import eq
from typing import Any

from netbuilder.convert.model_files.shortest import canonical
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Kernel

_LONGEST_BLOCK = 64
_PLACES = 4
"""Of a block, where it is looked whether it may come twice."""
_HEAD = 3
"""Lines that a `repeat` costs: its own, `times` and `layers`."""


def fold(layers: Sequence[Layer], named: Collection[int] = ()) -> list[tuple[int, Layer]]:
    """The layers with every Activation put into the linear kernel right before it; each with its old index.

    Args:
        named: the indices of layers whose names stand beside them, which stay.
    """
    folded: list[tuple[int, Layer]] = []
    # Equal layers are one and the same node, and so are those that they become.
    joined: dict[tuple[int, int], Layer | None] = {}
    for index, layer in enumerate(layers):
        kernel = None
        if index not in named and folded:
            key = (id(layers[index - 1]), id(layer))
            if key not in joined:
                joined[key] = _joined(layers[index - 1], layer)
            kernel = joined[key]
        if kernel is not None:
            folded[-1] = (index - 1, kernel)
        else:
            folded.append((index, layer))
    return folded


def _joined(before: Layer, layer: Layer) -> Layer | None:
    """The kernel with what the layer behind it applies; None where that stays a layer of its own."""
    if not _fits(before, layer):
        return None
    return type(before).model_validate(before.written_options() | {"activation": getattr(layer, "activation", None)})


def _fits(before: Layer, layer: Layer) -> bool:
    """Whether a layer is an Activation of its own without options, behind a kernel without one."""
    return (
        isinstance(before, Kernel)
        and type(layer).__name__ == "Activation"
        and layer.written == {"activation"}
        and "dtype" not in before.written
        and before.activity_regularizer is None
        and bool(canonical(before.activation, "activation") == canonical("linear", "activation"))
    )


def repeated(entries: Sequence[Any]) -> list[Any]:
    """Entries of a list of layers, with runs of equal blocks as `repeat` where that takes fewer lines."""
    numbers: dict[str, int] = {}
    # Most entries of a large model are one and the same object.
    distinct = {id(entry): entry for entry in entries}
    numbered = {key: numbers.setdefault(repr(entry), len(numbers)) for key, entry in distinct.items()}
    ids = [numbered[id(entry)] for entry in entries]
    short: list[Any] = []
    at = 0
    best = _best_blocks(ids)
    while at < len(entries):
        length, times = best.get(at, (1, 1))
        if times > 1:
            block = repeated(entries[at : at + length])
            short.append({"repeat": {"times": times, "layers": block}})
            at += length * times
        else:
            short.append(entries[at])
            at += 1
    return short


def _may_repeat(ids: Sequence[int], length: int) -> bool:
    """Whether a block of that length can come twice, told by a few places: each must equal that of another block."""
    places = range(min(_PLACES, length))
    return all(any(map(eq, ids[place::length], ids[place + length :: length])) for place in places)


def _best_blocks(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where a block begins that is worth repeating: its length and how many times; the first and best of each place."""
    count = len(ids)
    last: dict[int, int] = {}
    nearest = count
    for index, entry in enumerate(ids):
        nearest = min(nearest, index - last.get(entry, -count))
        last[entry] = index
    best: dict[int, tuple[int, int, int]] = {}
    covered: list[tuple[int, int, int]] = []
    # No block is shorter than the way between two equal entries.
    for length in range(nearest, min(_LONGEST_BLOCK, count // 2) + 1):
        if not _may_repeat(ids, length):
            continue
        # Where an entry equals the one a length further on; of a block that comes twice all do.
        equal = bytes(map(eq, ids, ids[length:])) + b"\0"
        start = equal.find(b"\1" * length)
        while start >= 0:
            end = equal.find(0, start)
            # A multiple of a shorter block saves less.
            if not any(a <= start and end + length <= b and length % shorter == 0 for a, b, shorter in covered):
                covered.append((start, end + length, length))
                for index in range(start, end - length + 1):
                    times = (end - index) // length + 1
                    saved = length * (times - 1) - _HEAD
                    if saved > best.get(index, (0, 0, 0))[0]:
                        best[index] = (saved, length, times)
            start = equal.find(b"\1" * length, end)
    chosen: dict[int, tuple[int, int]] = {}
    taken = [False] * count
    for index, (_, length, times) in sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0])):
        span = range(index, index + length * times)
        if not any(taken[place] for place in span):
            chosen[index] = (length, times)
            for place in span:
                taken[place] = True
    return chosen
