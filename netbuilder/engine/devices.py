"""Which precision is slow on a device, and which ways to spread a model over several work."""

from netbuilder.diagnostics import Diagnostic, Severity, fit
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends.base import Device
from netbuilder.engine.findings import error, finding, runtime_address
from netbuilder.parse.draft import Draft


def slow_precision(draft: Draft, policy: str, device: Device) -> Diagnostic | None:
    """NB902 where a precision works on the device and is slower there than float32; None where it is not."""
    if policy == "float32":
        return None
    why = _why_slow(policy, device)
    if why is None:
        return None
    message = fit(_("`precision: {policy}` is slow on {label}", policy=policy, label=device.label))
    address = runtime_address(draft, "precision", policy)
    return finding("NB902", Severity.WARN, message, address=address, why=why, fix="`precision: float32`")


def _why_slow(policy: str, device: Device) -> str | None:
    if not device.is_gpu:
        return None if policy == "float64" else _("a CPU converts every value to float32 and back")
    if policy == "float64":
        return _("most GPUs have few units for float64")
    if device.capability is None:
        return None
    if policy.endswith("bfloat16"):
        if device.capability < (8, 0):
            return _("bfloat16 has units of its own from compute capability 8.0 on")
    elif device.capability < (7, 0):
        return _("float16 has units of its own from compute capability 7.0 on")
    return None


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
    message = _("`strategy: {strategy}` is not available", strategy=strategy)
    fix = _INSTEAD.get(strategy, "`strategy: mirrored`")
    return error(
        "NB903", message, address=runtime_address(draft, "strategy", strategy), why=_WHY_NOT[strategy], fix=fix
    )
