"""NB104."""

from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.shape_walk import fits
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel, Pooling
from netbuilder.vocabulary.base.shapes import sample
from netbuilder.vocabulary.base.values import per_axis
from netbuilder.vocabulary.families.spatial import Spatial


class AxisOrder(Rule):
    """Images with their channels first

    ## What it does
    Finds an image `input` whose first size is 1 or 3 while the other two are 8 and more, and that meets a 2-D
    convolution or pooling which takes its channels last and slides along the first axis.

    ## Why is this bad
    The layer takes the three colours for three rows and the columns for channels. With `padding: same` nothing
    stops it: the model trains, on windows that mean nothing.

    ## When it is fine
    Sequences of short vectors, and windows that are 1 along the first axis. There the rule is silent.

    ## Example
    `input: [3, 32, 32]` into `Conv2D: {filters: 32, kernel_size: 3, padding: same}`

    ## Use instead
    `input: [32, 32, 3]` with the data turned, `Permute: {dims: [2, 3, 1]}` as the first layer, or
    `data_format: channels_first` in every layer that has it.

    ## References
    - Keras, *Conv2D layer*: data_format
    """

    code = "NB104"
    name = "axis-order"
    severity = WARN
    bad = [
        """\
input: [3, 32, 32]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, padding: same, activation: relu}  # NB104
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [1, 28, 28]
layers:
  - Rescaling: {scale: 0.00392}
  - Conv2D: {filters: 32, kernel_size: [3, 3], padding: same, activation: relu}  # NB104
  - GlobalAveragePooling2D
  - Dense: {units: 10, activation: softmax}
""",
    ]
    good = [
        """\
input: [3, 32, 32]
layers:
  - Permute: {dims: [2, 3, 1]}
  - Conv2D: {filters: 32, kernel_size: 3, padding: same, activation: relu}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [3, 32, 32]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, data_format: channels_first, activation: relu}
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [1, 128, 9]
layers:
  - Conv2D: {filters: 16, kernel_size: [1, 5], activation: relu}
  - MaxPooling2D: {pool_size: [1, 2]}
  - Flatten
  - Dense: {units: 6, activation: softmax}
""",
        """\
input: [4, 32, 32]
layers:
  - Conv2D: {filters: 16, kernel_size: 3, activation: relu}
  - Flatten
  - Dense: {units: 6, activation: softmax}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        order = channels_first(graph)
        if order is None or any(order.call is call or order.explains(graph, call) for call, _ in graph.shape_errors):
            return
        call, shape = order.call, order.call.input
        assert shape is not None
        rows = "1 row" if shape[1] == 1 else _("{shape} rows", shape=shape[1])
        yield self.at(
            graph,
            call,
            "",
            _(
                "{call} takes {shape} for {rows} of {shape2} channels",
                call=call.name,
                shape=sample(shape),
                rows=rows,
                shape2=shape[3],
            ),
            why=_("its channels are the last axis, and here they look like the first"),
            fix=_(
                "`input: {turned}` with the data turned, or `Permute: {{dims: [2, 3, 1]}}` as first layer",
                turned=list(order.turned),
            ),
            related=(Related(graph.draft.address(("input", "shape")), _("one sample")),),
        )


class ChannelsFirst(NamedTuple):
    """An input with its channels first, and the first layer that takes its last axis for them."""

    call: LayerCall
    turned: tuple[int, int, int]
    """The input's shape with its channels last."""

    def explains(self, graph: LayerGraph, failed: LayerCall) -> bool:
        """Whether a layer that cannot take its input could, if the input were turned."""
        written = graph.draft.input
        assert written is not None
        return fits(graph.calls[: failed.index + 1], (written.batch_size, *self.turned))


def channels_first(graph: LayerGraph, *, stopped: bool = False) -> ChannelsFirst | None:
    """What is wrong with the order of the input's axes; None where nothing is.

    `stopped`: a layer cannot take what comes of it. A square behind a much smaller number is then an image too, as
    the four frames of `[4, 84, 84]`; where everything fits, it may be a map of four rows. And a window of 1 along the
    first axis, as over the samples of an EEG, says nothing then.
    """
    written = graph.draft.input
    if written is None or len(written.shape) != 3:
        return None
    channels, height, width = written.shape
    if channels is None or height is None or width is None or height < 8 or width < 8:
        return None
    if channels not in (1, 3) and not (stopped and 4 * channels <= height == width):
        return None
    first = _first_on_input(graph)
    if first is None or first[0].input is None:
        return None
    call, layer = first
    if layer.data_format == "channels_first":
        return None
    if _window_length(layer) < 2 and not stopped:
        return None
    return ChannelsFirst(call, (height, width, channels))


def _first_on_input(graph: LayerGraph) -> tuple[LayerCall, Spatial] | None:
    """The first layer that slides over positions, if only layers that keep the order of the axes stand before."""
    for call in graph.calls:
        layer = call.layer
        if isinstance(layer, Spatial) and isinstance(layer, Kernel | Pooling):
            return None if call.per_step else (call, layer)
        is_margin = isinstance(layer, Spatial) and layer.data_format != "channels_first"
        if layer is None or layer.mixes_positions or not (layer.keeps_shape or is_margin):
            return None
    return None


def _window_length(layer: Spatial) -> int:
    """How far the window reaches along the first axis; 1 for global pooling, which has no window."""
    for option in ("kernel_size", "pool_size"):
        if option in type(layer).model_fields:
            return per_axis(getattr(layer, option), layer.rank)[0]
    return 1
