"""NB601."""

import math
from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel, Recurrent
from netbuilder.vocabulary.base.shapes import Shape, elements


class UnitsBottleneck(Rule):
    """A hidden layer through which almost nothing fits

    ## What it does
    Finds a hidden Dense or recurrent layer with one unit, or with two where three or more features come in and three
    or more numbers go out; so too a convolution of one or two filters whose map is pooled to one place.

    ## Why is this bad
    Everything that the output knows about the input has to pass through these one or two numbers: ten handwritten
    digits through one tanh unit reached an accuracy of 0.22, through two 0.46, through sixteen 1.00.

    ## When it is fine
    In decoders, autoencoders and generators, whose output holds at least as many numbers as the input, with one unit
    at every step of a sequence, and without a known loss. There the rule is silent. A layer that is only narrower than
    the output is no sign of a fault.

    ## Example
    `Dense: {units: 1, activation: tanh}` before `Dense: {units: 10, activation: softmax}`

    ## Use instead
    A width between that of the input and that of the output.
    """

    code = "NB601"
    name = "units-bottleneck"
    severity = WARN
    applies_to = (Kernel, Recurrent)
    needs_model = True
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 1, activation: tanh}  # NB601
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
    ]
    good = [
        """\
input: [784]
layers:
  - Dense: {units: 2, activation: tanh}
  - Dense: {units: 784, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy}
""",
        """\
input: [20]
layers:
  - Dense: {units: 4, activation: tanh}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel | Recurrent)
        if layer.width not in (1, 2) or not graph.is_hidden(subject):
            return
        start, end = graph.draft.input, graph.output_shape
        if end is None:
            return
        assert start is not None
        inputs, outputs = _numbers(start.batched()), _numbers(end)
        if outputs >= inputs and inputs > 1:
            return
        through = _through(graph, subject)
        if through is None or through > 2:
            return  # one unit at every step or position is a sequence of numbers
        assert subject.input is not None
        incoming = subject.input[-1] or 1
        if layer.width == 2 and (inputs < 3 or outputs < 3):
            return
        if layer.width == 1 and inputs > 1 and incoming <= 1 and not layer.mixes_positions:
            return  # said of the layer before
        yield self.at(
            graph,
            subject,
            "units",
            _(
                "all that the output learns passes through {numbers} here",
                numbers=_("2 numbers") if through == 2 else _("1 number"),
            ),
            why=_("{incoming} features come in and {outputs} numbers go out", incoming=incoming, outputs=outputs),
            fix=_("more units, say 16"),
        )


def _through(graph: LayerGraph, subject: LayerCall) -> int | None:
    """How many numbers are left of its output where the next kernel takes them; None where that is unknown."""
    least = None
    for call in (subject, *graph.behind(subject)):
        if call is not subject and isinstance(call.layer, Kernel | Recurrent):
            break
        count = elements(call.output[1:]) if call.output is not None else None
        if count is not None:
            least = count if least is None else min(least, count)
    return least


def _numbers(shape: Shape) -> int:
    return math.prod(size or 1 for size in shape[1:])
