"""Whether JAX has float64 in this process: it is off until someone turns it on, and is then no error but float32."""

import os
import sys
from typing import Any

VARIABLE = "JAX_ENABLE_X64"


def jax_has_float64() -> bool:
    """What a JAX that is imported says, else what the environment will tell it; nothing is imported."""
    jax: Any = sys.modules.get("jax")
    config = getattr(jax, "config", None)
    if config is not None:
        return bool(getattr(config, "jax_enable_x64", False))
    return os.environ.get("JAX_ENABLE_X64", "").lower() in ("y", "yes", "t", "true", "on", "1")
