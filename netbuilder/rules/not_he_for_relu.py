"""NB201."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import initializer_of, is_written, main_option
from netbuilder.rules.base import ERROR, Rule
from netbuilder.source.edit import rename
from netbuilder.vocabulary.base.layer import Kernel


class NotHeForRelu(Rule):
    """Glorot or LeCun before relu

    ## What it does
    Finds a hidden kernel for which a Glorot or LeCun initializer was written and whose output meets an activation of
    the relu family (relu, leaky_relu, elu, gelu, silu, softplus, PReLU, ...), its own or a later layer's.

    ## Why is this bad
    relu cuts off half of the signal's power. He et al. double the variance of the weights to make up for it; Glorot
    and LeCun do not, so that every layer halves the signal. Up to about 8 layers this is harmless: both train to 0.99.
    From 15 to 20 layers on, SGD no longer trains: through 30 layers of width 128 the power of the signal falls to
    1e-9 with Glorot and stays above 0.04 with He, which reached an accuracy of 0.99 where Glorot stayed near chance.

    ## When it is fine
    Behind batch, layer, group or RMS normalization, on the output layer, and in `VarianceScaling`, `Orthogonal` or
    `RandomNormal` with a scale of your own (NB205 looks at those). There the rule is silent.

    ## Example
    `Dense: {units: 64, activation: relu, kernel_initializer: glorot_uniform}`

    ## Use instead
    `he_normal` or `he_uniform`, or nothing at all: a left-out initializer becomes He before relu.

    ## References
    - He, Zhang, Ren and Sun, *Delving Deep into Rectifiers*, 2015, arXiv:1502.01852, figure 3
    - Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
    """

    code = "NB201"
    name = "not-he-for-relu"
    severity = ERROR
    applies_to = Kernel
    activation_families = ("relu",)
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: glorot_uniform}  # NB201
  - Dense: {units: 64, kernel_initializer: {LecunNormal: {seed: 3}}}  # NB201
  - Dropout: {rate: 0.2}
  - LeakyReLU
  - Dense: {units: 4}
""",
        """\
input: [28, 28, 1]
layers:
  - Conv2D:
      filters: 8
      kernel_size: 3
      kernel_initializer: glorot_normal  # NB201
      activation: gelu
  - Flatten
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: he_uniform}
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 64, use_bias: false, kernel_initializer: glorot_uniform}
  - BatchNormalization
  - ReLU
  - Dense: {units: 1, activation: softplus, kernel_initializer: glorot_uniform}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: tanh, kernel_initializer: glorot_uniform}
  - Dense: {units: 64, activation: relu, kernel_initializer: {VarianceScaling: {scale: 2.0}}}
  - Dense: {units: 2}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        option = main_option(layer)
        if subject is graph.output or not is_written(subject, option):
            return
        behind = graph.effective[subject.index]
        initializer = initializer_of(subject, option)
        if initializer is None or initializer.family not in ("glorot", "lecun"):
            return
        if (
            behind.scale_free
            or behind.activation is None
            or behind.family != "relu"
            or (layer.per_channel and len(layer.kernel_options) == 1)
        ):
            return
        he = initializer.sibling("he")
        yield self.at(
            graph,
            subject,
            option,
            f"{display_name(initializer)} lets the signal fade before {display_name(behind.activation)}",
            why="relu halves the signal's power and He makes up for it: harmless to 8 layers, fatal to SGD from 15",
            fix=f"`{option}: {he}`, or leave it out",
            edits=rename(graph.draft.document, (*subject.path, option), he),
        )
