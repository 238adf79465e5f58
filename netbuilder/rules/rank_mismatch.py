"""NB101."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.chain.retry import as_input, without_batch_axis
from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.rules.base import ERROR, Rule
from netbuilder.rules.rnn_sequences import vector_for_sequence
from netbuilder.vocabulary.layer import Recurrent
from netbuilder.vocabulary.shapes import Shape, ShapeError, UnknownShape, sample


class RankMismatch(Rule):
    """A layer gets more or fewer axes than it can take

    ## What it does
    Walks the shapes from `input` on and finds the first layer that takes another number of axes than it gets: a
    convolution on what is already flat, a recurrent layer on an image, images without their channel axis.

    ## Why is this bad
    Keras refuses to build such a model.

    ## When it is fine
    Never.

    ## Example
    `Conv2D` on `input: [28, 28]`, or behind `Flatten`.

    ## Use instead
    Write the axis (`input: [28, 28, 1]`), or put `Reshape` or `Flatten` in between. The batch axis is not written.

    ## References
    - Keras, *The Sequential model*: specifying the input shape in advance
    """

    code = "NB101"
    name = "rank-mismatch"
    severity = ERROR
    bad = [
        """\
input: [28, 28]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}  # NB101
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [32, 32, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - LSTM: {units: 16}  # NB101
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [null, 28, 28, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}  # NB101
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
    ]
    good = [
        """\
input: [28, 28]
layers:
  - Reshape: {target_shape: [28, 28, 1]}
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [null, 16]
layers:
  - LSTM: {units: 16}
  - Dense: {units: 10, activation: softmax}
""",
    ]

    def check(self, chain: Chain, subject: Chain) -> Iterator[Diagnostic]:
        written = chain.draft.input
        for step, error in chain.shape_errors:
            if error.cause != "rank" or written is None or vector_for_sequence(chain, step) is not None:
                continue
            why, fix = error.why, error.fix
            rest = without_batch_axis(chain, step)
            if rest is not None:
                why, fix = "`input` is one sample; the batch axis is not written", f"`input: {as_input(rest)}`"
            elif not fix:
                fix = _too_many_sequences(chain, step) or _flat_too_soon(chain, step)
            place = Related(chain.draft.address(("input", "shape")), f"one sample is {sample(written.batched())}")
            yield self.at(chain, step, error.field, error.message, why=why, fix=fix, related=(place,))


def _too_many_sequences(chain: Chain, until: Step) -> str:
    """What to do where a recurrent layer hands on all its steps to a layer that takes a vector."""
    for step in reversed(chain.steps[: until.index]):
        if isinstance(step.layer, Recurrent):
            return f"leave `return_sequences` out of the {step.name} before it" if step.layer.return_sequences else ""
        if step.layer is None or not step.layer.keeps_shape:
            return ""
    return ""


def _flat_too_soon(chain: Chain, until: Step) -> str:
    """What to do where Flatten stands before a layer that takes what was there before it."""
    for step in reversed(chain.steps[: until.index]):
        if step.layer is None or not (step.layer.flattens or step.layer.keeps_shape):
            return ""
        if step.layer.flattens and step.input is not None:
            return f"remove the {step.name} before it" if _takes(until, step.input) else ""
    return ""


def _takes(step: Step, shape: Shape) -> bool:
    try:
        return step.outer is not None and bool(step.outer.output_shape(shape))
    except (ShapeError, UnknownShape):
        return False
