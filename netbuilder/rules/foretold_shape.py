"""NB112."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.other_shape import stopped_behind
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import sample


class ForetoldShape(Rule):
    """A layer is built for another size than it gets

    ## What it does
    Finds `glu`, which halves an axis, in front of a layer whose weights depend on the size of that axis.

    ## Why is this bad
    Keras counts the size as if nothing were halved, and builds the next kernel for it: the model stands, with weights
    for 64 values, and stops at the first batch, as 32 come.

    ## When it is fine
    At the end of the network, and in front of layers that take any size. There the rule is silent.

    ## Example
    `Dense: {units: 64, activation: glu}`, then `Dense: {units: 10}`

    ## Use instead
    `silu`, which gates every value by itself and halves nothing.

    ## References
    - Dauphin et al. 2017, *Language Modeling with Gated Convolutional Networks*
    """

    code = "NB112"
    name = "foretold-shape"
    severity = ERROR
    applies_to = Layer
    activation_families = ("other",)
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 64, activation: glu}  # NB112
  - Dense: {units: 10}
""",
        """\
input: [5, 8]
layers:
  - TimeDistributed: {layer: {Dense: {units: 6, activation: glu}}}  # NB112
  - Dropout: {rate: 0.2}
  - LayerNormalization
""",
        """\
input: [8]
layers:
  - Dense: {units: 8}
  - Activation: {activation: glu}  # NB112
  - Reshape: {target_shape: [2, 2]}
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 2, activation: glu}
""",
        """\
input: [8, 3]
layers:
  - Conv1D: {filters: 4, kernel_size: 1, activation: {glu: {axis: 1}}}
  - GlobalAveragePooling1D
  - Dense: {units: 2}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """An activation has to be written."""
        return "activation" in written

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.outer
        if layer is None or subject.input is None or subject.output is None:
            return
        foretold = layer.foretold_shape(subject.input)
        stopped = stopped_behind(graph, subject, foretold) if foretold != subject.output else None
        if stopped is None:
            return
        yield self.at(
            graph,
            subject,
            "activation",
            _(
                "glu leaves {output}, and {stopped} is built for more",
                output=sample(subject.output),
                stopped=stopped.name,
            ),
            why=_("Keras counts {foretold} behind it, and stops at the first batch", foretold=sample(foretold)),
            fix=_("`silu`, which halves nothing; or glu at the end of the network only"),
            related=(Related(graph.address(stopped), _("gets {input}", input=sample(stopped.input or ()))),),
        )
