"""NB211."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import held_weights
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer import Kernel, Recurrent
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.weights import Initializer


class IdentityNotSquare(Rule):
    """Identity or STFT on a weight that it does not fit

    ## What it does
    Finds Identity on a weight that is no square matrix, Orthogonal on a weight of one axis, and STFT on a kernel that
    is trained.

    ## Why is this bad
    Keras stops at Identity on a convolution kernel. On a matrix that is not square it fills with zeros, so that whole
    columns are dead. STFT holds the waves of a spectrogram; training them makes it something else.

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
    applies_to = (Kernel, Recurrent)
    option_suffixes = ("_initializer", "cell")
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
    ]
    good = [
        """\
input: [12, 10]
layers:
  - SimpleRNN: {units: 10, activation: relu, recurrent_initializer: identity}
  - Dense: {units: 10, kernel_initializer: identity}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        for layer_weight in held_weights(subject):
            weight, option = layer_weight.weight, layer_weight.weight.initializer
            if not option or option not in layer_weight.holder.written:
                continue
            initializer = settled("initializer", getattr(layer_weight.holder, option))
            if not isinstance(initializer, Initializer):
                continue
            shape = ", ".join(map(str, weight.shape))
            square = len(weight.shape) == 2 and weight.shape[0] == weight.shape[1]
            if initializer.family == "identity" and not square:
                message, why = f"Identity fits a square matrix, here the weight is ({shape})", "the rest would be zeros"
            elif initializer.family == "orthogonal" and len(weight.shape) < 2:
                message, why = f"Orthogonal fits a matrix, here the weight is ({shape})", "one axis has no directions"
            elif initializer.family == "stft" and subject.layer is not None and subject.layer.trainable:
                message, why = "STFT holds fixed waves, here the kernel is trained", "training makes it something else"
            else:
                continue
            words = "leave it out, or `trainable: false`" if initializer.family == "stft" else "leave it out"
            yield self.about(
                graph,
                (*layer_weight.path, option),
                message,
                call=subject,
                why=why,
                fix=remove_option(layer_weight.path, option, words),
            )
