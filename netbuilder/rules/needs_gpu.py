"""NB133."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import policy_of
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.layer import MOST_SOFTMAX_AXES, Layer
from netbuilder.vocabulary.base.layer_roles import Pooling


class NeedsGpu(Rule):
    """A layer that TensorFlow runs on a GPU, and not on every CPU

    ## What it does
    Finds layers for which TensorFlow's kernels for CPUs are missing: `use_cudnn: true`, pooling over volumes in other
    precisions than float32, a softmax of more than seven axes; and those that only some processors run, through
    oneDNN: `data_format: channels_first` and transposed convolutions with `dilation_rate`. A remark, and a warning
    where the file says `device: cpu`.

    ## Why is this bad
    Without a GPU Keras builds the model and stops at the first batch. `netbuilder build` tries such layers and stops
    with NB909 where the machine lacks the kernel; this says so before.

    ## When it is fine
    On a GPU, for which it is written.

    ## Example
    `LSTM: {units: 8, use_cudnn: true}` with `runtime: {device: cpu}`

    ## Use instead
    `use_cudnn: auto`, `channels_last`, `dtype: float32`: what the fix names.

    ## References
    tests/engine/test_cpu_kernels.py runs them.
    """

    code = "NB133"
    name = "needs-gpu"
    severity = INFO
    applies_to = LayerGraph
    option_suffixes = ("device", "data_format", "use_cudnn", "dilation_rate", "precision", "dtype", "activation")
    bad = [
        """\
input: [5, 3]
layers:
  - LSTM: {units: 8, use_cudnn: true}  # NB133
  - Dense: {units: 1}
runtime: {device: cpu}
""",
        """\
input: [3, 32, 32]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu, data_format: channels_first}  # NB133
  - Flatten
  - Dense: {units: 10}
""",
        """\
input: [4, 4, 4, 3]
layers:
  - MaxPooling3D  # NB133
  - Flatten
  - Dense: {units: 4}
runtime: {precision: mixed_float16}
""",
    ]
    good = [
        """\
input: [5, 3]
layers:
  - LSTM: {units: 8}
  - Dense: {units: 1}
runtime: {device: cpu}
""",
        """\
input: [3, 32, 32]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu, data_format: channels_first}
  - Flatten
  - Dense: {units: 10}
runtime: {device: gpu}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        runtime = graph.draft.runtime
        if runtime.backend != "tensorflow" or runtime.device.startswith("gpu"):
            return
        severity = WARN if runtime.device == "cpu" else INFO
        for call in subject.calls:
            layer = call.layer
            if layer is None or call.input is None:
                continue
            if layer.may_lack_cpu_kernel(policy_of(layer, graph), call.input):
                yield self._finding(graph, call, layer, severity)

    def _finding(self, graph: LayerGraph, call: LayerCall, layer: Layer, severity: Severity) -> Diagnostic:
        who = _("no CPU runs") if _is_certain(layer, len(call.input or ())) else _("not every CPU runs")
        return self.at(
            graph,
            call,
            "",
            _("{who} {call} as it is written", who=who, call=call.name),
            why=_("without a GPU Keras builds the model and stops at the first batch"),
            fix=instead(layer, len(call.input or ())),
            severity=severity,
        )


def _is_certain(layer: Layer, axes: int) -> bool:
    is_volume = isinstance(layer, Pooling) and not layer.channels_first
    return getattr(layer, "use_cudnn", None) is True or axes > MOST_SOFTMAX_AXES or is_volume


def instead(layer: Layer, axes: int) -> str:
    """What to write for a CPU."""
    if getattr(layer, "use_cudnn", None) is True:
        return _("`use_cudnn: auto`, or a GPU")
    if axes > MOST_SOFTMAX_AXES:
        return _("fewer axes, by a Reshape before it, or a GPU")
    if layer.channels_first:
        return _("`data_format: channels_last`, or a GPU")
    if getattr(layer, "rank", 0) == 3 and isinstance(layer, Pooling):
        return _("`dtype: float32` in this layer, or a GPU")
    return _("a `dilation_rate` of 1, or a GPU")
