"""NB102."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.axis_order import channels_first
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.shapes import ShapeError, sample
from netbuilder.vocabulary.families.spatial import Spatial


class WindowTooLarge(Rule):
    """A window larger than what is left

    ## What it does
    Finds the first convolution, pooling or cropping whose window does not fit into what the layers before have left
    of the positions.

    ## Why is this bad
    The output would have no positions, and Keras refuses to build the model. Usually one pooling too many has used
    up the map.

    ## When it is fine
    Never.

    ## Example
    Four times `MaxPooling2D` on a 14 x 14 map.

    ## Use instead
    Fewer or smaller windows, or `padding: same`.

    ## References
    - Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, 2016, arXiv:1603.07285
    """

    code = "NB102"
    name = "window-too-large"
    severity = ERROR
    applies_to = ShapeError
    bad = [
        """\
input: [14, 14, 1]
layers:
  - repeat:
      times: 3
      layers:
        - Conv2D: {filters: 8, kernel_size: 3, activation: relu}  # NB102
        - MaxPooling2D
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [3, 32, 32]
layers:
  - Conv2D: {filters: 8, kernel_size: 5, activation: relu}  # NB102
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [4, 84, 84]
layers:
  - Conv2D: {filters: 32, kernel_size: 8, strides: 4, activation: relu}  # NB102
  - Conv2D: {filters: 64, kernel_size: 4, strides: 2, activation: relu}
  - Flatten
  - Dense: {units: 6}
""",
    ]
    good = [
        """\
input: [14, 14, 1]
layers:
  - repeat:
      times: 3
      layers:
        - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
        - MaxPooling2D
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        written, turned = graph.draft.input, channels_first(graph, stopped=True)
        for call, error in graph.shape_errors:
            if error.cause != "window":
                continue
            assert written is not None
            why, fix = error.why or _history(graph, call), error.fix
            if turned is not None and turned.explains(graph, call):
                why = _("the channels stand first here, and the layers take them last")
                fix = _("`input: {turned}`, with the data turned the same way", turned=list(turned.turned))
            place = Related(
                graph.draft.address(("input", "shape")), _("one sample is {batched}", batched=sample(written.batched()))
            )
            yield self.at(graph, call, error.field, error.message, why=why, fix=fix, related=(place,))


def _history(graph: LayerGraph, until: LayerCall) -> str:
    """How the positions have shrunk on the way, as `28x28, 13x13, 6x6`; empty where they have not."""
    sizes: list[str] = []
    for call in graph.calls[: until.index + 1]:
        layer, shape = call.layer, call.input
        assert shape is not None
        if isinstance(layer, Spatial) and len(shape) == layer.rank + 2:
            places = "x".join("null" if size is None else str(size) for size in layer.positions(shape))
            if not sizes or sizes[-1] != places:
                sizes.append(places)
    if len(sizes) < 2:
        return ""
    listed = sizes if len(sizes) <= 6 else [sizes[0], "...", *sizes[-4:]]
    return _("the layers before it have shrunk the map: {listed}", listed=", ".join(listed))
