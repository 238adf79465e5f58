"""Keras on PyTorch."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends.base import Backend, Device, Gpu
from netbuilder.vocabulary.network import Runtime


class Torch(Backend):
    """Without graphs and without `keras.distribution`."""

    name = "torch"
    label = "PyTorch"
    too_late = "Keras on PyTorch computes on the first GPU"

    def gpus(self) -> Sequence[Gpu]:
        cuda = self.package.cuda
        if not cuda.is_available():
            return []
        numbers = range(cuda.device_count())
        return [Gpu(cuda.get_device_name(number), cuda.get_device_capability(number)) for number in numbers]

    def reserve(self, number: int | None) -> int | None:
        return None

    def without_gpu(self) -> tuple[str, str]:
        is_built_with = self.package.version.cuda is not None
        why = "" if is_built_with else _("the PyTorch that is installed is a CPU-only one")
        return why, _("`pip install --force-reinstall torch`, with its index for CUDA")

    def prepare(self, runtime: Runtime, device: Device, was_started: bool) -> list[str]:
        if runtime.deterministic:
            self.package.use_deterministic_algorithms(True)
        return []

    def place(self, device: Device) -> AbstractContextManager[Any]:
        # Under `cpu:0` every value is copied, and is no parameter any more: `fit` finds no gradient.
        return self.keras.device(device.name if device.is_gpu else "cpu")  # type: ignore[no-any-return]

    def place_of(self, value: Any) -> str:
        place = getattr(value, "device", None)
        if place is None:
            return ""
        return f"{'gpu' if place.type == 'cuda' else place.type}:{place.index or 0}"
