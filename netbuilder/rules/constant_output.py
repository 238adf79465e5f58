"""NB301."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.chain.effective import function_of
from netbuilder.diagnostics import Diagnostic
from netbuilder.edit import set_option
from netbuilder.rules.base import ERROR, Rule
from netbuilder.schema.layer import ActivationLayer, Kernel, Recurrent


class ConstantOutput(Rule):
    """softmax over a single unit

    ## What it does
    Finds softmax (or sparsemax) over an axis of size 1, wherever it stands and however it is written.

    ## Why is this bad
    softmax makes the numbers along its axis sum to 1. A lone number is therefore always 1.0, whatever the weights
    are. Under binary cross-entropy the loss still falls, because Keras computes it from the logits, so nothing in
    the training log gives the mistake away; under mean squared error the gradient is 0.

    ## When it is fine
    Never.

    ## Example
    A `Dense` with one unit and `activation: softmax`.

    ## Use instead
    For two classes `units: 1, activation: sigmoid` with `binary_crossentropy`; for k classes `units: k` with softmax.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB301"
    name = "constant-output"
    severity = ERROR
    wants = (Kernel, Recurrent, ActivationLayer)
    hides = tuple(f"NB3{number:02}" for number in range(2, 15))
    # The softmax of another place, as in attention, says nothing about the head.
    hides_within = "layer"
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1, activation: softmax}  # NB301
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [accuracy]}
""",
        """\
input: [10, 4]
layers:
  - Dense: {units: 1}
  - Softmax  # NB301
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [accuracy]}
""",
        """\
input: [10, 1]
layers:
  - Softmax: {axis: 1}
""",
    ]

    def check(self, chain: Chain, subject: Step) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel | Recurrent | ActivationLayer)
        function = function_of(layer.nonlinearity)
        if function is None or function.family != "softmax":
            return
        axis, shape = function.along, subject.output
        if shape is not None:
            size = shape[axis] if -len(shape) <= axis < len(shape) else None
        else:
            size = layer.width if isinstance(layer, Kernel | Recurrent) else None
        if size != 1 or axis == 0:
            return
        loss = chain.loss
        two_classes = loss is not None and loss.family_for(1) == "binary" and isinstance(layer, Kernel)
        yield self.at(
            chain,
            subject,
            "activation",
            f"{type(function).__name__} over one unit is always 1.0",
            why="softmax makes the units of a layer sum to 1, so a lone unit cannot change",
            fix="two classes: `units: 1, activation: sigmoid` with binary_crossentropy; more: one unit a class",
            edits=set_option(chain.draft, subject.path, "activation", "sigmoid") if two_classes else (),
        )
