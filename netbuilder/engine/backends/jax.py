"""Keras on JAX."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends.base import Backend, Device, Gpu
from netbuilder.vocabulary.network import Runtime

_PREALLOCATE = "XLA_PYTHON_CLIENT_PREALLOCATE"
_DETERMINISTIC = "--xla_gpu_deterministic_ops=true"


class Jax(Backend):
    """The one on which `keras.distribution` works."""

    name = "jax"
    label = "JAX"
    too_late = "JAX computes on another device already"

    def gpus(self) -> Sequence[Gpu]:
        try:
            devices = self.package.local_devices(backend="gpu")
        except RuntimeError:  # it knows no such platform
            return []
        return [Gpu(str(device.device_kind), _capability(device)) for device in devices]

    def reserve(self, number: int | None) -> int | None:
        kind, index = ("cpu", 0) if number is None else ("gpu", number)
        device = self.package.local_devices(backend=kind)[index]
        before = self.package.config.jax_default_device
        if before not in (None, device):
            return None
        self.package.config.update("jax_default_device", device)
        return index

    def without_gpu(self) -> tuple[str, str]:
        is_there = any(find_spec(f"jax_cuda{release}_plugin") is not None for release in (12, 13))
        line = '`pip install -U "jax[cuda13]"`'
        return ("" if is_there else _("the JAX that is installed is a CPU-only one")), line

    def prepare(self, runtime: Runtime, device: Device, was_started: bool) -> list[str]:
        late = []
        if runtime.memory_growth and device.is_gpu and os.environ.get(_PREALLOCATE, "true") != "false":
            late.append("memory_growth")
        if runtime.deterministic and device.is_gpu and _DETERMINISTIC not in os.environ.get("XLA_FLAGS", ""):
            late.append("deterministic")
        return late

    def place_of(self, value: Any) -> str:
        devices = value.devices() if hasattr(value, "devices") else ()
        # A value that is spread over several is where its distribution puts it.
        return "".join(f"{device.platform}:{device.id}" for device in devices) if len(devices) == 1 else ""


def _capability(device: Any) -> tuple[int, int] | None:
    major, _, minor = str(getattr(device, "compute_capability", "")).partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else None
