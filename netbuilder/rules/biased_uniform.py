"""NB209."""

from collections.abc import Iterator
from math import sqrt

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.scale import initializer_of, keras_fans, main_option, weight_of
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class BiasedUniform(Rule):
    """Weights whose mean outweighs their spread

    ## What it does
    Finds a written RandomUniform, RandomNormal or TruncatedNormal on a hidden kernel whose mean, times the square
    root of the inputs, is larger than its spread.

    ## Why is this bad
    What all weights have in common adds up over the inputs, what tells them apart only over their square root. With
    `RandomUniform(0, 1)` and 100 positive inputs, as pixels and relu outputs are, the common part was 15 times the
    rest: all units start as nearly the same one. Three such layers stayed at chance, where -0.2 to 0.2 reached 1.00.

    ## When it is fine
    On the output layer and for a single unit.

    ## Example
    `Dense: {units: 64, kernel_initializer: {RandomUniform: {minval: 0.0, maxval: 1.0}}}`

    ## Use instead
    A range around 0, such as `{RandomUniform: {minval: -0.1, maxval: 0.1}}`, or nothing at all.
    """

    code = "NB209"
    name = "biased-uniform"
    severity = WARN
    applies_to = Kernel
    option_suffixes = ("_initializer",)
    bad = [
        """\
input: [100]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomUniform: {minval: 0.0, maxval: 0.1}}}  # NB209
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [100]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomUniform: {minval: -0.2, maxval: 0.2}}}
  - Dense: {units: 4, kernel_initializer: {RandomUniform: {minval: 0.0, maxval: 0.1}}}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        option = main_option(layer)
        if subject is graph.output or layer.width == 1:
            return
        initializer, weight = initializer_of(subject, option), weight_of(subject, option)
        if initializer is None or weight is None or weight.fans is None or initializer.family != "random":
            return
        spread = initializer.spread(weight.fans, keras_fans(weight.shape), weight.shape)
        if not spread:
            return
        ratio = abs(initializer.center()) / spread * sqrt(weight.fans.inputs)
        if ratio <= 1:
            return
        yield self.at(
            graph,
            subject,
            option,
            _("these weights lean to one side: their mean weighs {ratio:.2g} times their spread", ratio=ratio),
            why=_("what all units have in common adds up over the inputs, so they start as nearly the same unit"),
            fix=_("a range around 0, or leave it out"),
        )
