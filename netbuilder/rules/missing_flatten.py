"""NB105."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule, network_with
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Kernel, Pooling, Preprocessing, Recurrent, TableLookup
from netbuilder.vocabulary.base.shapes import Shape, elements, sample
from netbuilder.vocabulary.families.spatial import Spatial
from netbuilder.vocabulary.layers.core import Dense
from netbuilder.vocabulary.network import Input


class MissingFlatten(Rule):
    """A Dense head on a map, with nothing that makes one vector of it

    ## What it does
    Finds a `Dense` output layer that still has positions (rows, steps, pixels) although its labels cannot have them:
    either no layer mixes positions at all, so that every row goes through the network by itself, or convolutions and
    pooling have changed their number, so that they are neither those of the input nor one a sample. A `Reshape` or
    `Permute` at the start, as for the channels, changes nothing of that. And it finds an output with positions of
    which only one is left, as (1, 3) or (1, 1, 10).

    ## Why is this bad
    `Dense` works on the last axis only and leaves the others. The model gives one prediction for every position
    instead of one for the sample: cross-entropies stop in `fit`, and mean squared error silently compares every
    position with the one label of the sample. One position too many is enough: with class numbers for (1, 3) Keras
    stops in `fit`, and with two targets a sample for (1, 2), mean squared error pairs every output with the targets
    of every sample and learns nothing: the loss stayed at 3.25 of the targets' 3.27, where the vector reached 0.002.

    ## When it is fine
    Predictions for every pixel or step of the input, token classifiers behind a recurrent or causal layer,
    autoencoders, `TimeDistributed`, one number for one step, and parts without `compile`. There the rule is silent.

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
        """\
input: [28, 28]
layers:
  - Reshape: {target_shape: [28, 28, 1]}
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Conv2D: {filters: 16, kernel_size: 3, activation: relu}
  - Dense: {units: 32, activation: relu}  # NB105
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [1, 8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}  # NB105
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - GlobalAveragePooling2D: {keepdims: true}
  - Conv2D: {filters: 10, kernel_size: 1, activation: softmax}  # NB105
compile: {optimizer: adam, loss: categorical_crossentropy}
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
        network_with(
            "Reshape: {target_shape: [4, 4, 1]}",
            "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
            "Dense: {units: 3, activation: softmax}",
            loss="sparse_categorical_crossentropy",
        ),
        """\
input: {shape: [1, 8], batch_size: 1}
layers:
  - LSTM: {units: 16, return_sequences: true, stateful: true}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        output, shape, written = graph.output, graph.output_shape, graph.draft.input
        if graph.loss is not None and graph.loss.rank is not None:
            return  # NB317
        if output is None or output.per_step or graph.has_holes:
            return
        if shape is None or len(shape) < 3:
            return
        assert written is not None  # no other shape is known without it
        if shape == written.batched():
            return
        if all(size == 1 for size in shape[1:-1]):
            yield from self._one_position(graph, output, shape)
            return
        if not isinstance(output.layer, Dense) or _is_of_the_inputs_size(graph, written, shape):
            return
        # Rows that were made on purpose have numbers of their own; a class number has only the sample.
        family = graph.loss.family_for(output.layer.units) if graph.loss is not None else ""
        alone = _rows_stay_alone(graph) and (family == "categorical" or not _is_rearranged(graph, written))
        if not alone and not _positions_were_changed(graph):
            return
        first = _first_dense(graph)
        what = _("every position is predicted alone") if alone else _("nothing makes one vector of the map")
        message = _("{what}: one sample gives {shape}", what=what, shape=sample(shape))
        fix = _("`- Flatten` before it, or a global pooling")
        if len(written.shape) > 1 and written.shape[0] is None and alone:
            fix = _("`input` without the null if that is the batch axis; else a pooling or recurrent layer before it")
        yield self.at(
            graph,
            first,
            "",
            message,
            why=_("Dense works on the last axis only, so there is a prediction for every position"),
            fix=fix,
            related=(Related(graph.address(output), _("the output")),) if output is not first else (),
        )

    def _one_position(self, graph: LayerGraph, output: LayerCall, shape: Shape) -> Iterator[Diagnostic]:
        """The finding where a single position is left of the map, and was not asked for as a step."""
        if any(isinstance(call.layer, Recurrent) and call.layer.stateful for call in graph.calls):
            return  # it is run step by step, and every step has its label
        if shape[-1] == 1 and len(shape) == 3:
            return  # a number for one step; Keras takes (batch, 1, 1) for (batch, 1) too
        keeping_axes = [call for call in graph.calls if getattr(call.layer, "keepdims", False)]
        start = graph.calls[0].input
        assert start is not None
        fix = _("`- Flatten` as the last layer")
        if keeping_axes:
            fix = (
                _(
                    "{keeping_axes} without `keepdims: true`, and Dense behind it; or ",
                    keeping_axes=keeping_axes[-1].name,
                )
                + fix
            )
        elif start[1:-1] == shape[1:-1] and start[-1] is not None:
            fix = _("`input: [{input}]`, or ", input=start[-1]) + fix
        yield self.at(
            graph,
            output,
            "",
            _("one sample gives {shape}, and a label of its own has no such axes", shape=sample(shape)),
            why=_("the loss lays labels and outputs side by side from the last axis, and pairs each with all others"),
            fix=fix,
        )


def _is_of_the_inputs_size(graph: LayerGraph, written: Input, shape: Shape) -> bool:
    """Whether the output has as many numbers as the input, rearranged: it gives back what comes in."""
    rearranges = any(layer.rearranges for _, layer in _layers(graph.calls))
    return rearranges and elements(shape[1:]) is not None and elements(shape[1:]) == elements(tuple(written.shape))


def _layers(calls: Sequence[LayerCall]) -> list[tuple[LayerCall, Layer]]:
    """The layers of a network without holes."""
    return [(call, call.layer) for call in calls if call.layer is not None]


def _behind_the_rearranging(graph: LayerGraph) -> list[tuple[LayerCall, Layer]]:
    """The layers without the ones at the start that only arrange, scale or augment the input."""

    def only_prepares(placed: tuple[LayerCall, Layer]) -> bool:
        return placed[1].rearranges or isinstance(placed[1], Preprocessing)

    return list(dropwhile(only_prepares, _layers(graph.calls)))


def _is_rearranged(graph: LayerGraph, written: Input) -> bool:
    """Whether a sample has other axes before the first layer that computes, those of size 1 aside."""
    start = _behind_the_rearranging(graph)[0][0].input
    assert start is not None
    return [size for size in start[1:] if size != 1] != [size for size in written.shape if size != 1]


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
    for _call, layer in _behind_the_rearranging(graph):
        if layer.mixes_positions or not (layer.keeps_shape or isinstance(layer, Kernel | TableLookup)):
            return False
    return True


def _positions_were_changed(graph: LayerGraph) -> bool:
    """Whether convolutions and pooling, and nothing else, have changed how many positions there are."""
    changed = False
    for call, layer in _behind_the_rearranging(graph):
        before, after = call.input, call.output
        assert before is not None
        assert after is not None
        if isinstance(layer, Spatial) and len(before) == len(after) == layer.rank + 2:
            pairs = list(zip(layer.positions(before), layer.positions(after), strict=True))
            if any(old is not None and new is not None and new >= 2 * old for old, new in pairs):
                return False  # upsampling: a decoder
            changed = changed or (isinstance(layer, Kernel | Pooling) and any(old != new for old, new in pairs))
        elif not (layer.keeps_shape or isinstance(layer, Dense | TableLookup)):
            return False  # Reshape, Permute, attention, or something that is made for this
    return changed
