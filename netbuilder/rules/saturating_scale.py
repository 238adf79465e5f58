"""NB207."""

from collections.abc import Iterator

from netbuilder.chain import Chain
from netbuilder.chain.scale import initializer_of, is_written, main_option, s2, weight_of
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.layer import Kernel


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
    wants = Chain
    when_written = ("_initializer",)
    hides = ("NB404",)
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

    def check(self, chain: Chain, subject: Chain) -> Iterator[Diagnostic]:
        found = []
        for step in chain.hidden_kernels:
            behind = chain.effective[step.index]
            if behind.family != "sigmoid" or behind.scale_free:
                continue
            assert isinstance(step.layer, Kernel)
            option = main_option(step.layer)
            weight, initializer = weight_of(step, option), initializer_of(step, option)
            if not is_written(step, option) or weight is None or initializer is None:
                return
            scale = s2(weight, initializer)
            if scale is None or scale >= 4:
                return
            found.append((step, option))
        if len(found) < 4:
            return
        step, option = found[0]
        yield self.at(
            chain,
            step,
            option,
            f"{len(found)} sigmoid layers with weights this small hardly learn",
            why="sigmoid's slope is at most 1/4, so every layer shrinks what tells samples apart",
            fix="relu in hidden layers, or `{VarianceScaling: {scale: 16.0}}`",
        )
