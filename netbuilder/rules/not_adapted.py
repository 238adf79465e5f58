"""NB606."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Adaptable


class NotAdapted(Rule):
    """Preprocessing that waits for data

    ## What it does
    Finds a preprocessing layer whose state the file does not hold: Normalization without `mean` and `variance`, a
    lookup without a vocabulary.

    ## Why is this bad
    It is not, if `adapt` is called. Until then Normalization gives back what comes in, and a lookup stops at the first
    batch.

    ## When it is fine
    Where the program that trains calls `model.layers[0].adapt(x)` first. This is information.

    ## Example
    `Normalization` on the input

    ## Use instead
    `Normalization: {mean: 0.5, variance: 0.08}`, or `adapt` after the build.
    """

    code = "NB606"
    name = "not-adapted"
    severity = INFO
    applies_to = Adaptable
    bad = [
        """\
input: [9]
layers:
  - Normalization  # NB606
  - Dense: {units: 1}
""",
        """\
input: {shape: [4], dtype: string}
layers:
  - StringLookup: {output_mode: multi_hot, max_tokens: 20, pad_to_max_tokens: true}  # NB606
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [9]
layers:
  - Normalization: {mean: 0.5, variance: 0.08}
  - Dense: {units: 1}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Adaptable)
        if not layer.is_adapted:
            attribute = ".layer" if subject.outer is not layer else ""
            yield self.at(
                graph,
                subject,
                "",
                _(
                    "{subject} {part} until it is adapted to data",
                    subject=subject.name,
                    part=_("stops") if layer.stops_unadapted else _("does nothing"),
                ),
                why=_("its state comes from the data, and the file holds none"),
                fix=_(
                    "`model.layers[{index}]{attribute}.adapt(x)` after the build, or write the state here",
                    index=subject.index,
                    attribute=attribute,
                ),
            )
