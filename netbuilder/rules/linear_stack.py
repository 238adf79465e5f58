"""NB401."""

from collections.abc import Iterator
from math import prod

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.sentence import _, joined
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Recurrent, Wrapper
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import per_axis
from netbuilder.vocabulary.families.spatial import Spatial


class LinearStack(Rule):
    """Layers with nothing but a product between them

    ## What it does
    Finds a hidden kernel whose output goes into the next kernel without a nonlinear activation, and a `SimpleRNN`
    with a linear activation (or an `RNN` of such cells) in a network without any nonlinearity.

    ## Why is this bad
    A product of two matrices is one matrix: two such layers can do no more than one. In a network without any
    activation everything up to the output is a single linear map, however deep it is: two such layers of 16 told the
    inside of a circle from the outside no better than chance, with relu they reached 0.98. A linear recurrence is
    one too: what `SimpleRNN` with a linear activation and `Dense` give for the sum of two series is the sum of what
    they give for each.

    ## When it is fine
    A bottleneck (fewer units than come in and than the next layer has), convolutions that split a window into its
    axes (3x1 and 1x3, 1x1 and 3x3), depthwise and separable convolutions, a Dense reshaped into a map, and a linear
    autoencoder. There the rule is silent. A convolution that goes linear into the output layer is information.

    ## Example
    `Dense: {units: 64}`, then `Dense: {units: 10, activation: softmax}`

    ## Use instead
    `Dense: {units: 64, activation: relu}`

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB401"
    name = "linear-stack"
    severity = WARN
    applies_to = LayerGraph
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64}  # NB401
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3}  # NB401
  - MaxPooling2D
  - Conv2D: {filters: 64, kernel_size: 3}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [40, 1]
layers:
  - SimpleRNN: {units: 32, activation: linear}  # NB401
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [40, 1]
layers:
  - Bidirectional: {layer: {RNN: {cell: {SimpleRNNCell: {units: 32, activation: null}}}}}  # NB401
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [20, 3]
layers:
  - Conv1D: {filters: 8, kernel_size: 3}  # NB401
  - SimpleRNN: {units: 16, activation: linear}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 8}
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [20]
layers:
  - Dense: {units: 3}
  - Dense: {units: 20}
""",
        """\
input: [20]
layers:
  - Dense: {units: 1}
""",
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: [3, 1]}
  - Conv2D: {filters: 8, kernel_size: [1, 3], activation: relu}
  - Flatten
  - Dense: {units: 4}
""",
        """\
input: [100]
layers:
  - Dense: {units: 128}
  - Reshape: {target_shape: [4, 4, 8]}
  - Conv2DTranspose: {filters: 8, kernel_size: 3, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 3, activation: tanh}
""",
        """\
input: [40, 1]
layers:
  - SimpleRNN: {units: 32, activation: linear, return_sequences: true}
  - Dense: {units: 16, activation: relu}
  - GlobalAveragePooling1D
  - Dense: {units: 1}
""",
        """\
input: [40, 3]
layers:
  - SimpleRNN: {units: 3, activation: linear}
""",
        """\
input: [20, 3]
layers:
  - Conv1D: {filters: 8, kernel_size: 3, activation: relu}
  - SimpleRNN: {units: 16, activation: linear}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        if graph.has_holes:
            return
        pairs = [(call, after) for call in graph.hidden_kernels if (after := _next(graph, call)) is not None]
        nonlinear = _has_nonlinearity(graph)
        if not nonlinear:
            pairs = sorted([*pairs, *_linear_recurrences(graph)], key=lambda pair: pair[0].index)
            if _is_linear_autoencoder(graph):
                return
        certain = [pair for pair in pairs if not _is_factorized(*pair) and not (nonlinear and _is_deliberate(*pair))]
        if not certain:
            return
        mild = nonlinear and all(_windowed(call) and after is graph.output for call, after in certain)
        yield self._finding(graph, certain, INFO if mild else WARN, nonlinear)

    def _finding(
        self, graph: LayerGraph, pairs: list[tuple[LayerCall, LayerCall]], severity: Severity, nonlinear: bool
    ) -> Diagnostic:
        call, after = pairs[0]
        places = list(dict.fromkeys(graph.where(other) for other, _ in pairs if other.path != call.path))
        also = (
            _("; the same at {places}{part}", places=joined(", ", places[:5]), part=", ..." if len(places) > 5 else "")
            if places
            else ""
        )
        pooled = (
            _(" (max pooling between them is no substitute)")
            if any(call.index in graph.effective and graph.effective[call.index].pooled for call, _ in pairs)
            else ""
        )
        message = _("nothing nonlinear stands between {call} and the next {after}", call=call.name, after=after.name)
        if not nonlinear:
            message = _("without an activation these layers together are one linear layer")
        return self.at(
            graph,
            call,
            "",
            message,
            severity=severity,
            why=_(
                "two layers with no activation between can do no more than one{pooled}{also}", pooled=pooled, also=also
            ),
            fix=set_option(
                call.path,
                "activation",
                "tanh" if isinstance(call.layer, Recurrent) else "relu",
                _(" in {call}, or remove the layer", call=call.name),
            ).edited_if(False),
        )


def _next(graph: LayerGraph, call: LayerCall) -> LayerCall | None:
    """The kernel that a kernel's output goes into without an activation between."""
    behind = graph.effective[call.index]
    return behind.at if behind.stop == "kernel" else None


def _has_nonlinearity(graph: LayerGraph) -> bool:
    for call in graph.recurrent:
        if call is not graph.output and (not _is_linear_recurrence(call) or _meets_nonlinearity(graph, call)):
            return True
    hidden = [graph.effective[call.index] for call in graph.hidden_kernels]
    return any(effective.family != "linear" for effective in hidden)


def _linear_recurrences(graph: LayerGraph) -> list[tuple[LayerCall, LayerCall]]:
    """The hidden linear recurrences, and the kernels before one that makes the output, each with the output layer.

    There are none where the output is a recurrence that bends.
    """
    output = graph.output
    if output is None or not _is_linear_recurrence(output):
        return []
    kernels = [call for call in graph.hidden_kernels if isinstance(output.layer, Recurrent) and not _next(graph, call)]
    return [(call, output) for call in (*graph.recurrent, *kernels) if graph.is_hidden(call)]


def _is_linear_recurrence(call: LayerCall) -> bool:
    """Whether its state is a sum of what came in: no gates, no activation, and no product of both directions.

    Of a layer without a state too.
    """
    outer, layers = call.outer, [call.layer]
    while isinstance(outer, Wrapper):
        if getattr(outer, "merge_mode", "") == "mul":
            return False
        layers += [outer.way_back] if outer.way_back is not None else []
        outer = outer.inner
    states = [state for layer in layers if isinstance(layer, Recurrent) for _, state in layer.states()]
    functions = [function_of(state.nonlinearity) for state in states]
    return not any(state.is_gated for state in states) and all(
        function is not None and function.family == "linear" for function in functions
    )


def _meets_nonlinearity(graph: LayerGraph, call: LayerCall) -> bool:
    """Whether what comes out is bent before the next kernel or recurrent layer, or may be."""
    for after in graph.behind(call):
        layer = after.layer
        assert layer is not None
        if isinstance(layer, Kernel | Recurrent):
            return False
        if isinstance(layer, ActivationLayer):
            function = function_of(layer)
            if function is None or function.family != "linear":
                return True
        elif not layer.passes_signal:
            return True
    return False


def _is_linear_autoencoder(graph: LayerGraph) -> bool:
    start = graph.draft.input
    if start is None or graph.output_shape != start.batched():
        return False
    whole = _numbers(start.batched())
    return any(_numbers(call.output) < whole for call in graph.calls if call.output is not None)


def _numbers(shape: Shape) -> int:
    """How many numbers a sample of that shape holds; an unknown size counts 1."""
    return prod(size or 1 for size in shape[1:])


def _window(call: LayerCall) -> tuple[int, ...]:
    """Its window, also where shapes are unknown; empty for what has none."""
    layer = call.layer
    if not isinstance(layer, Spatial):
        return ()
    return per_axis(layer.kernel_size, layer.rank)  # type: ignore[attr-defined]  # every kernel on positions has it


def _windowed(call: LayerCall) -> bool:
    return bool(_window(call))


def _is_factorized(call: LayerCall, after: LayerCall) -> bool:
    """Whether two convolutions split one window: never both above 1 on one axis."""
    window, next_window = _window(call), _window(after)
    return (
        bool(window) and bool(next_window) and all(a == 1 or b == 1 for a, b in zip(window, next_window, strict=False))
    )


def _is_deliberate(call: LayerCall, after: LayerCall) -> bool:
    """Whether a linear layer has a purpose of its own in a network that is nonlinear elsewhere."""
    layer, following = call.layer, after.layer
    assert isinstance(layer, Kernel)
    assert isinstance(following, Kernel)
    if layer.per_channel or following.per_channel:
        return True
    if _windowed(after) and not _windowed(call):
        return True  # a Dense reshaped into a map
    width, wide = layer.width, following.width
    incoming = _incoming(call, layer)
    if width is None or wide is None:
        return False
    # What comes in is unknown behind a shape error, and then this may be a bottleneck.
    return width < wide and (incoming is None or width < incoming)


def _incoming(call: LayerCall, layer: Kernel) -> int | None:
    """How many channels come in."""
    if call.input is None or len(call.input) < 2:
        return None
    return call.input[2 if call.per_step else 1] if layer.channels_first else call.input[-1]
