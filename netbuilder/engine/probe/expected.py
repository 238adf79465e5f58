"""The loss that a model should start with when it knows nothing yet."""

from collections.abc import Mapping
from math import log
from typing import Any

# Targets are drawn by sample.targets: uniform classes, fair coins, N(0, 1), Poisson(1), signs.
_FIXED = {
    "binarycrossentropy": log(2),
    "bce": log(2),
    "binaryfocalcrossentropy": 0.25 * log(2),
    "meansquarederror": 1.0,
    "mse": 1.0,
    "meanabsoluteerror": 0.798,
    "mae": 0.798,
    "huber": 0.424,
    "logcosh": 0.374,
    "hinge": 1.0,
    "squaredhinge": 1.0,
    "poisson": 1.0,
}


def expected_loss(name: str, classes: int) -> float | None:
    """The loss at zero signal; None where no expectation is known (CTC, Dice, a loss of one's own)."""
    plain = name.replace("_", "").lower()
    if plain in ("categoricalcrossentropy", "sparsecategoricalcrossentropy", "kldivergence", "kld"):
        return log(classes) if classes > 1 else None
    if plain == "categoricalfocalcrossentropy" and classes > 1:
        return 0.25 * (1 - 1 / classes) ** 2 * log(classes)
    return _FIXED.get(plain)


def loss_of(model: Any, y: Any = None) -> Any:
    """The loss that a model is compiled with, as Keras' own word or object; None without one.

    Keras takes it within a list or a dict too, and the word `crossentropy` for the one that fits output and labels.
    """
    loss = getattr(model, "loss", None)
    if isinstance(loss, Mapping):
        loss = next(iter(loss.values()), None)
    elif isinstance(loss, list | tuple):
        loss = loss[0] if loss else None
    if loss not in ("crossentropy", "ce"):
        return loss
    shape = model.outputs[0].shape
    if shape[-1] == 1:
        return "binary_crossentropy"
    is_sparse = y is None or y.ndim < len(shape) or y.shape[-1] == 1
    return "sparse_categorical_crossentropy" if is_sparse else "categorical_crossentropy"


def name_of(loss: Any) -> str:
    """What a compiled loss is called."""
    if isinstance(loss, str):
        return loss
    return str(getattr(loss, "__name__", type(loss).__name__))
