"""A built model with the weights of its Dense-like layers as small whole numbers, and what that does to its outputs."""

import os
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import compat
from netbuilder.engine.backends.start import start
from netbuilder.engine.export.outputs import drawn_batch, largest_difference, outputs_of
from netbuilder.engine.findings import error, first_sentence
from netbuilder.engine.keras_state import deep_enough
from netbuilder.engine.silence import environment, hushed

MODES = ("int8", "int4", "float8")


class Quantized(NamedTuple):
    """What was done to a model."""

    layers: tuple[str, ...]
    """The layers that were quantized."""
    kept: tuple[str, ...]
    """Those with weights that stay as they are."""
    difference: float
    """The largest difference of the outputs on a drawn batch."""
    samples: int
    plain_bytes: int
    """What its file had without."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same for people."""
        layers = _("quantized: {layers}", layers=", ".join(self.layers))
        if self.kept:
            layers = _("{layers}; as they were: {kept}", layers=layers, kept=", ".join(self.kept))
        numbers = {"difference": self.difference, "samples": self.samples}
        return layers, _("outputs are at most {difference:.2g} apart, on {samples} drawn samples", **numbers)


def quantize(model: Any, mode: str) -> Quantized:
    """Quantize a built model in place.

    Raises:
        ConfigError: NB904, Keras cannot, or there is nothing that it can.
    """
    keras = start("tensorflow").keras
    before = _policies(model)
    with environment(TF_CPP_MIN_LOG_LEVEL="3"), hushed(), warnings.catch_warnings(), deep_enough(len(model.layers)):
        warnings.simplefilter("ignore")  # one for every layer that stays
        plain_bytes = _size(model)
        batch = drawn_batch(keras, model)
        expected = outputs_of(keras, model, batch)
        problem: Exception | None = None
        try:
            model.quantize(mode)
        except Exception as refusal:  # of a release without that mode, or a dtype that has none
            problem = refusal
    if problem is not None:
        why = f"{type(problem).__name__}: {first_sentence(problem)}"
        message = _("Keras does not quantize this model to {mode}", mode=mode)
        raise ConfigError([error("NB904", message, why=why)]) from problem
    after = _policies(model)
    layers = tuple(name for name in before if before[name] != after[name])
    if not layers:
        message = _("nothing in this model can be quantized to {mode}", mode=mode)
        why = _("Keras quantizes Dense, EinsumDense and Embedding")
        raise ConfigError([error("NB904", message, why=why)])
    difference = largest_difference(expected, outputs_of(keras, model, batch))
    return Quantized(layers, tuple(name for name in before if name not in layers), difference, len(batch), plain_bytes)


def _policies(model: Any) -> dict[str, str]:
    """How every layer computes that has weights of its own, by name."""
    layers = [layer for layer in compat.flat_layers(model) if layer.weights and not getattr(layer, "layers", None)]
    return {layer.name: str(layer.dtype_policy.name) for layer in layers}


def _size(model: Any) -> int:
    with TemporaryDirectory(prefix="netbuilder-") as folder:
        file = Path(folder) / "model.keras"
        model.save(file)
        return os.path.getsize(file)
