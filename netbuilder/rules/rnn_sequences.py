"""NB106."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option, set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Dropping, Normalizer, Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from netbuilder.vocabulary.layers.core import Dense


class RnnSequences(Rule):
    """The last step where a sequence is wanted, or the reverse

    ## What it does
    Finds a recurrent layer without `return_sequences` in front of a layer that takes a sequence, and, under a binary
    or regression loss, one with `return_sequences` in front of a `Dense` output of one unit.

    ## Why is this bad
    The first cannot be built. The second gives one prediction for every step where the sample has one label: mean
    squared and absolute error then train in silence on that label spread over all steps, and cross-entropies stop in
    `fit`.

    ## When it is fine
    A prediction for every step: outputs of several units (text generation, tagging, forecasts of many steps) and
    `TimeDistributed`. There the rule is silent.

    ## Example
    `LSTM: {units: 64}` followed by `LSTM: {units: 32}`

    ## Use instead
    `return_sequences: true` on every recurrent layer but the last.

    ## References
    - Keras, *Working with RNNs*
    """

    code = "NB106"
    name = "rnn-sequences"
    severity = ERROR
    bad = [
        """\
input: [50, 8]
layers:
  - LSTM: {units: 64}  # NB106
  - Dropout: {rate: 0.2}
  - LSTM: {units: 32}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [null]
layers:
  - Embedding: {input_dim: 1000, output_dim: 16}
  - Bidirectional: {layer: {GRU: {units: 16}}}  # NB106
  - Conv1D: {filters: 8, kernel_size: 3, activation: relu}
  - GlobalMaxPooling1D
  - Dense: {units: 4, activation: softmax}
""",
        """\
input: [60, 1]
layers:
  - LSTM: {units: 50, return_sequences: true}
  - LSTM: {units: 50, return_sequences: true}  # NB106
  - Dropout: {rate: 0.2}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mean_squared_error}
""",
    ]
    good = [
        """\
input: [50, 8]
layers:
  - LSTM: {units: 64, return_sequences: true}
  - LSTM: {units: 32}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [20, 1]
layers:
  - SimpleRNN: {units: 20, return_sequences: true}
  - TimeDistributed: {layer: {Dense: {units: 1}}}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [null]
layers:
  - Embedding: {input_dim: 60, output_dim: 16}
  - GRU: {units: 64, return_sequences: true}
  - Dense: {units: 60}
compile: {optimizer: adam, loss: {SparseCategoricalCrossentropy: {from_logits: true}}}
""",
        """\
input: [30, 1]
layers:
  - LSTM: {units: 16}
  - RepeatVector: {n: 10}
  - LSTM: {units: 16, return_sequences: true}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be a recurrent layer."""
        return issubclass(cls, Recurrent)

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        failed = {call.index for call, _ in graph.shape_errors}
        for call in graph.calls:
            if call.index in failed or (call.input is None and isinstance(call.layer, Recurrent)):
                source = vector_for_sequence(graph, call)
                if source is not None:
                    yield self._vector(graph, source, call)
        many = _sequence_for_one_label(graph)
        if many is not None:
            assert graph.output is not None
            yield self.at(
                graph,
                many,
                "return_sequences",
                _("{many} hands on every step, so there is a prediction for each of them", many=many.name),
                why=_(
                    "mse and mae then train in silence on one label spread over all steps; cross-entropies stop in fit"
                ),
                fix=remove_option(
                    many.path,
                    "return_sequences",
                    _("leave `return_sequences` out here, or `TimeDistributed` on the output for a label a step"),
                ),
                severity=WARN,
                related=(Related(graph.address(graph.output), _("one unit, for every step")),),
            )

    def _vector(self, graph: LayerGraph, source: LayerCall, taker: LayerCall) -> Diagnostic:
        between = any(isinstance(call.layer, Dense) for call in graph.calls[source.index : taker.index])
        after = _(", or `RepeatVector` before the sequence") if between else ""
        # What is right for one round of a repeat need not be for the last one.
        alone = len(graph.repetitions(source)) == 1
        if not alone:
            after = _("; the round that gives one vector, if one does, behind the repeat")
        message = _(
            "{source} hands on its last step only, and {outer} takes a sequence",
            source=source.name,
            outer=_outer(taker),
        )
        return self.at(
            graph,
            source,
            "return_sequences",
            message
            if len(message) <= 80
            else _("{source} hands on its last step only, where a sequence is taken", source=source.name),
            fix=set_option(source.path, "return_sequences", "true", after).edited_if(alone and not between),
            related=(Related(graph.address(taker), _("takes a sequence")),),
        )


def _outer(call: LayerCall) -> str:
    """What refuses the vector: the layer, or TimeDistributed around it."""
    return type(call.outer).__name__ if call.per_step else call.name


def vector_for_sequence(graph: LayerGraph, taker: LayerCall) -> LayerCall | None:
    """The recurrent layer whose missing `return_sequences` is why this layer cannot take its input."""
    for call in reversed(graph.calls[: taker.index]):
        layer = call.layer
        if isinstance(layer, Recurrent):
            if layer.return_sequences:
                return None
            break
        # Dense keeps the rank, so that what is wrong behind it was wrong before it.
        if layer is None or not (layer.keeps_shape or isinstance(layer, Dense)):
            return None
    else:
        return None
    last = call.output if call.output is not None else (None, layer.width)
    features = taker.input if taker.input is not None else last
    return call if _takes_only(taker, (last[0], None, *features[1:]), features) else None


def _takes_only(taker: LayerCall, sequence: Shape, vector: Shape) -> bool:
    """Whether a layer takes the sequence and refuses the vector."""
    layer = taker.outer
    if layer is None:
        return False
    try:
        layer.output_shape(sequence)
    except ShapeError:
        return False
    try:
        layer.output_shape(vector)
    except ShapeError as error:
        return error.cause == "rank"
    return False


def _sequence_for_one_label(graph: LayerGraph) -> LayerCall | None:
    """The recurrent layer that hands all its steps to an output of one unit, as if they were one vector."""
    output, loss = graph.output, graph.loss
    if output is None or not isinstance(output.layer, Dense) or output.layer.units != 1 or output.per_step:
        return None
    if loss is None or loss.family_for(1) not in ("binary", "regression"):
        return None
    if not all(isinstance(call.layer, ActivationLayer | Dropping) for call in graph.calls[output.index + 1 :]):
        return None
    for call in reversed(graph.calls[: output.index]):
        layer = call.layer
        if isinstance(layer, Recurrent):
            return call if layer.return_sequences and not _repeats(graph, call) else None
        if call.per_step or not isinstance(layer, Dense | Dropping | Normalizer | ActivationLayer):
            return None
    return None


def _repeats(graph: LayerGraph, until: LayerCall) -> bool:
    """Whether steps were made on the way, as RepeatVector does: then they are the forecast's own."""
    return any(
        call.layer is not None
        and call.layer.passes_signal
        and call.input is not None
        and call.output is not None
        and len(call.output) > len(call.input)
        for call in graph.calls[: until.index]
    )
