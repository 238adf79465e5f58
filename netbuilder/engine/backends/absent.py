"""A GPU that is asked for and not there: why, as far as that can be said without any backend."""

import os
import shutil
from pathlib import Path

from netbuilder.diagnostics import Address, Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.findings import error

_HIDDEN = ("", "-1", "none", "void", "NoDevFiles")


def hidden_by_environment() -> str:
    """The setting that hides every GPU from this process, as typed; empty where there is none."""
    value = os.environ.get("CUDA_VISIBLE_DEVICES")
    if value is not None and value.split(",")[0].strip() in _HIDDEN:
        return f"CUDA_VISIBLE_DEVICES={value}"
    return ""


def absent(device: str, address: Address | None, *, why: str, fix: str) -> Diagnostic:
    """NB901 for a GPU that was asked for and is not there."""
    return error(
        "NB901",
        _("`{device}` is asked for and there is no GPU to use", device=device),
        address=address,
        why=why,
        fix=fix,
    )


def absent_by_environment(device: str, address: Address | None) -> Diagnostic | None:
    """NB901 where a GPU is asked for and the environment hides all of them; this takes no backend to see."""
    hidden = hidden_by_environment()
    if not device.startswith("gpu") or not hidden:
        return None
    return absent(
        device, address, why=_("{hidden} hides them from this process", hidden=hidden), fix="unset CUDA_VISIBLE_DEVICES"
    )


def no_driver() -> bool:
    """Whether this machine has no NVIDIA driver."""
    return not Path("/proc/driver/nvidia").exists() and shutil.which("nvidia-smi") is None
