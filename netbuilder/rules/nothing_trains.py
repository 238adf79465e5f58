"""NB705."""

from collections.abc import Iterator

from netbuilder.chain import Chain
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import ERROR, Rule


class NothingTrains(Rule):
    """A compiled model in which nothing is trainable

    ## What it does
    Finds a model with a loss whose weights are all frozen, or that has none.

    ## Why is this bad
    `fit` runs through its epochs and changes nothing; Keras gives one warning at the start.

    ## When it is fine
    Without `compile`, as a feature extractor. There the rule is silent.

    ## Example
    `trainable: false` on every layer

    ## Use instead
    Leave the output layer trainable.
    """

    code = "NB705"
    name = "nothing-trains"
    severity = ERROR
    wants = Chain
    needs_loss = True
    bad = [
        """\
input: [20]
layers:  # NB705
  - Dense: {units: 4, trainable: false}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 4, trainable: false}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, trainable: false}
  - Dense: {units: 4}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def check(self, chain: Chain, subject: Chain) -> Iterator[Diagnostic]:
        # Nearly always the first layer settles it.
        if any(step.trains for step in chain.steps) or not chain.steps:
            return
        if chain.has_holes or any(step.output is None for step in chain.steps):
            return
        yield self.finding(
            chain.draft.address(("layers",), "key"),
            "this model has a loss and nothing to train",
            why="every layer is frozen or has no weights",
            fix="remove `trainable: false` from one layer, or remove `compile`",
        )
