"""NB504."""

from collections.abc import Iterator
from math import sqrt

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Dropping, Kernel, Recurrent


class DropoutRate(Rule):
    """Dropout that takes away more than it leaves

    ## What it does
    Finds a dropout rate above 0.5, also of GaussianDropout and as `dropout` and `recurrent_dropout` of a recurrent
    layer.

    ## Why is this bad
    The rate is the part that is set to zero. At 0.8 only a fifth of the units take part in a step, and what reaches the
    next layer is mostly noise: two layers of 32 units reached 0.35, with a rate of 0.5 they reached 0.89. Wide layers
    bear more: two of 512 reached 0.99 at 0.7, two of 1024 at 0.8.

    ## When it is fine
    Up to 0.7 on wide layers (512 units and more) and to 0.8 on those of 1024 and more, and directly on the input of a
    denoising autoencoder. There the rule is silent.

    ## Example
    `Dropout: {rate: 0.8}` where 0.2 was meant

    ## Use instead
    0.2 to 0.5.

    ## References
    - Srivastava and others, *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, 2014
    """

    code = "NB504"
    name = "dropout-rate"
    severity = WARN
    applies_to = (Dropping, Recurrent)
    option_suffixes = ("rate", "dropout", "cell")
    bad = [
        """\
input: [20, 4]
layers:
  - LSTM: {units: 32, dropout: 0.7}  # NB504
  - Dropout: {rate: 0.8}  # NB504
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [784]
layers:
  - Dropout: {rate: 0.6}
  - Dense: {units: 1024, activation: relu}
  - Dropout: {rate: 0.7}
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.5}
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        if isinstance(layer, Recurrent):
            for path, state in layer.states():
                for option in ("dropout", "recurrent_dropout"):
                    rate = float(getattr(state, option)) if option in state.written else 0.0
                    if rate > 0.5 and not _allows_rate(rate, state.width, state.width):
                        yield self._finding(graph, subject, (*path, option), rate)
        elif isinstance(layer, Dropping) and "rate" in layer.written and layer.strength > 0.5:
            if _is_on_input(graph, subject):
                return
            features = _features_before(graph, subject)
            if _allows_rate(layer.strength, _vector_size(subject) or features, features):
                return
            yield self._finding(graph, subject, ("rate",), layer.strength, layer.drops)

    def _finding(
        self, graph: LayerGraph, subject: LayerCall, path: Path, rate: float, drops: bool = True
    ) -> Diagnostic:
        left = _("hardly anything") if rate >= 0.8 else _("less than half")
        message = _("{rate:.0%} of the values are set to zero, {left} is left", rate=rate, left=left)
        why = _("the rate is the part that is dropped, not the part that is kept")
        if not drops:
            message = _(
                "{subject} of {rate:g} multiplies by noise with a spread of {sqrt:.2g}",
                subject=subject.name,
                rate=rate,
                sqrt=sqrt(rate / (1 - rate)),
            )
            why = _("at a rate of 0.5 the noise is as large as the values")
        fix = _(
            "`{path}: {value:.2g}` if {rate:g} was the part to keep; else 0.5 or less",
            path=path[-1],
            value=1 - rate,
            rate=rate,
        )
        return self.about(graph, (*subject.path, *path), message, why=why, fix=fix, call=subject)


def _allows_rate(rate: float, dropped: int | None, features: int | None) -> bool:
    """Whether a rate up to 0.7 drops from 512 features or more, or one up to 0.8 from a layer that makes 1024."""
    return (rate <= 0.7 and (dropped or 0) >= 512) or (rate <= 0.8 and (features or 0) >= 1024)


def _is_on_input(graph: LayerGraph, subject: LayerCall) -> bool:
    """Whether no layer with weights but normalization stands before it."""
    return subject.index <= graph.first_learner


def _vector_size(subject: LayerCall) -> int | None:
    """Size of the vector that is dropped from; None for a map."""
    return subject.input[-1] if subject.input is not None and len(subject.input) == 2 else None


def _features_before(graph: LayerGraph, subject: LayerCall) -> int | None:
    """Width of the nearest kernel or recurrent layer before it (units, channels); None without one."""
    call = graph.learner_before[subject.index]
    layer: Layer | None = call.layer if call is not None else None
    if call is not None and isinstance(layer, Recurrent) and call.output is not None and not layer.channels_first:
        return call.output[-1]  # both directions side by side
    return layer.width if isinstance(layer, Kernel | Recurrent) else None
