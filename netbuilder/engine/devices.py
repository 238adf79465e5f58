"""Which devices a model is built on, which precision is slow there, and which ways to spread it over them work."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from netbuilder.diagnostics import Address, Diagnostic, Severity
from netbuilder.diagnostics.requiring import install_line
from netbuilder.engine.findings import error, finding, runtime_address
from netbuilder.parse.draft import Draft

_HIDDEN = ("", "-1", "none", "void", "NoDevFiles")


class Device(NamedTuple):
    """The device that a model is built on."""

    name: str
    """TensorFlow's name of it, as `/GPU:0`."""
    label: str
    """What to tell the user, as `GPU:0 (NVIDIA A100)`."""
    capability: tuple[int, int] | None = None
    """A GPU's compute capability; None for a CPU."""

    @property
    def is_gpu(self) -> bool:
        return self.name.startswith("/GPU")


def hidden_by_environment() -> str:
    """The setting that hides every GPU from this process, as typed; empty where there is none."""
    value = os.environ.get("CUDA_VISIBLE_DEVICES")
    if value is not None and value.split(",")[0].strip() in _HIDDEN:
        return f"CUDA_VISIBLE_DEVICES={value}"
    return ""


def absent(device: str, address: Address | None, *, why: str, fix: str) -> Diagnostic:
    """NB901 for a GPU that was asked for and is not there."""
    return error("NB901", f"`{device}` is asked for and there is no GPU to use", address=address, why=why, fix=fix)


def absent_by_environment(device: str, address: Address | None) -> Diagnostic | None:
    """NB901 where a GPU is asked for and the environment hides all of them; this takes no TensorFlow to see."""
    hidden = hidden_by_environment()
    if not device.startswith("gpu") or not hidden:
        return None
    return absent(device, address, why=f"{hidden} hides them from this process", fix="unset CUDA_VISIBLE_DEVICES")


class Devices:
    """The devices of this machine, as TensorFlow sees them."""

    def __init__(self, tensorflow: Any) -> None:
        self.config = tensorflow.config
        self.has_cuda = bool(tensorflow.test.is_built_with_cuda())
        self.gpus = list(self.config.list_physical_devices("GPU"))

    def choose(self, device: str, address: Address | None) -> tuple[Device, list[Diagnostic]]:
        """The device that a setting stands for; an error among the diagnostics where it is not there."""
        if device == "cpu" or (device == "auto" and not self.gpus):
            return self._cpu()
        number = int(device.partition(":")[2] or 0)
        if number < len(self.gpus):
            return self._gpu(number, device)
        if self.gpus:
            message = f"`{device}` is asked for, this machine has {_range(len(self.gpus))}"
            return Device("/CPU:0", "CPU"), [error("NB901", message, address=address, fix="`gpu:0`")]
        why, fix = self._reason()
        return Device("/CPU:0", "CPU"), [absent(device, address, why=why, fix=fix)]

    def _cpu(self) -> tuple[Device, list[Diagnostic]]:
        chosen = Device("/CPU:0", "CPU")
        if not self.gpus or self._only([]):
            return chosen, []
        message = "TensorFlow already runs: the model is on the CPU, fit may still use the GPU"
        fix = "start a new process, or `with tf.device('/CPU:0'):` around fit"
        return chosen, [finding("NB906", Severity.WARN, message, fix=fix)]

    def _gpu(self, number: int, device: str) -> tuple[Device, list[Diagnostic]]:
        gpu = self.gpus[number]
        details = self.config.experimental.get_device_details(gpu)
        label = f"GPU:{number}"
        if "device_name" in details:
            label += f" ({details['device_name']})"
        capability = details.get("compute_capability")
        if device == "auto" or len(self.gpus) == 1:
            return Device(f"/GPU:{number}", label, capability), []
        if self._only([gpu]):
            # The only one that is visible is number 0 to TensorFlow.
            return Device("/GPU:0", label, capability), []
        message = f"TensorFlow already runs: the model is on {label}, fit may still use other GPUs"
        warning = finding("NB906", Severity.WARN, message, fix=f"start a new process, or CUDA_VISIBLE_DEVICES={number}")
        return Device(f"/GPU:{number}", label, capability), [warning]

    def _only(self, gpus: list[Any]) -> bool:
        """Leave only these GPUs visible; whether that could still be set."""
        try:
            self.config.set_visible_devices(gpus, "GPU")
        except RuntimeError:
            visible = list(self.config.get_visible_devices("GPU"))
            return visible == gpus
        return True

    def _reason(self) -> tuple[str, str]:
        hidden = hidden_by_environment()
        if hidden:
            return f"{hidden} hides them from this process", "unset CUDA_VISIBLE_DEVICES"
        if not self.has_cuda:
            return "the TensorFlow that is installed is a CPU-only one", f"`{install_line('gpu')}`"
        if not Path("/proc/driver/nvidia").exists() and shutil.which("nvidia-smi") is None:
            return "no NVIDIA driver is found on this machine", "`device: cpu`, or install the driver"
        return "a driver is there, TensorFlow's CUDA packages are not", f"`{install_line('gpu')}`"


def _range(count: int) -> str:
    return "only gpu:0" if count == 1 else f"gpu:0 to gpu:{count - 1}"


def misplaced(weights: Iterable[Any], device: Device) -> str:
    """The device of the first weight that is not where it should be; empty where all are."""
    device_name = device.name.strip("/").upper()
    for weight in weights:
        value = getattr(weight, "value", None)
        place = str(getattr(value, "device", "")).upper()
        if "DEVICE:" in place and not place.endswith(f"DEVICE:{device_name}"):
            return place.rpartition("DEVICE:")[2]
    return ""


def slow_precision(draft: Draft, policy: str, device: Device) -> Diagnostic | None:
    """NB902 where a precision works on the device and is slower there than float32; None where it is not."""
    if policy == "float32":
        return None
    why = _why_slow(policy, device)
    if not why:
        return None
    message = f"`precision: {policy}` is slow on {device.label}"[:80]
    address = runtime_address(draft, "precision", policy)
    return finding("NB902", Severity.WARN, message, address=address, why=why, fix="`precision: float32`")


def _why_slow(policy: str, device: Device) -> str:
    if not device.is_gpu:
        return "" if policy == "float64" else "a CPU converts every value to float32 and back"
    if policy == "float64":
        return "most GPUs have few units for float64"
    if device.capability is None:
        return ""
    if policy.endswith("bfloat16") and device.capability < (8, 0):
        return "bfloat16 has units of its own from compute capability 8.0 on"
    if policy.endswith("float16") and not policy.endswith("bfloat16") and device.capability < (7, 0):
        return "float16 has units of its own from compute capability 7.0 on"
    return ""


_WHY_NOT = {
    "multi_worker_mirrored": "Keras 3 builds the model in every worker and then stops in fit",
    "parameter_server": "Keras 3 has no training with parameter servers",
    "tpu": "netbuilder settles CPUs and GPUs only",
    "data_parallel": "keras.distribution does nothing on TensorFlow: all work stays on one device",
    "model_parallel": "keras.distribution does nothing on TensorFlow: all work stays on one device",
    "central_storage": "it gives nothing that `mirrored` does not, and one device needs no strategy",
    "one_device": "`device:` says it already",
}
_INSTEAD = {
    "multi_worker_mirrored": "`strategy: mirrored` for the GPUs of one machine",
    "parameter_server": "`strategy: mirrored` for the GPUs of one machine",
    "one_device": "`strategy: none`",
    "tpu": "build without a strategy, and inside your own TPUStrategy in Python",
}


def refused_strategy(draft: Draft, strategy: str) -> Diagnostic | None:
    """NB903 for a strategy that cannot be built with; None for those that can."""
    if strategy in ("none", "mirrored"):
        return None
    message = f"`strategy: {strategy}` is not available"
    fix = _INSTEAD.get(strategy, "`strategy: mirrored`")
    return error(
        "NB903", message, address=runtime_address(draft, "strategy", strategy), why=_WHY_NOT[strategy], fix=fix
    )
