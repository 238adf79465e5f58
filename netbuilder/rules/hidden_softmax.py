"""NB403."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.diagnostics import Diagnostic
from netbuilder.edit import replace_value
from netbuilder.rules.base import WARN, Rule
from netbuilder.schema.layer import ActivationLayer, Kernel


class HiddenSoftmax(Rule):
    """softmax in the middle of a network

    ## What it does
    Finds a hidden kernel whose effective activation is softmax or sparsemax.

    ## Why is this bad
    softmax makes all units of a layer share a sum of 1. With 64 units each is about 1/64, and the power of the signal
    falls by a factor of 1600 in one layer: what follows sees next to nothing. Two such layers stayed at chance with
    SGD, where relu reached 1.00; Adam copes.

    ## When it is fine
    Over positions instead of units (`Softmax: {axis: 1}`), as attention has it. There the rule is silent.

    ## Example
    `Dense: {units: 64, activation: softmax}` before another `Dense`

    ## Use instead
    `activation: relu`; softmax belongs to the output.
    """

    code = "NB403"
    name = "hidden-softmax"
    severity = WARN
    wants = Kernel
    when_behind = ("softmax",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: softmax}  # NB403
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 4, activation: softmax}
""",
    ]

    def check(self, chain: Chain, subject: Step) -> Iterator[Diagnostic]:
        behind = chain.effective[subject.index]
        if behind.family != "softmax" or subject is chain.output:
            return
        where = behind.at if behind.at is not None else subject
        if isinstance(where.layer, ActivationLayer) and not _over_units(where, where.layer):
            return
        yield self.at(
            chain,
            where,
            "activation",
            f"{type(behind.activation).__name__} stands in a hidden layer",
            why="it makes all units share a sum of 1, so that each carries next to nothing to the next layer",
            fix="`activation: relu`; softmax belongs to the output",
            edits=replace_value(chain.draft, (*where.path, "activation"), "relu"),
        )


def _over_units(step: Step, layer: ActivationLayer) -> bool:
    """Whether it works on the last axis."""
    rank = len(step.input) if step.input is not None else 0
    return layer.softmax_axis in (-1, rank - 1)
