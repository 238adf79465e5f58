"""NB203."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import initializer_of, is_written, main_option
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.weights import Initializer


class ConstantKernel(Rule):
    """A kernel whose values all start equal

    ## What it does
    Finds Zeros, Ones or Constant on the kernel of a hidden layer with more than one unit.

    ## Why is this bad
    All units of the layer start as copies of one unit. Where the kernels of all hidden layers are constant, those of
    all but the last of them stay so for ever: after 300 steps of Adam they still had one distinct column, and the
    accuracy was 0.2 to 0.5. A single constant layer between drawn ones is taken apart by the next kernel and learned
    (0.99); nothing is gained by it. Zeros before relu are worse: the output is 0, where relu has gradient 0, so that no
    weight of the layer ever moves. One such layer kept a whole network at chance.

    ## When it is fine
    On the output layer, on a layer with a single unit, on biases, on a frozen layer (a fixed averaging filter) and on
    the gamma of a normalization. There the rule is silent.

    ## Example
    `Dense: {units: 64, activation: relu, kernel_initializer: zeros}`

    ## Use instead
    Leave the initializer out, or write one that draws.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB203"
    name = "constant-kernel"
    severity = WARN
    applies_to = Kernel
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: zeros}  # NB203
  - Dense: {units: 64, activation: tanh, kernel_initializer: {Constant: {value: 0.1}}}  # NB203
  - Dense: {units: 4}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, kernel_initializer: Ones}  # NB203
  - BatchNormalization
  - ReLU
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, bias_initializer: zeros}
  - Dense: {units: 4, activation: softmax, kernel_initializer: zeros}
""",
        """\
input: [20, 1]
layers:
  - Conv1D: {filters: 4, kernel_size: 5, kernel_initializer: ones, trainable: false}
  - Dense: {units: 8, activation: relu}
  - Flatten
  - Dense: {units: 1, kernel_initializer: zeros}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        option = main_option(layer)
        if subject is graph.output or not _is_trained(subject):
            return
        initializer = initializer_of(subject, option)
        if initializer is None or not _is_constant(initializer) or _units(subject, layer) in (None, 1):
            return
        behind = graph.effective[subject.index]
        dead = initializer.center() == 0 and behind.family == "relu" and not is_written(subject, "bias_initializer")
        if dead and behind.activation is not None and behind.activation.flat_below:
            what, why = (
                _("never moves"),
                _("all its outputs are 0, where relu has gradient 0, so no weight ever changes"),
            )
        else:
            what = _("starts as one unit repeated")
            why = _(
                "where the next kernel is constant too, its units stay copies for ever; else that one tells them apart"
            )
        yield self.at(
            graph,
            subject,
            option,
            _("a kernel of {initializer} {what}", initializer=display_name(initializer), what=what),
            why=why,
            fix=remove_option(
                subject.path,
                option,
                _("leave it out: an initializer that fits the activation is chosen; zeros are for biases"),
            ),
        )


def _is_constant(initializer: Initializer) -> bool:
    """Whether every value is the same, as with a RandomNormal of standard deviation 0 too."""
    fans = Fans(1, 1)
    return initializer.family == "constant" or (initializer.family == "random" and initializer.spread(fans, fans) == 0)


def _is_trained(call: LayerCall) -> bool:
    """Whether training changes the layer: neither it nor what it stands in is frozen."""
    around = [entry.node for entry in call.scope if entry.node is not None]
    return all(layer.trainable for layer in (call.layer, call.outer, *around) if layer is not None)


def _units(call: LayerCall, layer: Kernel) -> int | None:
    """How many units it has; None for a depthwise kernel, which has one a channel."""
    if layer.width is not None or layer.per_channel or call.output is None:
        return layer.width
    return call.output[-1]
