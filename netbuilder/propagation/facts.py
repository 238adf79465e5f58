"""What a probe measured as a few facts, each with what to hold it against: text and page are made of them."""

from typing import NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.propagation.records import Probe
from netbuilder.propagation.verdict import COLLAPSED

_MEANINGS = {
    "vanishing": "vanishing under SGD; Adam usually copes",
    "severe": "vanishing under SGD, and mostly under Adam too",
    "exploding": "exploding under any optimizer",
    "borderline": "at the edge of what trains with SGD",
    "dead": "a layer is dead",
    "symmetric": "units start as copies",
    "flawed": "signal and gradient pass; what is wrong stands in the findings",
    "healthy": "signal and gradient pass through all layers",
}


class Fact(NamedTuple):
    """One measured thing."""

    name: str
    value: str
    reference: str = ""
    """What to hold the value against."""


def headline(probe: Probe) -> str:
    """The verdict in one line: `severe: vanishing under SGD and Adam, from dense_13 on`."""
    verdict = probe.verdict
    place = _(", from {layers} on", layers=probe.layers[verdict.begins].name) if verdict.begins is not None else ""
    return f"{verdict.word}: {_MEANINGS[verdict.word]}{place}"


def ratio_facts(probe: Probe) -> list[Fact]:
    """How far the signal and the gradient get, as ratios between the first and the last hidden layer."""
    facts = []
    if probe.forward is not None:
        name = _("signal, last over first hidden layer (FV)")
        facts.append(Fact(name, power(probe.forward), _("good 10^-3 to 10^2")))
    if probe.backward is not None:
        name = _("gradient, first over last hidden layer (GD)")
        facts.append(Fact(name, power(probe.backward), _("good 10^-1.5 to 10^1.25")))
    return facts


def loss_fact(probe: Probe) -> Fact | None:
    """The loss at the start; None where there is none."""
    if probe.loss is None:
        return None
    reference = (
        _("{expected_loss:.3f} if it knew nothing", expected_loss=probe.expected_loss)
        if probe.expected_loss is not None
        else ""
    )
    return Fact(_("loss at the start ({loss_name})", loss_name=probe.loss_name), f"{probe.loss:.4g}", reference)


def one_batch_fact(probe: Probe) -> Fact | None:
    """What training on one batch came to; None where nothing was trained."""
    result = probe.one_batch
    if result is None:
        return None
    course = _(
        "loss {first:.4g} -> {last:.4g}, {outcome}", first=result.first, last=result.last, outcome=result.outcome
    )
    return Fact(
        _("one batch, {steps} steps with {trained_with}", steps=result.steps, trained_with=trained_with(probe)), course
    )


def power(value: float | None, digits: int = 2) -> str:
    """A logarithm as the power it stands for: `10^-1.52`; `0` for what has collapsed to nothing."""
    if value is None:
        return "-"
    return "0" if value <= COLLAPSED else f"10^{round(value, digits) + 0:.{digits}f}"  # never -0.00


def trained_with(probe: Probe) -> str:
    """The optimizer and its rate: `SGD at 0.01`."""
    rate = probe.one_batch.rate if probe.one_batch is not None else None
    return probe.optimizer if rate is None else _("{optimizer} at {rate:.3g}", optimizer=probe.optimizer, rate=rate)
