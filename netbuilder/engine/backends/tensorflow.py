"""Keras on TensorFlow."""

from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.requiring import install_line
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import cpu_kernels
from netbuilder.engine.backends.base import Backend, Device, Gpu
from netbuilder.engine.silence import hushed
from netbuilder.plan import Plan
from netbuilder.vocabulary.network import Runtime

_strategies: dict[tuple[str, ...], Any] = {}
"""One for the same devices: two number their collective operations alike, and a model of each dies in `fit`."""


class TensorFlow(Backend):
    """The default: the only one with strings, `mirrored` and a SavedModel of its own."""

    name = "tensorflow"
    label = "TensorFlow"
    too_late = "TensorFlow already runs"

    def gpus(self) -> Sequence[Gpu]:
        devices = self.package.config.list_physical_devices("GPU")
        every = [self.package.config.experimental.get_device_details(device) for device in devices]
        return [Gpu(details.get("device_name", ""), details.get("compute_capability")) for details in every]

    def reserve(self, number: int | None) -> int | None:
        config = self.package.config
        chosen = [] if number is None else [config.list_physical_devices("GPU")[number]]
        try:
            config.set_visible_devices(chosen, "GPU")
        except RuntimeError:
            if list(config.get_visible_devices("GPU")) != chosen:
                return None
        return 0  # the only one that is visible is number 0

    def without_gpu(self) -> tuple[str, str]:
        line = f"`{install_line('gpu')}`"
        is_built_with = bool(self.package.test.is_built_with_cuda())
        return ("" if is_built_with else _("the TensorFlow that is installed is a CPU-only one")), line

    def prepare(self, runtime: Runtime, device: Device, was_started: bool) -> list[str]:
        config, late = self.package.config, []
        if runtime.memory_growth and device.is_gpu:
            try:
                for gpu in config.list_physical_devices("GPU"):
                    config.experimental.set_memory_growth(gpu, True)
            except (RuntimeError, ValueError):
                late = ["memory_growth"] if was_started else []
        if runtime.deterministic:
            config.experimental.enable_op_determinism()
        config.list_logical_devices()  # starts them while standard error is out of sight
        return late

    def place_of(self, value: Any) -> str:
        place = str(getattr(value, "device", "")).upper()
        return place.rpartition("DEVICE:")[2].lower() if "DEVICE:" in place else ""

    def spread(self, device: Device) -> Any:
        kind = "GPU" if device.is_gpu else "CPU"
        names = tuple(device.name for device in self.package.config.list_logical_devices(kind))
        if names not in _strategies:
            with hushed():
                _strategies[names] = self.package.distribute.MirroredStrategy(list(names))
        return _strategies[names]

    def missing_kernels(self, plan: Plan, layers: Sequence[Any]) -> list[Diagnostic]:
        return cpu_kernels.missing(plan, layers, self.package)
