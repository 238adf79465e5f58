"""NB212."""

from collections.abc import Iterator
from math import sqrt

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.cell import Cell
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node_fields import initializer
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.families.spatial import Spatial

_MOST = 2.5


class RecurrentScale(Rule):
    """A recurrent kernel that multiplies the state at every step

    ## What it does
    Finds a written `recurrent_initializer` whose kernel makes a state much larger: by the standard deviation times
    the root of the units, above 2.5.

    ## Why is this bad
    The state passes through that kernel at every step. Where each makes it several times as large, tanh and the gates
    are at their flat ends after a few steps and no gradient comes back: over 40 steps a SimpleRNN of 32 units reached
    0.26 with a factor of 3 instead of 0.68 with 1, and an LSTM 0.47 instead of 0.93.

    ## When it is fine
    Up to that factor of 2.5 the rule is silent; Keras' own default keeps the size exactly.

    ## Example
    `SimpleRNN: {units: 32, recurrent_initializer: {RandomNormal: {stddev: 1.0}}}`

    ## Use instead
    Leave the option out: an orthogonal kernel is the default.

    ## References
    - Le, Jaitly and Hinton, *A Simple Way to Initialize Recurrent Networks of Rectified Linear Units*, 2015,
      arXiv:1504.00941
    """

    code = "NB212"
    name = "recurrent-scale"
    severity = WARN
    applies_to = Recurrent
    option_suffixes = ("recurrent_initializer", "cell")
    bad = [
        """\
input: [20, 4]
layers:
  - SimpleRNN:
      units: 32
      recurrent_initializer: {RandomNormal: {stddev: 1.0}}  # NB212
  - Dense: {units: 1}
""",
        """\
input: [20, 4]
layers:
  - LSTM: {units: 32, recurrent_initializer: ones}  # NB212
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [20, 4]
layers:
  - SimpleRNN: {units: 32, recurrent_initializer: {RandomNormal: {stddev: 0.05}}, return_sequences: true}
  - GRU: {units: 32, recurrent_initializer: glorot_uniform, return_sequences: true}
  - LSTM: {units: 32, recurrent_initializer: {Orthogonal: {gain: 1.5}}}
  - Dense: {units: 1}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Recurrent)
        if isinstance(layer, Spatial):
            return
        for path, state in layer.states():
            factor = _factor(state) if "recurrent_initializer" in state.written else None
            if factor is None or factor <= _MOST:
                continue
            where, name = (*subject.path, *path), display_name(initializer(state.recurrent_initializer))
            yield self.about(
                graph,
                (*where, "recurrent_initializer"),
                _("{name} makes the state {factor:.2g} times as large at every step", name=name, factor=factor),
                why=_("after a few steps tanh and the gates are at their flat ends, and no gradient comes back"),
                fix=remove_option(
                    where, "recurrent_initializer", _("leave it out: an orthogonal kernel is the default")
                ),
                call=subject,
            )


def _factor(state: Recurrent | Cell) -> float | None:
    """By how much the kernel makes a state larger; None where that is unknown."""
    drawn, units = initializer(state.recurrent_initializer), state.width
    if units is None:
        return None
    if drawn.family == "constant":
        return abs(drawn.center() or 0.0) * units
    if drawn.family in ("orthogonal", "identity"):
        return abs(float(getattr(drawn, "gain", 1.0)))
    fans = Fans(units, units)
    spread = drawn.spread(fans, fans, (units, units))
    return spread * sqrt(units) if spread is not None else None
