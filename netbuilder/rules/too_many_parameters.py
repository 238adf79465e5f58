"""NB108."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import ERROR, Rule


class TooManyParameters(Rule):
    """More weights than fit into memory

    ## What it does
    Adds up the memory of all weights, with the copies that the optimizer keeps of those it trains, and compares it
    with `limits: {memory: 16GiB}`.

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
    ]

    def check(self, chain: Chain, subject: Chain) -> Iterator[Diagnostic]:
        if not chain.steps or chain.over_limit:
            return
        limit = chain.draft.limits.memory
        assert isinstance(limit, int)
        slots = chain.optimizer.slot_count if chain.optimizer is not None else 0
        if chain.parameters * 8 * (1 + slots) <= limit:
            return  # even with 8 bytes each, as nearly always
        needed = sum(_memory(chain, step, slots) for step in chain.steps)
        if needed <= limit:
            return
        largest = max(chain.steps, key=lambda step: _memory(chain, step, slots))
        copies = f" and {slots} more of each for the optimizer" if slots else ""
        yield self.at(
            chain,
            largest,
            "",
            f"the weights need {_amount(needed)}, and the limit is {_amount(limit)}",
            why=f"{chain.parameters:,} numbers{copies}; {largest.parameters:,} of them are in this layer",
            fix="a smaller layer, a global pooling before it, or `limits: {memory: 64GiB}` on a machine that has it",
        )


def _memory(chain: Chain, step: Step, slots: int) -> int:
    """Bytes of a layer's weights and of the optimizer's copies."""
    dtype = step.outer.dtype if step.outer is not None else None
    width = _bytes(dtype or chain.draft.runtime.precision)
    return width * (step.parameters + slots * step.trainable_parameters)


def _bytes(precision: str) -> int:
    """Bytes of one weight; mixed precision keeps its weights in float32."""
    if precision.startswith("mixed") or not precision.endswith(("16", "64")):
        return 4
    return 2 if precision.endswith("16") else 8


def _amount(count: int) -> str:
    """An amount of memory as people say it."""
    number, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if number < 1024:
            break
        number, unit = number / 1024, larger
    return f"{number:,.0f} {unit}" if number >= 100 or unit == "B" else f"{number:.1f} {unit}"
