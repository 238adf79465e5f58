"""What a probe measured, layer by layer, and the verdict on it."""

from math import isfinite
from typing import Any, NamedTuple

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.record import html_of, text_of


class LayerSignal(NamedTuple):
    """One layer with weights, measured behind its normalization and activation. Logarithms are to base 10."""

    index: int  # type: ignore[assignment]  # the field's own word, over tuple.index
    """Place of the layer among the model's layers, nested models inlined."""
    name: str
    class_name: str
    variance: float | None
    """log10 of the variance over the samples, averaged over the units; None where it has collapsed to rounding."""
    power: float | None
    """log10 of the second moment."""
    gradient: float | None
    """log10 of the root mean square of the loss's gradient at this place; None where it is exactly 0."""
    dead: float | None
    """Fraction of the units that are 0 or less for all samples; None where the activation cannot die."""
    saturated: float | None
    """Fraction of the values at the flat ends of tanh or sigmoid; None for other activations."""
    duplicates: float | None
    """Fraction of the kernel's columns that equal another one; None without a kernel of two units or more."""
    weight_gradient: float | None
    """log10 of the root mean square of the kernel's gradient; None where it is exactly 0, or there is no kernel."""
    is_output: bool
    is_finite: bool
    frozen: bool = False
    """Whether the layer is not trained."""
    weight: float | None = None
    """log10 of the root mean square of the kernel; None where it is all zeros, or there is no kernel."""


class Verdict(NamedTuple):
    """What the measurement means, at initialization."""

    word: str
    """healthy, flawed (by what the findings say), borderline, vanishing, severe, exploding, dead or symmetric."""
    optimizer: str
    """For which optimizers it holds: `SGD`, `any optimizer`; empty where nothing is wrong."""
    begins: int | None
    """Index into the probe's layers: where it begins."""
    sentence: str
    """The same for people."""
    by_depth: bool = False
    """Whether it comes from the number of layers, and not from their initializers."""


class OneBatch(NamedTuple):
    """What training on one batch came to."""

    first: float
    last: float
    steps: int
    outcome: str
    """fits, slow or fails."""
    rate: float | None = None
    """The learning rate at the start."""


class Probe(NamedTuple):
    """The signal and the gradient of a model before training."""

    layers: tuple[LayerSignal, ...]
    forward: float | None
    """FV: log10 of the batch-centred variance at the last hidden layer over that at the first."""
    backward: float | None
    """GD: log10 of the gradient at the first hidden layer over that at the last."""
    loss: float | None
    """The loss at the start; None where there is none."""
    expected_loss: float | None
    """What it should be if the model knew nothing; None where no expectation is known."""
    loss_name: str
    optimizer: str
    samples: int
    parameters: int
    input_note: str
    """What the model was fed."""
    verdict: Verdict
    findings: tuple[Diagnostic, ...]
    one_batch: OneBatch | None = None
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        """The probe for programs; documented and stable. What is not a finite number is None: JSON has no NaN."""
        result = self.one_batch
        return {
            "verdict": self.verdict.word,
            "holds_for": self.verdict.optimizer,
            "begins": self.layers[self.verdict.begins].name if self.verdict.begins is not None else None,
            "sentence": self.verdict.sentence,
            "FV": self.forward,
            "GD": self.backward,
            "optimizer": self.optimizer,
            "loss": _finite(self.loss),
            "expected_loss": self.expected_loss,
            "samples": self.samples,
            "input": self.input_note,
            "one_batch": {**result._asdict(), "first": _finite(result.first), "last": _finite(result.last)}
            if result
            else None,
            "layers": [layer._asdict() for layer in self.layers],
        }

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return text_of(self)

    def _repr_html_(self) -> str | None:
        return html_of(self)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
