"""Thresholds, and the verdict they give.

The bands are those that told trainable from untrainable networks best on drawn networks: see
`benchmarks/probe_accuracy.py` and the table in docs/probe.md. Logarithms are to base 10.
"""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.sentence import _
from netbuilder.propagation.records import LayerSignal, Verdict

EXPLODING_FORWARD, EXPLODING_BACKWARD = 3.5, 2.0
SEVERE_FORWARD, SEVERE_BACKWARD = -10.0, -4.0
VANISHING_FORWARD, VANISHING_BACKWARD = -4.5, -2.0
BORDER_FORWARD, BORDER_BACKWARD = (-3.0, 2.0), (-1.5, 1.25)
DEAD, DUPLICATE = 0.5, 0.5
SHARED, SHARED_BACKWARD = -4.2, -1.8
"""What all samples share outweighs what tells them apart by so much: then a gradient stalls that has faded less."""
MOVES, MOVES_SHARED, TOLD_APART = -0.35, 0.3, -2.0
"""What is small because a few kernels are small grows fast: see `_grows`."""
_SAMPLES = 256
COLLAPSED = -99.0
"""Stands for a variance that has fallen below what float32 resolves."""


class Ratios(NamedTuple):
    """The two numbers the verdict rests on."""

    forward: float | None
    backward: float | None


def hidden(layers: Sequence[LayerSignal]) -> list[int]:
    """The places of the hidden layers among the measured ones."""
    return [at for at, layer in enumerate(layers) if not layer.is_output]


def beside(verdict: Verdict, findings: Sequence[Diagnostic]) -> Verdict:
    """The verdict that stands beside findings: where one is an error or a warning, the model is not healthy."""
    if verdict.word != "healthy" or all(finding.severity < Severity.WARN for finding in findings):
        return verdict
    return verdict._replace(word="flawed", sentence=_("signal and gradient pass; what is wrong stands in the findings"))


def ratios(layers: Sequence[LayerSignal]) -> Ratios:
    """FV and GD: the last hidden layer's variance over the first one's, the first one's gradient over the last's."""
    places = hidden(layers)
    if len(places) < 2:
        return Ratios(None, None)
    first, last = layers[places[0]], layers[places[-1]]
    return Ratios(_change(last, last.variance, first.variance), _change(first, first.gradient, last.gradient))


def _change(layer: LayerSignal, value: float | None, start: float | None) -> float | None:
    """A value of a layer over that at the start; None where one of them is no finite number."""
    if start is None:
        return None
    if value is None:
        return COLLAPSED if layer.is_finite else None
    return value - start


def verdict_of(layers: Sequence[LayerSignal], batch_normalized: bool, samples: int = _SAMPLES) -> Verdict:
    """The verdict on the layers, the worst thing first, and where it begins."""
    broken = _broken(layers)
    if broken is not None:
        return Verdict("exploding", _("any optimizer"), broken, _("the signal is no longer a finite number"))
    same = next((at for at in hidden(layers) if _above(layers[at].duplicates, DUPLICATE)), None)
    if same is not None:
        return Verdict("symmetric", _("any optimizer"), same, _("units of one layer start as copies of each other"))
    dead = next((at for at in hidden(layers) if layers[at].dead == 1.0), None)
    if dead is not None:
        return Verdict("dead", _("any optimizer"), dead, _("a whole layer gives 0 for every sample"))
    forward, backward = ratios(layers)
    if _above(forward, EXPLODING_FORWARD) or _above(backward, EXPLODING_BACKWARD):
        # Behind batch normalization the signal stands still whatever the kernels are, and the gradient still grows.
        by_depth = batch_normalized and not _above(forward, BORDER_FORWARD[1])
        cause = _("; behind batch normalization it is the depth, 1.21 times a layer, and not the initializer")
        sentence = _("signal or gradient grows from layer to layer") + (cause if by_depth else "")
        at = _leaves(layers, EXPLODING_FORWARD, EXPLODING_BACKWARD, above=True)
        return Verdict("exploding", _("any optimizer"), at, sentence, by_depth)
    if _below(forward, SEVERE_FORWARD) or _below(backward, SEVERE_BACKWARD):
        at = _leaves(layers, VANISHING_FORWARD, VANISHING_BACKWARD, above=False)
        return Verdict("severe", _("any optimizer"), at, _("what tells samples apart is lost on the way"))
    fades = _below(forward, VANISHING_FORWARD) or _below(backward, VANISHING_BACKWARD)
    stalls = _below(_told_apart(layers), SHARED) and _below(backward, SHARED_BACKWARD)
    if (fades or stalls) and not _grows(layers, samples):
        at = _leaves(layers, VANISHING_FORWARD, SHARED_BACKWARD if stalls else VANISHING_BACKWARD, above=False)
        what = _("what all samples share drowns what tells them apart") if stalls else _("the signal fades")
        return Verdict("vanishing", "SGD", at, _("{what}: SGD stalls, Adam usually copes", what=what))
    outside = _outside(forward, BORDER_FORWARD) or _outside(backward, BORDER_BACKWARD)
    if outside:
        return Verdict("borderline", "SGD", None, _("close to the edge of what trains with SGD"))
    return Verdict("healthy", "", None, _("signal and gradient pass through all layers"))


def _grows(layers: Sequence[LayerSignal], samples: int) -> bool:
    """Whether a signal that fades is likely to recover in the first steps.

    A step changes a small kernel much, in proportion: a shallow network of small kernels trains although its signal
    fades as that of a deep one does. Counted is the smallest change of any hidden kernel in proportion to its size,
    over the gradient behind the last one, which takes out the scale of the loss. It takes more where what all samples
    share outweighs what tells them apart, as behind softplus. Measured on dense layers, and for them only.
    """
    hidden_layers = [layers[at] for at in hidden(layers)]
    last = hidden_layers[-1]
    told_apart = _told_apart(layers)
    if last.gradient is None or told_apart is None:
        return False
    changes = []
    for layer in hidden_layers:
        if layer.class_name != "Dense" or layer.weight_gradient is None or layer.weight is None:
            return False
        changes.append(layer.weight_gradient - layer.weight)
    # A mean over more samples has smaller parts, and a steadier sum.
    slowest = min(changes) - last.gradient - 0.5 * log10(samples / _SAMPLES)
    return slowest >= (MOVES if told_apart >= TOLD_APART else MOVES_SHARED)


def _told_apart(layers: Sequence[LayerSignal]) -> float | None:
    """The part of the last hidden layer's signal that differs between samples; None where there is none."""
    places = hidden(layers)
    if not places:
        return None
    last = layers[places[-1]]
    return None if last.variance is None or last.power is None else last.variance - last.power


def _broken(layers: Sequence[LayerSignal]) -> int | None:
    """Where something is no finite number: the signal from the front, else the gradient from the end.

    Once the signal is none, every gradient is none, those of the layers before it too.
    """
    bad = [at for at, layer in enumerate(layers) if not layer.is_finite]
    if not bad:
        return None
    return next((at for at in bad if layers[at].power is None), bad[-1])


def _above(value: float | None, edge: float) -> bool:
    return value is not None and value > edge


def _below(value: float | None, edge: float) -> bool:
    return value is not None and value < edge


def _outside(value: float | None, band: tuple[float, float]) -> bool:
    return value is not None and not band[0] <= value <= band[1]


def _leaves(layers: Sequence[LayerSignal], forward: float, backward: float, above: bool) -> int | None:
    """The first layer whose variance, counted from the first, or whose gradient, counted from the last, is outside."""
    places = hidden(layers)
    start, end = layers[places[0]].variance, layers[places[-1]].gradient
    is_outside = _above if above else _below
    for at in places:
        if is_outside(_change(layers[at], layers[at].variance, start), forward):
            return at
    # The gradient comes from the end: it has faded by the last layer, seen from the front, that is outside.
    for at in reversed(places):
        if is_outside(_change(layers[at], layers[at].gradient, end), backward):
            return at
    return None
