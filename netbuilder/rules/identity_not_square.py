"""NB211."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import HeldWeight, held_weights
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.weights import Initializer


class IdentityNotSquare(Rule):
    """Identity or STFT on a weight that it does not fit

    ## What it does
    Finds Identity on a weight that is no square matrix, Orthogonal on a weight of one axis, STFT on a weight without
    three axes, and on a kernel that is trained.

    ## Why is this bad
    Keras stops at Identity on a convolution kernel or a bias while it builds. On a matrix that is not square it fills
    with zeros, so that whole columns are dead. STFT holds the waves of a spectrogram; training them makes it
    something else.

    ## When it is fine
    Identity on a square kernel, above all the recurrent kernel of a SimpleRNN with relu.

    ## Example
    `Dense: {units: 10, kernel_initializer: identity}` on 20 inputs

    ## Use instead
    Leave the initializer out.

    ## References
    - Le, Jaitly and Hinton, *A Simple Way to Initialize Recurrent Networks of Rectified Linear Units*, 2015,
      arXiv:1504.00941
    """

    code = "NB211"
    name = "identity-not-square"
    severity = ERROR
    applies_to = LayerGraph
    option_suffixes = ("_initializer", "cell", "layer")
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 10, kernel_initializer: identity}  # NB211
""",
        """\
input: [5, 3]
layers:
  - RNN: {cell: {LSTMCell: {units: 4, bias_initializer: identity}}}  # NB211
  - Dense: {units: 1}
""",
        """\
input: [6]
layers:
  - LayerNormalization: {gamma_initializer: identity}  # NB211
  - Dense: {units: 1, kernel_initializer: stft, trainable: false}  # NB211
""",
    ]
    good = [
        """\
input: [12, 10]
layers:
  - SimpleRNN: {units: 10, activation: relu, recurrent_initializer: identity}
  - Dense: {units: 10, kernel_initializer: identity}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call in subject.calls:
            for layer_weight in held_weights(call):
                yield from self._of(graph, call, layer_weight)

    def _of(self, graph: LayerGraph, call: LayerCall, layer_weight: HeldWeight) -> Iterator[Diagnostic]:
        option, sizes = layer_weight.weight.initializer, layer_weight.weight.shape
        if not option or option not in layer_weight.holder.written:
            return
        initializer = settled("initializer", getattr(layer_weight.holder, option))
        if not isinstance(initializer, Initializer):
            return
        fewest, most = initializer.axes
        fix = _("leave it out")
        if not fewest <= len(sizes) <= most:
            why = _("Keras stops while it builds")
        elif initializer.family == "identity" and sizes[0] != sizes[1]:
            why = _("the rest would be zeros")
        elif initializer.family == "stft" and layer_weight.holder.trainable:
            why, fix = _("training makes it something else"), _("leave it out, or `trainable: false`")
        else:
            return
        if initializer.family == "stft" and len(sizes) == 3:
            message = _("STFT holds fixed waves, here the kernel is trained")
        else:
            fits = _FITS.get(initializer.family, _("a weight with the axes that it names"))
            message = _(
                "{initializer} fits {fits}, here the weight is {shape}",
                initializer=type(initializer).__name__,
                fits=fits,
                shape=tuple(sizes),
            )
        yield self.about(
            graph,
            (*layer_weight.path, option),
            message,
            call=call,
            why=why,
            fix=remove_option(layer_weight.path, option, fix),
        )


_FITS = {"identity": _("a square matrix"), "orthogonal": _("a matrix"), "stft": _("a kernel of 3 axes")}
