"""NB402."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of, own_activation
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Pooling


class DoubleActivation(Rule):
    """An activation applied to an activation

    ## What it does
    Finds an activation layer whose input already is the output of an activation, with only layers between that keep
    the values.

    ## Why is this bad
    The second one works on what the first has left: relu after relu does nothing, softmax after relu has lost the
    negative half of its logits (0.71 instead of 0.86 after 300 steps of SGD on handwritten digits), and anything after
    softmax sees numbers between 0 and 1.

    ## When it is fine
    After a recurrent layer, whose tanh belongs to its state, and behind pooling, as Network in Network has it. There
    the rule is silent.

    ## Example
    `Dense: {units: 64, activation: relu}`, then `ReLU`

    ## Use instead
    One of the two.
    """

    code = "NB402"
    name = "double-activation"
    severity = WARN
    applies_to = ActivationLayer
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.2}
  - Activation: {activation: relu}  # NB402
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20, 4]
layers:
  - LSTM: {units: 16}
  - ReLU
  - Dense: {units: 16}
  - LeakyReLU
  - Dense: {units: 16, activation: relu}
  - BatchNormalization
  - ReLU
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        pair = _before(graph, subject)
        function = function_of(subject.layer)
        if pair is None or function is None:
            return
        call, earlier = pair
        rounds = graph.repetitions(subject)
        # In a repeat the first round may be the one that needs it.
        removable = subject is rounds[0] and all(_before(graph, call) for call in rounds)
        same = type(earlier) is type(function) and dict(earlier) == dict(function)
        words = _("remove this layer, or the activation of {call}", call=call.name)
        words = _("remove one of the two") if isinstance(call.layer, ActivationLayer) else words
        yield self.at(
            graph,
            subject,
            "",
            _(
                "two activations in a row: {earlier} in {call}, then {function}",
                earlier=type(earlier).__name__,
                call=call.name,
                function=type(function).__name__,
            ),
            why=_("the second one changes nothing")
            if same and function.flat_below
            else _("the second one gets values that the first has already cut or squeezed"),
            fix=remove_item(subject.path, words).edited_if(removable),
            safe=same and function.flat_below and not subject.says_more,
        )


def _before(graph: LayerGraph, subject: LayerCall) -> tuple[LayerCall, Activation] | None:
    """The activation whose output an activation layer gets, and its step."""
    function = function_of(subject.layer)
    if function is None or function.family == "linear":
        return None
    for call in graph.before(subject):
        layer = call.layer
        if isinstance(layer, Kernel):
            earlier = own_activation(layer)
        elif isinstance(layer, ActivationLayer):
            earlier = function_of(layer)
            if earlier is not None and earlier.family == "linear":
                continue
        elif layer is None or not layer.keeps_values or isinstance(layer, Pooling):
            return None
        else:
            continue
        return None if earlier is None or earlier.family == "linear" else (call, earlier)
    return None
