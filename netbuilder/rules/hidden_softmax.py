"""NB403."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option, set_value
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer_roles import Kernel


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
    applies_to = Kernel
    activation_families = ("softmax",)
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

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        behind = graph.effective[subject.index]
        if behind.family != "softmax" or not graph.is_hidden(subject):
            return
        where = behind.at if behind.at is not None else subject
        assert behind.activation is not None
        if not _over_units(where, behind.activation):
            return
        # The last round of a repeat may be the output.
        is_certain = graph.is_hidden(graph.repetitions(where)[-1])
        yield self.at(
            graph,
            where,
            "activation",
            _("{activation} stands in a hidden layer", activation=type(behind.activation).__name__),
            why=_("it makes all units share a sum of 1, so that each carries next to nothing to the next layer"),
            fix=_relu_at(where).edited_if(is_certain),
        )


def _relu_at(call: LayerCall) -> Suggestion:
    """relu in place of an activation, or of a layer that is one; that loses its axis and nothing else."""
    layer, after = call.layer, _("; softmax belongs to the output")
    assert layer is not None
    if "activation" in type(layer).model_fields:
        return set_option(call.path, "activation", "relu", after)
    entry = call.path[:-1] if call.path[-1] == call.name else call.path
    return set_value(entry, "ReLU", after).edited_if(set(layer.written) <= {"axis"})


def _over_units(call: LayerCall, function: Activation) -> bool:
    """Whether it works on the last axis."""
    shape = call.output
    rank = len(shape) - call.per_step if shape is not None else 0
    return function.along in (-1, rank - 1)
