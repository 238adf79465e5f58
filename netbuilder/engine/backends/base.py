"""Backend: what Keras computes with, and everything that is not the same on all of them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, NamedTuple

from netbuilder.diagnostics import Address, Diagnostic, Severity
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends.absent import absent, hidden_by_environment, no_driver
from netbuilder.engine.findings import error, finding
from netbuilder.plan import Plan
from netbuilder.vocabulary.network import Runtime


class Device(NamedTuple):
    """The device that a model is built on."""

    name: str
    """What `keras.device` calls it, as `gpu:0`."""
    label: str
    """What to tell the user, as `GPU:0 (NVIDIA A100)`."""
    capability: tuple[int, int] | None = None
    """A GPU's compute capability; None for a CPU, and where the backend does not say."""

    @property
    def is_gpu(self) -> bool:
        return self.name.startswith("gpu")


CPU = Device("cpu:0", "CPU")


class Gpu(NamedTuple):
    """What a backend says about one GPU."""

    name: str = ""
    capability: tuple[int, int] | None = None


class Backend(ABC):
    """Keras on one backend, imported."""

    name: ClassVar[str]
    """What Keras calls it, as `jax`: also the name of its module and of the extra that brings it."""
    label: ClassVar[str]
    """What people call it."""
    too_late: ClassVar[str]
    """Why a device can no longer be the only one of this process."""

    def __init__(self, keras: Any, package: Any) -> None:
        self.keras = keras
        self.package = package

    @abstractmethod
    def gpus(self) -> Sequence[Gpu]:
        """The GPUs that it sees."""

    @abstractmethod
    def reserve(self, number: int | None) -> int | None:
        """Make one GPU, or for None the CPU, what this process computes on; the GPU's number then, 0 for the CPU.

        None where it is too late for that.
        """

    @abstractmethod
    def without_gpu(self) -> tuple[str, str]:
        """Why it sees no GPU where it was built without any, and what to type; empty where it was built with."""

    @abstractmethod
    def prepare(self, runtime: Runtime, device: Device, was_started: bool) -> list[str]:
        """Start the devices, set what `runtime` asks for; the options for which it is too late."""

    @abstractmethod
    def place_of(self, value: Any) -> str:
        """Where a tensor is, as `gpu:0`; empty where it does not say."""

    def spread(self, device: Device) -> Any:
        """The strategy of `mirrored`: what has a `scope`, and `num_replicas_in_sync`."""
        raise NotImplementedError

    def place(self, device: Device) -> AbstractContextManager[Any]:
        """Whatever Keras makes inside is made there."""
        return self.keras.device(device.name)  # type: ignore[no-any-return]

    def missing_kernels(self, plan: Plan, layers: Sequence[Any]) -> list[Diagnostic]:
        """NB909 for every layer of a built model that this CPU cannot run, or not train."""
        return []

    def choose(self, device: str, address: Address | None) -> tuple[Device, list[Diagnostic]]:
        """The device that a setting stands for; an error among the diagnostics where it is not there."""
        gpus = self.gpus()
        if device == "cpu" or (device == "auto" and not gpus):
            return CPU, self._cpu_only(gpus)
        number = int(device.partition(":")[2] or 0)
        if number < len(gpus):
            return self._gpu(number, gpus, device)
        if gpus:
            message = _("`{device}` is asked for, this machine has {range}", device=device, range=_range(len(gpus)))
            return CPU, [error("NB901", message, address=address, fix="`gpu:0`")]
        why, fix = self._reason()
        return CPU, [absent(device, address, why=why, fix=fix)]

    def misplaced(self, weights: Iterable[Any], device: Device) -> str:
        """The device of the first weight that is not where it should be; empty where all are."""
        for weight in weights:
            place = self.place_of(getattr(weight, "value", None))
            if place and place != device.name:
                return place.upper()
        return ""

    def _cpu_only(self, gpus: Sequence[Gpu]) -> list[Diagnostic]:
        if not gpus or self.reserve(None) is not None:
            return []
        message = _("{too_late}: the model is on the CPU, fit may still use the GPU", too_late=self.too_late)
        fix = _("start a new process, or `with keras.device('cpu:0'):` around fit")
        return [finding("NB906", Severity.WARN, message, fix=fix)]

    def _gpu(self, number: int, gpus: Sequence[Gpu], device: str) -> tuple[Device, list[Diagnostic]]:
        gpu = gpus[number]
        label = f"GPU:{number}" + (f" ({gpu.name})" if gpu.name else "")
        if device == "auto" or len(gpus) == 1:
            return Device(f"gpu:{number}", label, gpu.capability), []
        reserved = self.reserve(number)
        if reserved is not None:
            return Device(f"gpu:{reserved}", label, gpu.capability), []
        message = _(
            "{too_late}: the model is on {label}, fit may still use other GPUs", too_late=self.too_late, label=label
        )
        warning = finding(
            "NB906",
            Severity.WARN,
            message,
            fix=_("start a new process, or CUDA_VISIBLE_DEVICES={number}", number=number),
        )
        return Device(f"gpu:{number}", label, gpu.capability), [warning]

    def _reason(self) -> tuple[str, str]:
        hidden = hidden_by_environment()
        if hidden:
            return _("{hidden} hides them from this process", hidden=hidden), "unset CUDA_VISIBLE_DEVICES"
        why, fix = self.without_gpu()
        if why:
            return why, fix
        if no_driver():
            return _("no NVIDIA driver is found on this machine"), _("`device: cpu`, or install the driver")
        return _("a driver is there, {label}'s CUDA packages are not", label=self.label), fix


def _range(count: int) -> str:
    return _("only gpu:0") if count == 1 else _("gpu:0 to gpu:{count}", count=count - 1)
