"""NB505."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Normalizer
from netbuilder.vocabulary.base.shapes import canonical, sample


class NormAxis(Rule):
    """Normalization over a position instead of the channels

    ## What it does
    Finds BatchNormalization or GroupNormalization with a written `axis` that is not the channel axis of a map.

    ## Why is this bad
    `axis` names the axis that is kept. With `axis: 1` on maps of (height, width, channels) every row of pixels gets its
    own mean, and all channels share it: one that is 100 times as large stays 100 times as large. It comes from programs
    with channels first.

    ## When it is fine
    With `data_format: channels_first`, and on vectors, where axis 1 is the last one.

    ## Example
    `BatchNormalization: {axis: 1}` after a `Conv2D`

    ## Use instead
    Leave `axis` out.
    """

    code = "NB505"
    name = "norm-axis"
    severity = WARN
    applies_to = Normalizer
    option_suffixes = ("axis",)
    bad = [
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, use_bias: false}
  - BatchNormalization: {axis: 1}  # NB505
  - ReLU
  - Flatten
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [3, 16, 16]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, use_bias: false, data_format: channels_first}
  - BatchNormalization: {axis: 1}
  - ReLU
  - Flatten
  - Dense: {units: 8}
  - BatchNormalization: {axis: 1}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Normalizer)
        shape = subject.input[subject.per_step :] if subject.input is not None else None
        if not layer.wants_channels or "axis" not in layer.written or shape is None or len(shape) < 4:
            return
        axis = layer.axis
        if not isinstance(axis, int) or canonical(axis, len(shape)) in (None, len(shape) - 1):
            return
        if canonical(axis, len(shape)) == 1 and any(call.layer.channels_first for call in graph.calls if call.layer):
            return
        yield self.at(
            graph,
            subject,
            "axis",
            _("axis {axis} is no channel axis here: channels stand last in {shape}", axis=axis, shape=sample(shape)),
            why=_("everything along `axis` gets a mean of its own, and here those are rows of the map"),
            fix=remove_option(subject.path, "axis", _("leave `axis` out")),
        )
