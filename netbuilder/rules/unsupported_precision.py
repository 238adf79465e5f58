"""NB122."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import held_weights, holders, policy_of, variable_dtype
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import UNCAST, compute_dtype
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.weights import Initializer


class UnsupportedPrecision(Rule):
    """A precision in which a layer cannot compute

    ## What it does
    Compares the precision of every layer, its own `dtype` or that of the network, with what TensorFlow has for it: no
    MaxPooling3D in float64, no sparsemax and no CategoryEncoding in float16, no STFTSpectrogram in bfloat16, no random
    erasing or blur in float16 where the network is trained, no Muon on weights in float64, and no Orthogonal
    initializer in bfloat16, which every recurrent layer starts from. Whole numbers are no precision for what computes
    with floats. With `autocast: false` convolutions stop at values of another precision; Dense, recurrent layers and
    normalizations take them, but Keras does not save the option: the model that is opened casts, which is a warning.
    With `backend: jax` or `torch` only what stops there too is said.

    ## Why is this bad
    Keras builds the model and stops at the first batch; at Orthogonal it stops while it builds.

    ## When it is fine
    Under `mixed_bfloat16` weights stay in float32, so that recurrent layers work.

    ## Example
    `LSTM: {units: 2}` with `runtime: {precision: bfloat16}`

    ## Use instead
    `dtype: float32` in that layer, or `precision: mixed_bfloat16`.
    """

    code = "NB122"
    name = "unsupported-precision"
    severity = ERROR
    applies_to = LayerGraph
    option_suffixes = ("precision", "dtype", "cell", "layer", "autocast")
    bad = [
        """\
input: [5, 3]
layers:
  - LSTM: {units: 2}  # NB122
  - Dense: {units: 1}
runtime: {precision: bfloat16}
""",
        """\
input: [4, 4, 4, 3]
layers:
  - MaxPooling3D: {dtype: float64}  # NB122
  - Flatten
  - Dense: {units: 4, activation: sparsemax, dtype: float16}  # NB122
""",
        """\
input: [8, 8, 3]
layers:
  - RandomErasing: {dtype: mixed_float16}  # NB122
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [8]
layers:
  - Dense: {units: 1}
runtime: {precision: float64}
compile: {optimizer: muon, loss: mse}  # NB122
""",
        """\
input: [8, 8, 3]
layers:
  - AveragePooling2D: {pool_size: 2, dtype: int64}  # NB122
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 2, kernel_size: 3, activation: relu, dtype: float16, autocast: false}  # NB122
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 3, kernel_size: 1, activation: relu}
  - RandomZoom: {height_factor: 0.2, dtype: mixed_bfloat16}  # NB122
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [4]
layers:
  - RepeatVector: {n: 2, dtype: int32, autocast: false}  # NB122
  - Flatten
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [5, 3]
layers:
  - LSTM: {units: 2}
  - Dense: {units: 1, dtype: float32}
runtime: {precision: mixed_bfloat16}
""",
        """\
input: [4, 4, 4, 3]
layers:
  - MaxPooling3D: {dtype: float32}
  - Flatten
  - Dense: {units: 4}
runtime: {precision: float64}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        is_trained = graph.draft.compile is not None
        yield from self._of_the_optimizer(graph)
        for call in subject.calls:
            yield from self._without_cast(graph, call)
            policies = [(path, policy_of(holder, graph)) for path, holder in holders(call)]
            other = [(path, policy) for path, policy in policies if policy != "float32"]
            for path, policy in other:
                yield from self._of_a_layer(graph, call, path, policy, is_trained)
            if other:
                yield from self._of_weights(graph, call)

    def _of_the_optimizer(self, graph: LayerGraph) -> Iterator[Diagnostic]:
        optimizer = graph.optimizer.inner if graph.optimizer is not None else None
        if optimizer is None:
            return
        for call in graph.calls:
            for layer_weight in held_weights(call) if call.trains else ():
                dtype = variable_dtype(policy_of(layer_weight.holder, graph))
                if dtype in optimizer.stops_under and not optimizer.runs_on(_backend(graph), dtype):
                    message = _(
                        "{optimizer} cannot update weights in {dtype}", optimizer=type(optimizer).__name__, dtype=dtype
                    )
                    fix = _("another optimizer, or float32 for {call}", call=call.name)
                    yield self.about(graph, ("compile", "optimizer"), message, why=_("Keras stops in `fit`"), fix=fix)
                    return

    def _without_cast(self, graph: LayerGraph, call: LayerCall) -> Iterator[Diagnostic]:
        layer, values = call.layer, graph.values[call.index].dtype
        if layer is None or layer.autocast or values is None or "float" not in values:
            return
        computed, backend = compute_dtype(policy_of(layer, graph)), _backend(graph)
        if values == computed or (backend == "jax" and "float64" in (values, computed)):
            return  # there float64 is float32, which NB922 says
        takes = not call.weights if layer.computes_uncast is None else layer.computes_uncast
        takes = takes or layer.runs_on(backend, UNCAST)
        if not takes:
            message = _(
                "{call} gets {values} and computes in {computed}: nothing is cast",
                call=call.name,
                values=values,
                computed=computed,
            )
            why = _("Keras stops at the first batch")
        else:
            message = _(
                "{call} gets {values}, and {computed} once the model is saved and opened",
                call=call.name,
                values=values,
                computed=computed,
            )
            why = _("Keras does not write `autocast` into the file")
        severity = WARN if takes and "float" in computed else ERROR
        yield self.at(graph, call, "autocast", message, why=why, fix=_("leave it out"), severity=severity)

    def _of_a_layer(
        self, graph: LayerGraph, call: LayerCall, path: Path, policy: str, is_trained: bool
    ) -> Iterator[Diagnostic]:
        layer, backend = call.layer, _backend(graph)
        assert layer is not None
        if path != call.path or layer.runs_on(backend, policy):
            return
        if backend != "tensorflow" and not layer.autocast:  # it may compute in the precision of what it gets
            return
        function = settled("activation", getattr(layer, "activation", None)) if "activation" in layer.written else None
        values = graph.values[call.index].dtype
        gets_floats = values is not None and "float" in values
        is_cast = gets_floats and layer.autocast and "float" not in policy
        if policy in layer.stops_under or (is_cast and not layer.accepts(policy, training=is_trained)):
            yield self._stopping(graph, call, path, call.name, policy, _("at the first batch"))
        elif is_trained and policy in layer.stops_training_under:
            yield self._stopping(graph, call, path, call.name, policy, _("in `fit`"))
        elif is_trained and policy in layer.stops_gradient_under and graph.first_trained < call.index:
            yield self._stopping(
                graph, call, path, call.name, policy, _("in `fit`, at the gradient of what is before it")
            )
        elif (
            isinstance(function, Activation)
            and policy in function.stops_under
            and not function.runs_on(backend, policy)
        ):
            yield self._stopping(graph, call, path, type(function).__name__, policy, _("at the first batch"))

    def _of_weights(self, graph: LayerGraph, call: LayerCall) -> Iterator[Diagnostic]:
        for layer_weight in held_weights(call):
            dtype = variable_dtype(policy_of(layer_weight.holder, graph))
            if dtype == "float32":
                return
            option = layer_weight.weight.initializer
            initializer = settled("initializer", getattr(layer_weight.holder, option)) if option else None
            if isinstance(initializer, Initializer) and dtype in initializer.stops_under:
                name = type(initializer).__name__
                path = (*layer_weight.path, option) if option in layer_weight.holder.written else layer_weight.path
                yield self._stopping(graph, call, path, name, dtype, _("while it builds"))
                return

    def _stopping(
        self, graph: LayerGraph, call: LayerCall, path: Path, what: str, precision: str, when: str
    ) -> Diagnostic:
        return self.about(
            graph,
            path,
            _("{what} cannot compute in {precision}", what=what, precision=precision),
            part="value" if path != call.path else "name",
            why=_("Keras stops {when}", when=when),
            fix=_("`precision: mixed_bfloat16`, or `dtype: float32` in this layer")
            if precision == "bfloat16"
            else _("`dtype: float32` in this layer"),
            call=call,
        )


def _backend(graph: LayerGraph) -> str:
    return graph.draft.runtime.backend
