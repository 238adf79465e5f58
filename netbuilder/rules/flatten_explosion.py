"""NB602."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class FlattenExplosion(Rule):
    """Nearly all weights in the Dense behind a Flatten

    ## What it does
    Finds a model of more than 10 million weights, 90 % of which stand in one Dense layer behind Flatten.

    ## Why is this bad
    Memory and overfitting both come from that one layer, and the convolutions before it hardly count.

    ## When it is fine
    VGG is built so on purpose. This is information.

    ## Example
    `Flatten`, then `Dense: {units: 4096}` on maps of 7x7x512

    ## Use instead
    `GlobalAveragePooling2D` in place of Flatten, or one more pooling before it.

    ## References
    - Lin, Chen and Yan, *Network In Network*, 2014, arXiv:1312.4400
    """

    code = "NB602"
    name = "flatten-explosion"
    severity = INFO
    applies_to = LayerGraph
    bad = [
        """\
input: [64, 64, 32]
layers:
  - Conv2D: {filters: 64, kernel_size: 3, padding: same, activation: relu}
  - Flatten
  - Dense: {units: 128, activation: relu}  # NB602
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [64, 64, 32]
layers:
  - Conv2D: {filters: 64, kernel_size: 3, padding: same, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 128, activation: relu}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        total = graph.parameters
        if total <= 10_000_000:
            return
        flattened = False
        for call in graph.calls:
            if call.layer is not None and call.layer.flattens:
                flattened = True
            elif isinstance(call.layer, Kernel):
                if flattened and 10 * call.parameters >= 9 * total:
                    yield self.at(
                        graph,
                        call,
                        "units",
                        _(
                            "{parameters:.0%} of {total:.0f} million weights are in this layer",
                            parameters=call.parameters / total,
                            total=min(total, 10**300) / 1e6,  # units may be any number
                        ),
                        why=_("Flatten hands it every position of every map"),
                        fix=_("`GlobalAveragePooling2D` in place of Flatten, or one more pooling before it"),
                    )
                flattened = False
