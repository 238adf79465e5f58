"""NB123."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import applied, held_weights, holders, policy_of, variable_dtype
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.dtypes import compute_dtype
from netbuilder.vocabulary.base.layer_roles import Recurrent


class RegularizerPrecision(Rule):
    """A penalty in another precision than the loss

    ## What it does
    Finds an `activity_regularizer`, or the layer ActivityRegularization, on an output that is not float32, and the
    regularizer of a weight that is not: under pure float16, bfloat16 or float64, or a `dtype` of the layer's own.

    ## Why is this bad
    The loss is float32 and Keras adds the penalties to it without a cast: the model predicts and stops in `fit`.

    ## When it is fine
    The regularizer of a weight under mixed precision, which keeps weights in float32, and without `compile`, where
    the weights' penalties are not added up.

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
    ]
    good = [
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
            for path, layer in applied(call):
                dtype = compute_dtype(policy_of(layer, graph))
                if dtype == "float32":
                    continue
                if "activity_regularizer" in layer.written and layer.activity_regularizer is not None:
                    yield self._at(
                        graph, call, (*path, "activity_regularizer"), _("the output is {dtype}", dtype=dtype)
                    )
                elif layer is call.layer and layer.penalizes_output:
                    yield self._at(graph, call, path, _("the output is {dtype}", dtype=dtype))
            other = any(policy_of(holder, graph) != "float32" for _, holder in holders(call))
            for layer_weight in held_weights(call) if other and graph.has_loss else ():
                dtype = variable_dtype(policy_of(layer_weight.holder, graph))
                # Keras adds what a frozen recurrent layer's cell says all the same.
                is_added = call.trains or isinstance(call.layer, Recurrent)
                option = layer_weight.option("regularizer") if dtype != "float32" and is_added else ""
                if option and getattr(layer_weight.holder, option):
                    yield self._at(graph, call, (*layer_weight.path, option), _("the weight is {dtype}", dtype=dtype))

    def _at(self, graph: LayerGraph, call: LayerCall, path: Path, message: str) -> Diagnostic:
        is_option = path != call.path
        return self.about(
            graph,
            path,
            _("{message} and the loss float32: the penalty cannot be added", message=message),
            part="value" if is_option else "name",
            why=_("Keras stops where it adds the penalty up, in `fit` at the latest"),
            fix=remove_option(
                path[:-1], str(path[-1]), _("`dtype: float32` in this layer, or no regularizer")
            ).edited_if(is_option),
            call=call,
        )
