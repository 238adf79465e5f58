"""NB206."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.scale import initializer_of, is_written, keras_fans, weight_of
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class KerasFan(Rule):
    """He, Glorot or LeCun where Keras counts the wrong fan

    ## What it does
    Finds an initializer that scales by the fan on a depthwise or a transposed convolution kernel.

    ## Why is this bad
    Keras 3 reads the fan off the kernel's shape. A depthwise kernel sees one channel, and Keras counts all of them:
    with 32 channels, He starts with a gain of 0.06 instead of 2. A transposed kernel has its input and output
    channels the other way round, and its stride spreads every input over several outputs.

    ## When it is fine
    Good generators do it, mostly behind batch normalization. So this is only information.

    ## Example
    `DepthwiseConv2D: {kernel_size: 3, depthwise_initializer: he_normal}`

    ## Use instead
    Leave the initializer out: what is chosen then is scaled by the true fan.

    ## References
    - keras-team/keras, issue 11773 and pull request 22789
    """

    code = "NB206"
    name = "keras-fan"
    severity = INFO
    applies_to = Kernel
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [8, 8, 32]
layers:
  - DepthwiseConv2D: {kernel_size: 3, depthwise_initializer: he_normal}  # NB206
  - Conv2DTranspose: {filters: 16, kernel_size: 3, strides: 2, kernel_initializer: he_normal, activation: relu}  # NB206
  - Conv2D: {filters: 1, kernel_size: 1}
""",
    ]
    good = [
        """\
input: [8, 8, 32]
layers:
  - DepthwiseConv2D: {kernel_size: 3}
  - Conv2DTranspose: {filters: 8, kernel_size: 3, kernel_initializer: {RandomNormal: {stddev: 0.02}}}
  - Conv2D: {filters: 8, kernel_size: 3, kernel_initializer: he_normal, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        if not (layer.per_channel or layer.is_transposed):
            return
        for option in layer.kernel_options:
            initializer = initializer_of(subject, option)
            weight = weight_of(subject, option)
            if initializer is None or weight is None or weight.fans is None or not is_written(subject, option):
                continue
            counted = initializer.counted(keras_fans(weight.shape), weight.shape)
            if initializer.family not in ("he", "glorot", "lecun") or counted is None:
                continue
            if counted.inputs == weight.fans.inputs:
                continue
            yield self.at(
                graph,
                subject,
                option,
                _(
                    "Keras counts {inputs:.0f} inputs for this kernel; it has {inputs2:g}",
                    inputs=counted.inputs,
                    inputs2=weight.fans.inputs,
                ),
                why=_("the fan is read off the kernel's shape, which has other axes here"),
                fix=_("leave `{option}` out: what is chosen then is scaled by the true fan", option=option),
            )
