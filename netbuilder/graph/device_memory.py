"""What each device holds of a model that is spread over several: counted from shapes and layout, never allocated."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from netbuilder.graph.layer_graph import LayerGraph
from netbuilder.graph.memory import bytes_per_number
from netbuilder.graph.weight_paths import PlacedWeight, paths

_MADE_IN_PARTS = 250 * 2**20
"""From 4 bytes x numbers x devices on Keras makes a weight in its parts; a smaller one is whole on one device first."""


class Part(NamedTuple):
    """One weight, and what of it each device holds."""

    placed: PlacedWeight
    shape: tuple[int, ...]
    """The shape of the part."""
    weight_bytes: int
    optimizer_bytes: int
    """What the optimizer keeps of it on each device."""
    allocated_bytes: int
    """What is allocated at once when it is made."""

    @property
    def is_spread(self) -> bool:
        """Whether a device holds less than all of it."""
        return self.shape != self.placed.weight.shape


class DeviceNeed(NamedTuple):
    """What each device holds."""

    devices: int
    mesh: Mapping[str, int]
    parts: Sequence[Part]
    is_complete: bool
    """Whether all weights are known."""

    @property
    def weights(self) -> int:
        """How many bytes the weights take."""
        return sum(part.weight_bytes for part in self.parts)

    @property
    def optimizer(self) -> int:
        """How many bytes what the optimizer keeps takes, from the first step of fit on."""
        return sum(part.optimizer_bytes for part in self.parts)

    @property
    def total(self) -> int:
        return self.weights + self.optimizer

    @property
    def largest(self) -> Part | None:
        """The weight whose making allocates most at once."""
        return max(self.parts, key=lambda part: part.allocated_bytes, default=None)


def device_need(graph: LayerGraph) -> DeviceNeed | None:
    """What each device holds; None where nobody said how many there are. Without a distribution each holds all."""
    layout = graph.layout
    count = graph.draft.runtime.devices
    mesh: Mapping[str, int] = {}
    if layout is not None:
        mesh = layout.mesh or {}
        count = layout.device_count
        weights = layout.weights
    if count is None:
        return None
    if layout is None:
        weights = paths(graph.draft, graph.whole.calls).weights
    spread = {target.path: named.axes for named, target in layout.applied()} if layout is not None else {}
    parts = [_part(graph, placed, spread.get(placed.path, ()), mesh, count) for placed in weights]
    return DeviceNeed(count, mesh, parts, all(call.is_known for call in graph.calls))


def _part(
    graph: LayerGraph, placed: PlacedWeight, axes: Sequence[str | None], mesh: Mapping[str, int], devices: int
) -> Part:
    whole = placed.weight.shape
    sizes = list(whole)
    for at, axis in enumerate(axes[: len(sizes)]):
        sizes[at] //= mesh.get(axis or "", 1)
    width = bytes_per_number(graph, placed.call)
    amount = width * math.prod(sizes)
    kept, optimizer = 0, graph.optimizer
    if optimizer is not None and placed.is_trained:
        kept = amount * optimizer.slots_of(whole, placed.path)
        kept += width * sum(math.prod(shape) for shape in optimizer.factors_of(whole))
    in_parts = 4 * math.prod(whole) * devices >= _MADE_IN_PARTS
    allocated = amount if in_parts else width * math.prod(whole)
    return Part(placed, tuple(sizes), amount, kept, allocated)
