"""NB301."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option, set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of
from netbuilder.graph.head import axis_of, width_of
from netbuilder.rules.base import ERROR, Rule, network_with
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Recurrent


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
    applies_to = (Kernel, Recurrent, ActivationLayer)
    activation_families = ("softmax",)
    supersedes = tuple(f"NB3{number:02}" for number in range(2, 15))
    # The softmax of another place, as in attention, says nothing about the head.
    supersedes_within = "layer"
    bad = [
        network_with(
            "Dense: {units: 1, activation: softmax}  # NB301", loss="binary_crossentropy", metrics="[accuracy]"
        ),
        """\
input: [10, 4]
layers:
  - Dense: {units: 1}
  - Softmax  # NB301
""",
    ]
    good = [
        network_with("Dense: {units: 1, activation: sigmoid}", loss="binary_crossentropy", metrics="[accuracy]"),
        """\
input: [10, 1]
layers:
  - Softmax: {axis: 1}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel | Recurrent | ActivationLayer)
        function = function_of(layer.nonlinearity)
        if function is None or function.family != "softmax":
            return
        if _size(graph, subject, function) != 1:
            return
        yield self.at(
            graph,
            subject,
            "activation",
            _("{function} over one unit is always 1.0", function=type(function).__name__),
            why=_("softmax makes the units of a layer sum to 1, so a lone unit cannot change"),
            fix=_replacement(graph, subject),
        )


def _size(graph: LayerGraph, call: LayerCall, function: Activation) -> int | None:
    """How many values share the 1; None where that is unknown, or over the batch."""
    axis, shape = axis_of(call, function), call.output
    if axis == -1 and (shape is None or isinstance(call.layer, Recurrent)):
        return width_of(graph.calls, call)  # Bidirectional gives twice the units that its layer has
    if shape is None or axis == 0 or not -len(shape) < axis < len(shape):
        return None
    return shape[axis]


def _replacement(graph: LayerGraph, call: LayerCall) -> Suggestion:
    """The fix for two classes, with its change where the loss is a binary one."""
    loss = graph.loss
    is_binary = loss is not None and loss.family_for(1) == "binary" and isinstance(call.layer, Kernel)
    if loss is not None and is_binary and loss.expects_logits:
        words = _("two classes: no activation here, the loss makes it; more: one unit a class")
        return remove_option(call.path, "activation", words)
    after = _(" on one unit with binary_crossentropy; more: one unit a class")
    return set_option(call.path, "activation", "sigmoid", after, before=_("two classes: ")).edited_if(is_binary)
