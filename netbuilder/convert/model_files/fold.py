"""Shorter lists of layers for the same network: an Activation in the layer before it, equal blocks as `repeat`."""

from collections.abc import Sequence
from typing import Any

from netbuilder.convert.model_files.shortest import canonical
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Kernel

_LONGEST_BLOCK = 64
_HEAD = 3
"""Lines that a `repeat` costs: its own, `times` and `layers`."""


def fold(layers: Sequence[Layer]) -> list[tuple[int, Layer]]:
    """The layers with every Activation put into the linear kernel right before it; each with its old index."""
    folded: list[tuple[int, Layer]] = []
    for index, layer in enumerate(layers):
        if folded and folded[-1][0] == index - 1 and _fits(folded[-1][1], layer):
            kernel = type(folded[-1][1]).model_validate(_options(folded[-1][1]) | {"activation": _activation(layer)})
            folded[-1] = (index - 1, kernel)
        else:
            folded.append((index, layer))
    return folded


def _fits(before: Layer, layer: Layer) -> bool:
    """Whether a layer is an Activation of its own without options, behind a kernel without one."""
    if type(layer).__name__ != "Activation" or not isinstance(before, Kernel):
        return False
    if not layer.written <= {"activation", "trainable"} or before.activity_regularizer is not None:
        return False
    return bool(canonical(before.activation, "activation") == canonical("linear", "activation"))


def _activation(layer: Layer) -> Any:
    return getattr(layer, "activation", None)


def _options(layer: Layer) -> dict[str, Any]:
    cls = type(layer)
    return {cls.written_name(option): getattr(layer, option) for option in layer.written}


def repeated(entries: Sequence[Any]) -> list[Any]:
    """Entries of a list of layers, with runs of equal blocks as `repeat` where that takes fewer lines."""
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(repr(entry), len(numbers)) for entry in entries]
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


def _best_blocks(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where a block begins that is worth repeating: its length and how many times; the first and best of each place."""
    count = len(ids)
    best: dict[int, tuple[int, int, int]] = {}
    for length in range(1, min(_LONGEST_BLOCK, count // 2) + 1):
        run = 0
        for index in range(count - length - 1, -1, -1):
            run = run + 1 if ids[index] == ids[index + length] else 0
            times = run // length + 1
            saved = length * (times - 1) - _HEAD
            if times > 1 and saved > 0 and saved > best.get(index, (0, 0, 0))[0]:
                best[index] = (saved, length, times)
    chosen: dict[int, tuple[int, int]] = {}
    taken = [False] * count
    for index, (_, length, times) in sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0])):
        span = range(index, index + length * times)
        if not any(taken[place] for place in span):
            chosen[index] = (length, times)
            for place in span:
                taken[place] = True
    return chosen
