"""NB507."""

from collections.abc import Iterable, Iterator

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.weights import Regularizer


class RegularizerStrength(Rule):
    """A penalty that outweighs the loss

    ## What it does
    Finds an L1 or L2 strength above 0.1 on a weight.

    ## Why is this bad
    Usual values are 1e-5 to 1e-2. At 0.1 the penalty of two small layers starts at 13 (L2) and 88 (L1), where the loss
    starts at 2.5, and training pulls the weights to zero instead of fitting the data: L2 of 1.0 reached 0.60, L1 of 0.1
    stayed at chance, L2 of 1e-4 reached 1.00.

    ## When it is fine
    On an `activity_regularizer`, which is summed over other things. There the rule is silent.

    ## Example
    `kernel_regularizer: {L2: {l2: 1.0}}`

    ## Use instead
    `{L2: {l2: 1e-4}}`
    """

    code = "NB507"
    name = "regularizer-strength"
    severity = WARN
    applies_to = Layer
    option_suffixes = ("_regularizer", "cell")
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, kernel_regularizer: {L2: {l2: 1.0}}}  # NB507
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, kernel_regularizer: l2, activity_regularizer: {L1: {l1: 0.5}}}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert layer is not None
        holders: Iterable[tuple[Path, Node]] = layer.states() if isinstance(layer, Recurrent) else [((), layer)]
        for path, holder in holders:
            for option in sorted(holder.written):
                if not option.endswith("_regularizer"):
                    continue
                # Outputs are summed over a layer and averaged over the batch: other sizes than those of weights.
                most = 1.0 if option == "activity_regularizer" else 0.1
                node = settled("regularizer", getattr(holder, option))
                for name, strength in node.strengths().items() if isinstance(node, Regularizer) else ():
                    if strength > most:
                        yield self.about(
                            graph,
                            (*subject.path, *path, option, type(node).__name__, name),
                            _("a penalty of {name} {strength:g} outweighs the loss", name=name, strength=strength),
                            why=_(
                                "the optimizer then pulls the {part} to zero instead of fitting the data",
                                part=_("outputs") if most == 1 else _("weights"),
                            ),
                            fix=f"`{name}: 1e-4`",
                            call=subject,
                        )
