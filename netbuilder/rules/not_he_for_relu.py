"""NB201."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import rename
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import has_kernels, initializer_of, is_enforced, is_written, main_option
from netbuilder.rules.base import ERROR, INFO, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel

_DEEP = 10
"""From so many layers on SGD learns half as much with Glorot: measured, see the proofs of NB201."""
_FADING = ("glorot", "lecun")


class NotHeForRelu(Rule):
    """Glorot or LeCun before relu

    ## What it does
    Finds a hidden kernel for which a Glorot or LeCun initializer was written and whose output meets an activation of
    the relu family (relu, leaky_relu, elu, gelu, silu, softplus, PReLU, ...), its own or a later layer's.

    ## Why is this bad
    relu cuts off half of the signal's power. He et al. double the variance of the weights to make up for it; Glorot
    and LeCun do not, so that every layer halves the signal. How much that matters is a question of depth: in 600 steps
    of SGD 3 layers of 64 reached 0.95 with Glorot, 8 reached 0.80 and 10 reached 0.48, and with He 0.96 to 0.99;
    Adam and SGD with momentum trained both at that depth. Through 30 layers of width 128 the power of the signal
    falls to 1e-9 with Glorot and stays above 0.04 with He, which reached an accuracy of 0.99 where Glorot stayed near
    chance. netbuilder enforces the pairing at any depth, so that a network says what it means and can grow.

    ## When it is fine
    Behind batch, layer, group or RMS normalization, on the output layer, and in `VarianceScaling`, `Orthogonal` or
    `RandomNormal` with a scale of your own (NB205 looks at those). There the rule is silent. Under
    `initializers: keras` Keras' own initializers are asked for: there it is a note, and a warning from 10 such layers
    on. `rules: {NB201: warn}` lifts the enforcement and keeps everything else.

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
        """\
initializers: keras
input: [64]
layers:
  - repeat:
      times: 20
      layers:
        - Dense: {units: 64, activation: relu, kernel_initializer: glorot_uniform}  # NB201
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
        if initializer is None or initializer.family not in _FADING:
            return
        if (
            behind.scale_free
            or behind.activation is None
            or behind.family != "relu"
            or (layer.per_channel and len(layer.kernel_options) == 1)
        ):
            return
        he, enforced = initializer.sibling("he"), is_enforced(graph)
        what = _("the pairing with He is enforced") if enforced else _("`initializers: keras` asks for Keras' own")
        lift = _("; `rules: {NB201: warn}` lifts it")
        yield self.at(
            graph,
            subject,
            option,
            _(
                "{initializer} lets the signal fade before {activation}",
                initializer=display_name(initializer),
                activation=display_name(behind.activation),
            ),
            severity=ERROR if enforced else WARN if has_kernels(graph, _DEEP, "relu", _FADING) else INFO,
            why=_("{what}; SGD got 0.95, 0.80, 0.48 with 3, 8, 10 layers, and 0.96 to 0.99 with He", what=what),
            fix=rename((*subject.path, option), he, _(", or leave it out") + (lift if enforced else "")),
        )
