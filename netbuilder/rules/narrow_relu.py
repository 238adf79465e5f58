"""NB406."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class NarrowRelu(Rule):
    """relu with one or two units

    ## What it does
    Finds a hidden Dense layer of one or two units with relu or relu6.

    ## Why is this bad
    A relu unit that starts below 0 for all samples never wakes up. With one or two of them that happens often, and with
    it the network gives the same answer for everything: of 40 runs, two relu units learned XOR in 7, eight in 35.

    ## When it is fine
    On the output layer.

    ## Example
    `Dense: {units: 2, activation: relu}`

    ## Use instead
    More units, or `elu`, which is flat nowhere near 0: two of them learned XOR in 32 of 40 runs.

    ## References
    - Lu, Shin, Su and Karniadakis, *Dying ReLU and Initialization: Theory and Numerical Examples*,
      2019, arXiv:1903.06733
    """

    code = "NB406"
    name = "narrow-relu"
    severity = WARN
    applies_to = Kernel
    supersedes = ("NB601",)
    supersedes_within = "layer"
    bad = [
        """\
input: [2]
layers:
  - Dense: {units: 2, activation: relu}  # NB406
  - Dense: {units: 1, activation: sigmoid}
""",
    ]
    good = [
        """\
input: [2]
layers:
  - Dense: {units: 8, activation: relu}
  - Dense: {units: 2, activation: tanh}
  - Dense: {units: 1, activation: relu}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel)
        if layer.width not in (1, 2) or layer.mixes_positions or not graph.is_hidden(subject):
            return
        behind = graph.effective[subject.index]
        function = behind.activation
        if function is None or not function.flat_below or behind.scale_free:
            return
        units = _("one unit") if layer.width == 1 else _("two units")
        yield self.at(
            graph,
            subject,
            "units",
            _("{function} with {units} dies easily", function=type(function).__name__, units=units),
            why=_("a relu unit that is below 0 for all samples has no gradient, and here there is hardly another one"),
            fix=_("8 units or more, or `activation: elu`"),
        )
