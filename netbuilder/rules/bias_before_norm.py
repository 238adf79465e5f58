"""NB501."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import own_activation
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel, Normalizer


class BiasBeforeNorm(Rule):
    """A bias directly before batch normalization

    ## What it does
    Finds a linear kernel with a bias directly followed by BatchNormalization with an offset of its own.

    ## Why is this bad
    The normalization takes away the mean, and the bias with it: in the experiment the bias stayed at 3e-9. It is
    harmless; only the parameters are wasted.

    ## When it is fine
    Always. This is information.

    ## Example
    `Conv2D: {filters: 32, kernel_size: 3}`, then `BatchNormalization`

    ## Use instead
    `use_bias: false`

    ## References
    - Ioffe and Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift*,
      2015, arXiv:1502.03167
    """

    code = "NB501"
    name = "bias-before-norm"
    severity = INFO
    applies_to = Normalizer
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64}  # NB501
  - BatchNormalization
  - ReLU
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, use_bias: false}
  - BatchNormalization
  - ReLU
  - Dense: {units: 64, activation: relu}
  - BatchNormalization
  - Dense: {units: 64}
  - BatchNormalization: {center: false}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        norm = subject.layer
        assert isinstance(norm, Normalizer)
        if not norm.keeps_statistics or not norm.has_shift or subject.index == 0:
            return
        before = graph.calls[subject.index - 1]
        layer = before.layer
        if not isinstance(layer, Kernel) or not layer.use_bias:
            return
        function = own_activation(layer)
        if function is None or function.family != "linear":
            return
        last = graph.repetitions(before)[-1].index
        # The last round may have no normalization behind it, and one at the end is said to be in the wrong place.
        following = graph.calls[last + 1 : last + 2]
        everywhere = following != graph.calls[-1:] and any(call.entry is subject.entry for call in following)
        yield self.at(
            graph,
            before,
            "use_bias",
            _("the bias of {before} is taken away again by {subject}", before=before.name, subject=subject.name),
            why=_("normalization subtracts the mean, and the bias is part of it"),
            fix=set_option(before.path, "use_bias", "false").edited_if(everywhere),
        )
