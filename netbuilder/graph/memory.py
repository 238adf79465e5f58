"""How much memory a network's weights take, and what its optimizer keeps beside them: counted, never allocated."""

from typing import NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph


class Need(NamedTuple):
    """How many bytes a model, or a layer of it, takes."""

    weights: int
    optimizer: int
    """What the optimizer keeps, from the first step of fit on."""

    @property
    def total(self) -> int:
        return self.weights + self.optimizer


def memory_needed(graph: LayerGraph) -> Need:
    """The memory of all weights of a network, and of what its optimizer keeps for each that it trains."""
    each = [memory_of(graph, call) for call in graph.calls]
    return Need(sum(need.weights for need in each), sum(need.optimizer for need in each))


def memory_of(graph: LayerGraph, call: LayerCall) -> Need:
    """The same for one layer."""
    width = bytes_per_number(graph, call)
    slots = graph.optimizer.slot_count if graph.optimizer is not None else 0
    return Need(width * call.parameters, width * call.trainable_parameters * slots)


def bytes_per_number(graph: LayerGraph, call: LayerCall) -> int:
    """How many bytes a number of a layer's weights takes: mixed precision keeps them in float32."""
    precision = (call.outer.dtype if call.outer is not None else None) or graph.draft.runtime.precision
    if precision.startswith("mixed") or not precision.endswith(("16", "64")):
        return 4
    return 2 if precision.endswith("16") else 8


_BEYOND_NAMES = 2**60 * 10**6


def format_bytes(amount: int) -> str:
    """A number of bytes for people: `3.7 TiB`."""
    if amount >= _BEYOND_NAMES:  # and maybe beyond what a float holds
        return _("more than {beyond_names}", beyond_names=format_bytes(_BEYOND_NAMES - 1))
    value, unit = float(amount), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{value:,.0f} {unit}" if value >= 100 or unit == "B" else f"{value:.1f} {unit}"
