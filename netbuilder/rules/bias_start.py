"""NB210."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import initializer_of
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class BiasStart(Rule):
    """A relu layer that starts far below zero

    ## What it does
    Finds a constant bias of -1 or less on a hidden kernel before relu or relu6.

    ## Why is this bad
    The bias shifts the inputs of relu below 0 for most samples, where its output and its gradient are 0, and the next
    layer gets next to nothing. With -2 in three layers hardly a unit of the third answered to any digit, and training
    with SGD stayed at chance. One layer at -1 starts with 77 % zeros and recovers.

    ## When it is fine
    On the output layer, where a bias of log(p / (1 - p)) is good practice.

    ## Example
    `Dense: {units: 64, activation: relu, bias_initializer: {Constant: {value: -2.0}}}`

    ## Use instead
    `zeros`, the default.

    ## References
    - Lu, Shin, Su and Karniadakis, *Dying ReLU and Initialization: Theory and Numerical Examples*,
      2019, arXiv:1903.06733
    """

    code = "NB210"
    name = "bias-start"
    severity = WARN
    applies_to = Kernel
    activation_families = ("relu",)
    option_suffixes = ("bias_initializer",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, bias_initializer: {Constant: {value: -2.0}}}  # NB210
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, bias_initializer: {Constant: {value: 0.1}}}
  - Dense: {units: 64, activation: tanh, bias_initializer: {Constant: {value: -2.0}}}
  - Dense: {units: 1, activation: sigmoid, bias_initializer: {Constant: {value: -4.6}}}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        option = "bias_initializer"
        behind = graph.effective[subject.index]
        if subject is graph.output or behind.scale_free:
            return
        # relu and relu6 alone are flat below 0; a leaky or smooth one still has a gradient there.
        if (
            behind.activation is None
            or behind.family != "relu"
            or behind.activation.floor != 0
            or not behind.activation.flat_below
        ):
            return
        initializer = initializer_of(subject, option)
        if initializer is None or initializer.family != "constant" or initializer.center() > -1:
            return
        yield self.at(
            graph,
            subject,
            option,
            _(
                "a bias of {center:g} starts most {activation} outputs at 0",
                center=initializer.center(),
                activation=display_name(behind.activation),
            ),
            why=_("below 0 both the output and the gradient are 0; over several layers nothing is left"),
            fix=remove_option(subject.path, option, _("leave it out: biases start at 0")),
        )
