"""NB603."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import WARN, Rule
from netbuilder.schema.layer import Layer, Recurrent


class MaskLost(Rule):
    """A mask that never arrives

    ## What it does
    Finds `mask_zero: true` or a Masking layer with a layer behind it that drops the mask (a convolution, Flatten,
    Reshape) before anything has used it.

    ## Why is this bad
    The padding is then read as data: what stands in its place changes the output, which it does not behind an LSTM or
    GlobalAveragePooling1D. Keras drops the mask with a warning at most.

    ## When it is fine
    Where a recurrent or pooling layer has used the mask before.

    ## Example
    `Embedding: {..., mask_zero: true}`, then `Flatten`

    ## Use instead
    `GlobalAveragePooling1D`, which uses the mask, or `mask_zero: false`.
    """

    code = "NB603"
    name = "mask-lost"
    severity = WARN
    wants = Layer
    bad = [
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}  # NB603
  - Flatten
  - Dense: {units: 1, activation: sigmoid}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}
  - Dropout: {rate: 0.2}
  - LSTM: {units: 8}
  - Dense: {units: 1, activation: sigmoid}
""",
    ]

    def check(self, chain: Chain, subject: Step) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert layer is not None
        if not layer.makes_mask:
            return
        for step in chain.steps[subject.index + 1 :]:
            after = step.layer
            if after is None or isinstance(after, Recurrent) or after.uses_mask:
                return
            if after.drops_mask:
                yield self.at(
                    chain,
                    subject,
                    "mask_zero",
                    f"{step.name} drops the mask before anything has used it",
                    why="padding is then read as data",
                    fix=f"a layer that uses the mask before {step.name}, or no mask",
                )
                return
