"""NB123."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import held_weights, holders, penalized, policy_of, variable_dtype
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.dtypes import compute_dtype
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.weights import Regularizer


class RegularizerPrecision(Rule):
    """A penalty in another precision than the loss

    ## What it does
    Finds an `activity_regularizer`, or the layer ActivityRegularization, on an output that is not float32, and the
    regularizer of a weight that is not: under pure float16, bfloat16 or float64, or a `dtype` of the layer's own. Of
    whole numbers that come out as they came in it names 8 and 16 bits, and truth values for L1L2.

    ## Why is this bad
    The loss is float32 and Keras adds the penalties to it without a cast: the model predicts and stops in `fit`.
    A sum of small whole numbers has another dtype than they have, and Keras stops at the first batch.

    ## When it is fine
    The regularizer of a weight under mixed precision, which keeps weights in float32, and without `compile`, where
    the weights' penalties are not added up. Whole numbers of 32 and 64 bits.

    ## Example
    `Dense: {units: 4, activity_regularizer: l2}` with `runtime: {precision: mixed_float16}`

    ## Use instead
    `dtype: float32` in that layer.
    """

    code = "NB123"
    name = "regularizer-precision"
    severity = ERROR
    applies_to = LayerGraph
    option_suffixes = ("precision", "dtype", "cell", "layer")
    bad = [
        """\
input: [4]
layers:
  - Dense: {units: 4, activation: relu, activity_regularizer: l2}  # NB123
  - Dense: {units: 1, dtype: float32}
runtime: {precision: mixed_float16}
compile: {optimizer: sgd, loss: mse}
""",
        """\
input: [4]
layers:
  - Dense: {units: 4, activation: relu, kernel_regularizer: l2, dtype: float64}  # NB123
  - Dense: {units: 1}
compile: {optimizer: sgd, loss: mse}
""",
        """\
input: [5, 3]
layers:
  - RNN: {cell: {SimpleRNNCell: {units: 4, recurrent_regularizer: l2}}}  # NB123
  - ActivityRegularization: {l2: 0.01}  # NB123
  - Dense: {units: 1}
runtime: {precision: float64}
compile: {optimizer: sgd, loss: mse}
""",
        """\
input: {shape: [4], dtype: uint8}
layers:
  - Flatten: {activity_regularizer: l1}  # NB123
  - ActivityRegularization: {l2: 0.01}  # NB123
  - Dense: {units: 1}
compile: {optimizer: sgd, loss: mse}
""",
        """\
input: [5, 3]
layers:
  - TimeDistributed: {layer: {Dense: {units: 4}}, activity_regularizer: l2}  # NB123
  - Bidirectional: {layer: {LSTM: {units: 4}}, activity_regularizer: l2}  # NB123
  - Dense: {units: 1, dtype: float32}
runtime: {precision: mixed_bfloat16}
compile: {optimizer: sgd, loss: mse}
""",
    ]
    good = [
        """\
input: {shape: [4, 3], dtype: int32}
layers:
  - Flatten: {activity_regularizer: l2, dtype: float64}
  - ActivityRegularization: {l2: 0.01}
  - Dense: {units: 1}
compile: {optimizer: sgd, loss: mse}
""",
        """\
input: [4]
layers:
  - Dense: {units: 4, activation: relu, kernel_regularizer: l2}
  - Dense: {units: 1, activity_regularizer: l2, dtype: float32}
runtime: {precision: mixed_float16}
compile: {optimizer: sgd, loss: mse}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call in subject.calls:
            for path, layer in penalized(call):
                dtype = _stopping_dtype(layer, call, graph)
                if dtype is not None:
                    yield self._of_an_output(graph, call, path, layer, dtype)
            other = any(policy_of(holder, graph) != "float32" for _, holder in holders(call))
            for layer_weight in held_weights(call) if other and graph.has_loss else ():
                dtype = variable_dtype(policy_of(layer_weight.holder, graph))
                option = layer_weight.option("regularizer") if dtype != "float32" and call.trains else ""
                if option and getattr(layer_weight.holder, option):
                    yield self._at(
                        graph, call, (*layer_weight.path, option), _no_sum(_("the weight is {dtype}", dtype=dtype))
                    )

    def _of_an_output(self, graph: LayerGraph, call: LayerCall, path: Path, layer: Layer, dtype: str) -> Diagnostic:
        path = path if layer.own_penalty_stops_on is not None else (*path, "activity_regularizer")
        if "float" in dtype:
            return self._at(graph, call, path, _no_sum(_("the output is {dtype}", dtype=dtype)))
        message = _("the output is {dtype}: a penalty on it cannot be computed", dtype=dtype)
        return self._at(graph, call, path, message, is_whole=True)

    def _at(
        self, graph: LayerGraph, call: LayerCall, path: Path, message: str, *, is_whole: bool = False
    ) -> Diagnostic:
        is_option = path != call.path
        why = _("Keras stops where it adds the penalty up, in `fit` at the latest")
        fix = _("`dtype: float32` in this layer, or no regularizer")
        if is_whole:
            why, fix = (
                _("Keras stops at the first batch"),
                _("a penalty behind the first layer that makes floats, or none"),
            )
        return self.about(
            graph,
            path,
            message,
            part="value" if is_option else "name",
            why=why,
            fix=remove_option(path[:-1], str(path[-1]), fix).edited_if(is_option),
            call=call,
        )


def _no_sum(message: str) -> str:
    return _("{message} and the loss float32: the penalty cannot be added", message=message)


def _stops_on(layer: Layer) -> frozenset[str] | None:
    """The dtypes, beside floats, that the penalty on a layer's output stops on; None where there is no penalty."""
    if layer.own_penalty_stops_on is not None:
        return layer.own_penalty_stops_on
    if "activity_regularizer" not in layer.written:
        return None
    node = settled("regularizer", layer.activity_regularizer)
    return node.stops_on if isinstance(node, Regularizer) else None if node is None else frozenset()


def _stopping_dtype(layer: Layer, call: LayerCall, graph: LayerGraph) -> str | None:
    """The dtype of the output, where Keras stops at a penalty on it."""
    stops_on = _stops_on(layer)
    if stops_on is None:
        return None
    before, precision = graph.values[call.index].dtype, graph.draft.runtime.precision
    output = layer.output_dtype(before, precision) if before is not None and layer.accepts(before) else None
    if output is not None and "float" not in output:
        return output if output in stops_on else None
    if before is not None and layer.keeps_dtype and not layer.autocast and not call.weights:
        output = before  # it goes through as it came
    computed = compute_dtype(policy_of(layer, graph))
    return next((dtype for dtype in (computed, output) if dtype not in (None, "float32")), None)
