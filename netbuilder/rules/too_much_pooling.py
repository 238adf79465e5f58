"""NB605."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class TooMuchPooling(Rule):
    """A convolution on a map of one position

    ## What it does
    Finds a convolution with a window above 1 on every axis on a map that is 1 on every axis already.

    ## Why is this bad
    With `padding: same` all but the centre of the window sees zeros: of nine weights eight are never used.

    ## When it is fine
    Never; the layer is a Dense in disguise.

    ## Example
    A `Conv2D` with a 3x3 window behind five poolings of a 32x32 image

    ## Use instead
    One pooling less, or `kernel_size: 1`.
    """

    code = "NB605"
    name = "too-much-pooling"
    severity = WARN
    applies_to = Kernel
    bad = [
        """\
input: [4, 4, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - MaxPooling2D: {pool_size: 4}
  - Conv2D: {filters: 16, kernel_size: 3, padding: same, activation: relu}  # NB605
  - Flatten
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [4, 4, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - MaxPooling2D
  - Conv2D: {filters: 16, kernel_size: 3, padding: same, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        shape = subject.input
        if shape is None or not layer.mixes_positions or layer.is_transposed or not subject.weights:
            return
        window = subject.weights[0].shape[:-2]
        places = shape[1:] if subject.per_step else shape
        sizes = places[2:] if layer.channels_first else places[1:-1]
        if not window or any(extent == 1 for extent in window) or any(size != 1 for size in sizes):
            return
        yield self.at(
            graph,
            subject,
            "kernel_size",
            _("{subject} gets a map of one position: the rest of its window is padding", subject=subject.name),
            why=_("the weights beside that position never meet a value"),
            fix=_("one pooling less, or `kernel_size: 1`"),
        )
