"""NB207."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.graph.scale import initializer_of, is_written, main_option, s2, weight_of
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class SaturatingScale(Rule):
    """Four or more sigmoid layers with small written weights

    ## What it does
    Finds four or more hidden sigmoid layers without normalization, all with a written initializer whose variance
    times inputs is below 4.

    ## Why is this bad
    sigmoid has a slope of at most 1/4, so that a signal needs 16 times the variance that tanh needs. After 300
    steps of SGD four sigmoid layers with Glorot were still near chance (0.14); with a variance of 16 / inputs they had
    reached 0.78.

    ## When it is fine
    With three layers or fewer, behind normalization, or with a large scale.

    ## Example
    Four times `Dense: {units: 64, activation: sigmoid, kernel_initializer: glorot_uniform}`

    ## Use instead
    relu or tanh in hidden layers; or `{VarianceScaling: {scale: 16.0}}` with sigmoid.

    ## References
    - Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
    - Kumar, *On weight initialization in deep neural networks*, 2017, arXiv:1704.08863
    """

    code = "NB207"
    name = "saturating-scale"
    severity = WARN
    applies_to = LayerGraph
    option_suffixes = ("_initializer",)
    supersedes = ("NB404",)
    bad = [
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: glorot_uniform}  # NB207
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: glorot_uniform}
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: glorot_uniform}
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: glorot_uniform}
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: {VarianceScaling: {scale: 16.0}}}
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: {VarianceScaling: {scale: 16.0}}}
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: {VarianceScaling: {scale: 16.0}}}
  - Dense: {units: 64, activation: sigmoid, kernel_initializer: {VarianceScaling: {scale: 16.0}}}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        small = []
        for call in graph.hidden_kernels:
            behind = graph.effective[call.index]
            if behind.family != "sigmoid" or behind.scale_free:
                continue
            assert isinstance(call.layer, Kernel)
            option = main_option(call.layer)
            weight, initializer = weight_of(call, option), initializer_of(call, option)
            if not is_written(call, option) or weight is None or initializer is None:
                return
            scale = s2(weight, initializer)
            if scale is None or scale >= 4:
                return
            small.append((call, option))
        if len(small) < 4:
            return
        call, option = small[0]
        yield self.at(
            graph,
            call,
            option,
            _("{count} sigmoid layers with weights this small hardly learn", count=len(small)),
            why=_("sigmoid's slope is at most 1/4, so every layer shrinks what tells samples apart"),
            fix=_("relu in hidden layers, or `{VarianceScaling: {scale: 16.0}}`"),
        )
