"""Which precision is slow on which device."""

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.engine.devices import Device
from netbuilder.engine.findings import finding, runtime_address
from netbuilder.parse.draft import Draft


def slow(draft: Draft, policy: str, device: Device) -> Diagnostic | None:
    """NB902 where a precision works on the device and is slower there than float32; None where it is not."""
    if policy == "float32":
        return None
    why = _reason(policy, device)
    if not why:
        return None
    message = f"`precision: {policy}` is slow on {device.shown}"[:80]
    address = runtime_address(draft, "precision", policy)
    return finding("NB902", Severity.WARN, message, address=address, why=why, fix="`precision: float32`")


def _reason(policy: str, device: Device) -> str:
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
