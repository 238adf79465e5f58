"""Start a backend, or find the one that this process already runs: a process has one, for good."""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from netbuilder.engine import installation
from netbuilder.engine.backends.base import Backend
from netbuilder.engine.backends.jax import Jax
from netbuilder.engine.backends.tensorflow import TensorFlow
from netbuilder.engine.backends.torch import Torch
from netbuilder.engine.lean_import import hidden
from netbuilder.engine.silence import environment, hushed, lock

BACKENDS: dict[str, type[Backend]] = {cls.name: cls for cls in (TensorFlow, Jax, Torch)}
_FOREIGN = ("jax",)
"""TensorFlow imports it where it is installed, for a converter of it: a fifth of its start; Keras on PyTorch too."""


def running() -> str:
    """The backend that Keras runs on in this process, as Keras calls it; empty before Keras is imported."""
    keras: Any = sys.modules.get("keras")
    config = getattr(keras, "config", None)
    return str(config.backend()) if config is not None else ""


def is_started(name: str) -> bool:
    """Whether this process has imported what that backend computes with."""
    return sys.modules.get(name) is not None


def start(name: str) -> Backend:
    """Keras on that backend, imported at the first call: that takes seconds, and nothing but a build needs it.

    Where Keras runs already, it goes on with the backend that it has; see `running`.

    Raises:
        InstallationError: one of them is missing, too old or broken.
    """
    with lock:
        name = running() or name
        if "keras" in sys.modules and name in sys.modules:
            return BACKENDS[name](_import("keras"), _import(name))
        installation.check(name)
        level = os.environ.get("TF_CPP_MIN_LOG_LEVEL", "3")
        foreign = () if name in _FOREIGN else _FOREIGN
        # KERAS_BACKEND outweighs ~/.keras/keras.json, and is read once, at import.
        with environment(TF_CPP_MIN_LOG_LEVEL=level, KERAS_BACKEND=name), hushed(), hidden(*foreign):
            library, keras = _import(name), _import("keras")
    return BACKENDS[name](keras, library)


def start_as_set() -> Backend:
    """The same on the backend that KERAS_BACKEND names, where a network does not say it yet; else on TensorFlow."""
    name = os.environ.get("KERAS_BACKEND", "")
    return start(name if name in BACKENDS else "tensorflow")


def _import(package: str) -> ModuleType:
    try:
        module = import_module(package)
    except Exception as error:  # a broken package raises whatever it likes
        raise installation.broken(package, error) from error
    installation.check_imported(package, module)
    return module
