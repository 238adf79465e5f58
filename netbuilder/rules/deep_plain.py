"""NB604."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Normalizer

_MANY = 25


class DeepPlain(Rule):
    """Many layers without normalization

    ## What it does
    Finds more than 25 kernels in a row without any normalization.

    ## Why is this bad
    Even with the right initializer a plain net of 50 relu layers of width 64 reached an accuracy of 0.35 with SGD in
    300 steps, where 8 layers passed 0.98. A probe at the start shows nothing wrong.

    ## When it is fine
    With selu, which normalizes by itself. This is information.

    ## Example
    `repeat: {times: 30, layers: [Dense: {units: 64, activation: relu}]}`

    ## Use instead
    A normalization in the block.

    ## References
    - He, Zhang, Ren and Sun, *Deep Residual Learning for Image Recognition*, 2015, arXiv:1512.03385
    """

    code = "NB604"
    name = "deep-plain"
    severity = INFO
    applies_to = LayerGraph
    bad = [
        """\
input: [20]
layers:
  - repeat:
      times: 30
      layers:
        - Dense: {units: 64, activation: relu}  # NB604
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - repeat:
      times: 30
      layers:
        - Dense: {units: 64, use_bias: false}
        - BatchNormalization
        - ReLU
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        if (
            len(graph.kernels) <= _MANY
            or graph.has_holes
            or any(isinstance(call.layer, Normalizer) for call in graph.calls)
        ):
            return
        if any(graph.effective[call.index].family == "selu" for call in graph.hidden_kernels):
            return
        yield self.at(
            graph,
            graph.kernels[_MANY],
            "",
            _("{count} layers in a row have no normalization", count=len(graph.kernels)),
            why=_("beyond about 25 plain layers training stalls even with the right initializer"),
            fix=_("`LayerNormalization` or `BatchNormalization` in the block"),
        )
