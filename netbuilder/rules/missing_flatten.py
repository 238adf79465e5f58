"""NB105."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer import Kernel, Pooling, Recurrent
from netbuilder.vocabulary.base.shapes import sample
from netbuilder.vocabulary.families.spatial import Spatial
from netbuilder.vocabulary.layers.core import Dense, Embedding


class MissingFlatten(Rule):
    """A Dense head on a map, with nothing that makes one vector of it

    ## What it does
    Finds a `Dense` output layer that still has positions (rows, steps, pixels) although its labels cannot have them:
    either no layer mixes positions at all, so that every row goes through the network by itself, or convolutions and
    pooling have changed their number, so that they are neither those of the input nor one a sample.

    ## Why is this bad
    `Dense` works on the last axis only and leaves the others. The model gives one prediction for every position
    instead of one for the sample: cross-entropies stop in `fit`, and mean squared error silently compares every
    position with the one label of the sample.

    ## When it is fine
    Predictions for every pixel or step of the input, token classifiers behind a recurrent or causal layer,
    autoencoders, `TimeDistributed`, and parts without `compile`. There the rule is silent.

    ## Example
    `input: [28, 28]`, `Dense: {units: 64}`, `Dense: {units: 10, activation: softmax}`

    ## Use instead
    `Flatten`, or a global pooling, before the first `Dense`.

    ## References
    - Keras, *Dense layer*: inputs of a rank above 2
    """

    code = "NB105"
    name = "missing-flatten"
    severity = WARN
    needs_model = True
    bad = [
        """\
input: [28, 28]
layers:
  - Dense: {units: 64, activation: relu}  # NB105
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
""",
        """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: relu}
  - MaxPooling2D
  - Dense: {units: 64, activation: relu}  # NB105
  - Dropout: {rate: 0.5}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy, metrics: [accuracy]}
""",
        """\
input: [120]
layers:
  - Embedding: {input_dim: 1000, output_dim: 16}
  - Dense: {units: 1, activation: sigmoid}  # NB105
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [accuracy]}
""",
    ]
    good = [
        """\
input: [28, 28]
layers:
  - Flatten
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
""",
        """\
input: [64, 64, 3]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, padding: same, activation: relu}
  - Dense: {units: 5, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [null]
layers:
  - Embedding: {input_dim: 1000, output_dim: 16}
  - Conv1D: {filters: 32, kernel_size: 3, padding: causal, activation: relu}
  - Dense: {units: 12, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [28, 28]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 10}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        output, shape = graph.output, graph.output_shape
        if graph.loss is not None and graph.loss.rank is not None:
            return  # NB317
        if output is None or not isinstance(output.layer, Dense) or output.per_step or graph.has_holes:
            return
        written = graph.draft.input
        if shape is None or len(shape) < 3 or written is None or shape == written.batched():
            return
        if all(size == 1 for size in shape[1:-1]):
            return
        alone = _rows_stay_alone(graph)
        if not alone and not _positions_were_changed(graph):
            return
        first = _first_dense(graph)
        what = "every position is predicted alone" if alone else "nothing makes one vector of the map"
        message = f"{what}: one sample gives {sample(shape)}"
        fix = "`- Flatten` before it, or a global pooling"
        if written.shape[0] is None and alone and len(written.shape) > 1:
            fix = "`input` without the null if that is the batch axis; else a pooling or recurrent layer before it"
        yield self.at(
            graph,
            first,
            "",
            message,
            why="Dense works on the last axis only, so there is a prediction for every position",
            fix=fix,
            related=(Related(graph.address(output), "the output"),) if output is not first else (),
        )


def _first_dense(graph: LayerGraph) -> LayerCall:
    """The Dense in front of which Flatten belongs: the first behind the last layer that slides over positions."""
    first = graph.calls[-1]
    for call in reversed(graph.calls):
        if isinstance(call.layer, Spatial):
            break
        if isinstance(call.layer, Dense):
            first = call
    return first


def _rows_stay_alone(graph: LayerGraph) -> bool:
    """Whether no layer looks at more than one position."""
    for call in graph.calls:
        layer = call.layer
        if layer is None or layer.mixes_positions or isinstance(layer, Recurrent):
            return False
        if not (layer.keeps_shape or isinstance(layer, Kernel | Embedding)):
            return False
    return True


def _positions_were_changed(graph: LayerGraph) -> bool:
    """Whether convolutions and pooling, and nothing else, have changed how many positions there are."""
    changed = False
    for call in graph.calls:
        layer, before, after = call.layer, call.input, call.output
        if layer is None or before is None or after is None or isinstance(layer, Recurrent):
            return False
        if isinstance(layer, Spatial) and len(before) == len(after) == layer.rank + 2:
            pairs = list(zip(layer.positions(before), layer.positions(after), strict=True))
            if any(old is not None and new is not None and new >= 2 * old for old, new in pairs):
                return False  # upsampling: a decoder
            changed = changed or (isinstance(layer, Kernel | Pooling) and any(old != new for old, new in pairs))
        elif not (layer.keeps_shape or isinstance(layer, Dense | Embedding)) or layer.mixes_positions:
            return False  # Reshape, Permute, attention, or something that is made for this
    return changed
