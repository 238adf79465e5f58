"""NB202."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import rename
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import initializer_of, is_enforced, is_written, main_option
from netbuilder.rules.base import ERROR, INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class NotGlorotForTanh(Rule):
    """He before tanh or sigmoid

    ## What it does
    Finds a hidden kernel for which a He initializer was written and whose output meets tanh, hard_tanh, softsign or
    an activation of the sigmoid family.

    ## Why is this bad
    He doubles the variance of the weights to make up for the half that relu cuts off. tanh and sigmoid cut off
    nothing, so the doubling only pushes their inputs towards the flat ends. It matters little: 20 layers
    of tanh with He still trained to 1.00. netbuilder enforces the pairing so that a network says what it means.

    ## When it is fine
    Behind normalization, on the output layer, and with a scale of your own. There the rule is silent. Under
    `initializers: keras` it is a note, and `rules: {NB202: warn}` lifts the enforcement.

    ## Example
    `Dense: {units: 64, activation: tanh, kernel_initializer: he_normal}`

    ## Use instead
    `glorot_uniform` or `glorot_normal`, or nothing at all: a left-out initializer stays Glorot before tanh.

    ## References
    - Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
    """

    code = "NB202"
    name = "not-glorot-for-tanh"
    severity = ERROR
    applies_to = Kernel
    activation_families = ("tanh", "sigmoid")
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: tanh, kernel_initializer: he_normal}  # NB202
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: {HeUniform: {seed: 3}}}  # NB202
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: tanh, kernel_initializer: glorot_normal}
  - Dense: {units: 64, kernel_initializer: he_normal}
  - LayerNormalization
  - Activation: {activation: tanh}
  - Dense: {units: 1, activation: sigmoid, kernel_initializer: he_normal}
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
        if initializer is None or initializer.family != "he":
            return
        if behind.scale_free or behind.activation is None or behind.family not in ("tanh", "sigmoid"):
            return
        glorot, enforced = initializer.sibling("glorot"), is_enforced(graph)
        what = (
            _("the pairing with Glorot is enforced") if enforced else _("He makes up for the half that relu cuts off")
        )
        lift = _("; `rules: {NB202: warn}` lifts it")
        yield self.at(
            graph,
            subject,
            option,
            _(
                "{initializer} is made for relu, and {activation} follows",
                initializer=display_name(initializer),
                activation=display_name(behind.activation),
            ),
            severity=ERROR if enforced else INFO,
            why=_("{what}, and nothing is cut off here; with He 20 tanh layers trained too", what=what),
            fix=rename((*subject.path, option), glorot, _(", or leave it out") + (lift if enforced else "")),
        )
