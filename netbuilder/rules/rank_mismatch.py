"""NB101."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.shape_walk import as_input, without_batch_axis
from netbuilder.rules.base import ERROR, Rule
from netbuilder.rules.rnn_sequences import vector_for_sequence
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape, sample


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
    applies_to = ShapeError
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

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        written = graph.draft.input
        for call, error in graph.shape_errors:
            if error.cause != "rank" or vector_for_sequence(graph, call) is not None:
                continue
            assert written is not None
            why, fix = error.why, error.fix
            rest = without_batch_axis(graph.draft.input, graph.calls[: call.index + 1])
            if rest is not None:
                why, fix = _("`input` is one sample; the batch axis is not written"), f"`input: {as_input(rest)}`"
            elif not fix:
                fix = _too_many_sequences(graph, call) or _flat_too_soon(graph, call)
            place = Related(
                graph.draft.address(("input", "shape")), _("one sample is {batched}", batched=sample(written.batched()))
            )
            yield self.at(graph, call, error.field, error.message, why=why, fix=fix, related=(place,))


def _too_many_sequences(graph: LayerGraph, until: LayerCall) -> str:
    """What to do where a recurrent layer hands on all its steps to a layer that takes a vector."""
    for call in reversed(graph.calls[: until.index]):
        if isinstance(call.layer, Recurrent):
            return (
                _("leave `return_sequences` out of the {call} before it", call=call.name)
                if call.layer.return_sequences
                else ""
            )
        if call.layer is None or not call.layer.keeps_shape:
            return ""
    return ""


def _flat_too_soon(graph: LayerGraph, until: LayerCall) -> str:
    """What to do where Flatten stands before a layer that takes what was there before it."""
    for call in reversed(graph.calls[: until.index]):
        if call.layer is None or not (call.layer.flattens or call.layer.keeps_shape):
            return ""
        if call.layer.flattens:
            assert call.input is not None
            return _("remove the {call} before it", call=call.name) if _takes(until, call.input) else ""
    return ""


def _takes(call: LayerCall, shape: Shape) -> bool:
    assert call.outer is not None
    try:
        return bool(call.outer.output_shape(shape))
    except (ShapeError, UnknownShape):
        return False
