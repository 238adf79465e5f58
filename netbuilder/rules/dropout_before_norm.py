"""NB502."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Dropping, Normalizer


class DropoutBeforeNorm(Rule):
    """Dropout in front of batch normalization

    ## What it does
    Finds dropout followed by BatchNormalization with no kernel or recurrent layer between.

    ## Why is this bad
    BatchNormalization learns its running variance while dropout is on. In use dropout is off, the variance is smaller,
    and the normalization is wrong by that factor: 2.3 at a rate of 0.5 behind relu. Through eight layers it adds up:
    digits not seen in training were told apart at 0.13, and at 0.42 the other way round.

    ## When it is fine
    Before Layer, Group and RMS normalization, which keep no statistics; with GaussianNoise. There the rule is silent.
    Up to a rate of 0.3 it is a note: two layers lost next to nothing.

    ## Example
    `Dropout: {rate: 0.5}`, then `BatchNormalization`

    ## Use instead
    The other way round: normalization first, then dropout.

    ## References
    - Li, Chen, Hu and Yang, *Understanding the Disharmony between Dropout and Batch Normalization by Variance
      Shift*, 2018, arXiv:1801.05134
    """

    code = "NB502"
    name = "dropout-before-norm"
    severity = WARN
    applies_to = Dropping
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.5}  # NB502
  - BatchNormalization
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.5}
  - LayerNormalization
  - Dense: {units: 64, activation: relu}
  - GaussianNoise: {stddev: 0.1}
  - BatchNormalization
  - Dropout: {rate: 0.5}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Dropping)
        if not layer.breaks_moments or not layer.strength:
            return
        for call in graph.behind(subject):
            after = call.layer
            if not isinstance(after, ActivationLayer) and (after is None or not after.passes_signal):
                return
            if isinstance(after, Normalizer) and after.keeps_statistics:
                yield self.at(
                    graph,
                    subject,
                    "",
                    _("{call} learns its variance with {subject} on", call=call.name, subject=subject.name),
                    why=_("in use dropout is off, and the variance that was learnt is too large"),
                    fix=_("swap the two: normalization first, then dropout"),
                    severity=INFO if layer.strength <= 0.3 else WARN,
                )
                return
