"""NB120."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import Holder, held_weights, penalized
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.weights import Regularizer


class RegularizerRank(Rule):
    """A penalty that compares vectors where there are none to compare

    ## What it does
    Finds OrthogonalRegularizer on a weight that is no matrix (a convolution kernel, a bias, a gamma), on a matrix with
    one row or column where it compares those, and as `activity_regularizer` on an output that is no vector or whose
    rows are the samples of a batch of unknown size.

    ## Why is this bad
    Keras builds the model and stops in `fit`, for outputs at the first batch already. With one vector to compare it
    divides by the number of pairs, which is 0, and the loss is NaN from the first step on.

    ## When it is fine
    On the kernel of Dense and on both kernels of a recurrent layer, where there are two vectors or more. A frozen layer
    has no penalty.

    ## Example
    `Conv2D: {filters: 8, kernel_size: 3, kernel_regularizer: orthogonal_regularizer}`

    ## Use instead
    `l2`, or the initializer `orthogonal`, which takes any kernel.
    """

    code = "NB120"
    name = "regularizer-rank"
    severity = ERROR
    applies_to = Layer
    option_suffixes = ("_regularizer", "cell")
    bad = [
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, activation: relu, kernel_regularizer: orthogonal_regularizer}  # NB120
  - Flatten
  - Dense: {units: 4}
""",
        """\
input: [5, 3]
layers:
  - RNN: {cell: {LSTMCell: {units: 4, bias_regularizer: orthogonal_regularizer}}}  # NB120
  - Dense: {units: 4}
""",
        """\
input: [4, 8]
layers:
  - Dense: {units: 2, activity_regularizer: orthogonal_regularizer}  # NB120
""",
        """\
input: [8]
layers:
  - Dense: {units: 1, kernel_regularizer: {OrthogonalRegularizer: {mode: columns}}}  # NB120
""",
    ]
    good = [
        """\
input: [5, 3]
layers:
  - LSTM: {units: 4, kernel_regularizer: orthogonal_regularizer, recurrent_regularizer: orthogonal_regularizer}
  - Dense: {units: 4, activity_regularizer: {OrthogonalRegularizer: {mode: columns}}}
""",
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, activation: relu, kernel_regularizer: l2}
  - Flatten
  - Dense: {units: 4, kernel_regularizer: orthogonal_regularizer}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        for path, layer in penalized(subject):
            regularizer = _regularizer(layer, "activity_regularizer")
            # What Bidirectional calls has the axes of what comes out of it.
            message = _of_an_output(regularizer, subject.output) if regularizer and subject.output else ""
            if message:
                yield self._at(graph, subject, (*path, "activity_regularizer"), message)
        if not subject.trains:
            return  # what is frozen has no penalty
        for layer_weight in held_weights(subject):
            option = layer_weight.option("regularizer")
            regularizer = _regularizer(layer_weight.holder, option) if option else None
            if regularizer is not None and (message := _of_a_weight(regularizer, layer_weight.weight.shape)):
                yield self._at(graph, subject, (*layer_weight.path, option), message)

    def _at(self, graph: LayerGraph, call: LayerCall, path: Path, message: str) -> Diagnostic:
        is_nan = "one" in message
        return self.about(
            graph,
            path,
            message,
            why=_("it divides by the number of pairs: the loss is NaN")
            if is_nan
            else _("Keras stops there when it runs"),
            fix=remove_option(path[:-1], str(path[-1]), _("`l2`, or leave it out")),
            call=call,
        )


def _regularizer(holder: Holder, option: str) -> Regularizer | None:
    """The regularizer of an option that was written, where it wants a matrix."""
    if option not in holder.written:
        return None
    node = settled("regularizer", getattr(holder, option))
    return node if isinstance(node, Regularizer) and node.needs_matrix else None


def _of_a_weight(regularizer: Regularizer, shape: tuple[int, ...]) -> str:
    """What is wrong with a weight of that shape; empty where nothing is."""
    name = type(regularizer).__name__
    if len(shape) != 2:
        return _(
            "{name} takes a matrix, here the weight has {count} {part}",
            name=name,
            count=len(shape),
            part=_("axis") if len(shape) == 1 else _("axes"),
        )
    vectors = ("row", "column")[regularizer.compared_axis]
    return (
        _("{name} compares {vectors}s, here the weight has one", name=name, vectors=vectors)
        if shape[regularizer.compared_axis] == 1
        else ""
    )


def _of_an_output(regularizer: Regularizer, shape: Shape) -> str:
    name = type(regularizer).__name__
    if len(shape) != 2:
        return _("{name} takes vectors, here the output has {count} axes", name=name, count=len(shape) - 1)
    size = shape[regularizer.compared_axis]
    if regularizer.compared_axis == 0 and size is None:
        return _("{name} by rows needs to know how many samples a batch has", name=name)
    return _("{name} compares vectors, here the output has one", name=name) if size == 1 else ""
