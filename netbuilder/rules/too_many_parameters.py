"""NB108."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.memory import Need, format_bytes, memory_needed, memory_of
from netbuilder.rules.base import ERROR, Rule

if TYPE_CHECKING:
    from netbuilder.graph.device_memory import DeviceNeed


class TooManyParameters(Rule):
    """More weights than fit into memory

    ## What it does
    Adds up the memory of all weights, with the copies that the optimizer keeps of those it trains, and compares it
    with `limits: {memory: 16GiB}`. Of a model that `runtime.distribution` spreads, what one device holds is compared.

    ## Why is this bad
    The process would be killed, or stop half-way with an error that names a tensor. Activations and gradients come
    on top of what is counted here.

    ## When it is fine
    On a machine that has the memory: raise the limit.

    ## Example
    `Dense: {units: 4096}` behind `Flatten` on a map of 512 x 512 x 64.

    ## Use instead
    A global pooling in place of `Flatten`, smaller layers, or `limits: {memory: 64GiB}`.

    ## References
    - Kingma and Ba, *Adam*, 2015, arXiv:1412.6980: two moving averages for every weight
    """

    code = "NB108"
    name = "too-many-parameters"
    severity = ERROR
    bad = [
        """\
input: [512, 512, 64]
layers:
  - Flatten
  - Dense: {units: 4096, activation: relu}  # NB108
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
""",
        """\
input: [1000]
limits: {memory: 1MB}
layers:
  - Dense: {units: 1000, activation: relu}  # NB108
  - Dense: {units: 10, activation: softmax}
""",
    ]
    good = [
        """\
input: [512, 512, 64]
layers:
  - GlobalAveragePooling2D
  - Dense: {units: 4096, activation: relu}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
""",
        """\
input: [1000]
limits: {memory: 5MB}
layers:
  - Dense: {units: 1000, activation: relu}
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [1000]
limits: {memory: 3MB}
layers:
  - Dense: {units: 1000, activation: relu}
  - Dense: {units: 10, activation: softmax}
runtime:
  backend: jax
  distribution:
    ModelParallel: {mesh: {batch: 1, model: 2}, layout: {".*/dense/kernel": [null, model]}}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        if graph.over_limit:
            return
        limit = graph.draft.limits.memory
        assert isinstance(limit, int)
        slots = graph.optimizer.slot_count if graph.optimizer is not None else 0
        if graph.parameters * 8 * (1 + slots) <= limit:
            return  # even with 8 bytes each, as nearly always
        need: Need | DeviceNeed | None = None
        if graph.layout is not None:
            from netbuilder.graph.device_memory import device_need  # only for networks that are distributed

            need = device_need(graph)
        each = _(" on each device") if need is not None else ""
        need = need or memory_needed(graph)
        total = need.total
        if total <= limit:
            return
        amount = format_bytes(need.weights)
        if slots:
            amount += _(
                ", {total} with {optimizer}'s", total=format_bytes(total), optimizer=type(graph.optimizer).__name__
            )
        largest = max(graph.calls, key=lambda call: memory_of(graph, call).total)
        copies = _(" and {slots} more of each for the optimizer", slots=slots) if slots else ""
        yield self.at(
            graph,
            largest,
            "",
            _(
                "the weights need {amount}{each}; the limit is {limit}",
                amount=amount,
                each=each,
                limit=format_bytes(limit),
            ),
            why=_(
                "{parameters:,} numbers{copies}; {parameters2:,} of them are in this layer",
                parameters=graph.parameters,
                copies=copies,
                parameters2=largest.parameters,
            ),
            fix=_(
                "{smaller}, or `limits: {{memory: {power_of_two}}}` on a machine that has it",
                smaller=_smaller(graph, largest),
                power_of_two=_power_of_two(total),
            ),
        )


def _smaller(graph: LayerGraph, largest: LayerCall) -> str:
    """What makes the largest layer smaller: behind Flatten it is the map that is too large."""
    before = graph.calls[: largest.index]
    flat = next((call.layer for call in reversed(before) if call.layer is None or not call.layer.keeps_shape), None)
    return (
        _("a global pooling in place of Flatten")
        if flat is not None and flat.flattens
        else _("a smaller {largest}", largest=largest.name)
    )


def _power_of_two(total: int) -> str:
    """The next power of two, as it is written in a file."""
    # No float: the weights of 1,000 layers that each double a map are more than one holds.
    amount = 1 << ((total - 1) // 2**20).bit_length()
    for unit in ("MiB", "GiB"):
        if amount < 1024:
            return f"{amount}{unit}"
        amount //= 1024
    return f"{amount}TiB"
