"""What is installed beside the core, found without importing it."""

import os
import re
import sys
from importlib.util import find_spec

EXTRAS = {
    "tensorflow": {"tensorflow": "TensorFlow", "keras": "Keras"},
    "gpu": {"tensorflow": "TensorFlow", "keras": "Keras"},
    "jax": {"jax": "JAX", "keras": "Keras"},
    "torch": {"torch": "PyTorch", "keras": "Keras"},
    "onnx": {"onnx": "onnx", "tf2onnx": "tf2onnx", "onnxruntime": "onnxruntime"},
    "h5": {"h5py": "h5py"},
    "report": {"jinja2": "Jinja2", "matplotlib": "matplotlib"},
    "lsp": {"pygls": "pygls"},
    "watch": {"watchfiles": "watchfiles"},
}
"""Extra -> the modules that it brings, and what they are called."""


def missing_packages(extra: str) -> list[str]:
    """What an extra brings and is not there, by its name for people; nothing is imported."""
    return [name for module, name in EXTRAS[extra].items() if not is_there(module)]


def is_there(module: str) -> bool:
    """Whether a module can be found; it may be broken all the same."""
    if sys.modules.get(module) is not None:
        return True
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # it was forbidden, or put in by hand
        return False


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, by the name of its metadata's folder; None where there is none.

    Nothing is imported or read, and so it costs hardly anything: `importlib.metadata` alone takes longer than a check.
    """
    name_form = "[-_.]".join(map(re.escape, re.split("[-_.]", distribution)))
    form = re.compile(rf"{name_form}-([^-]+)\.(?:dist|egg)-info", re.IGNORECASE)
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:  # an archive, or no folder at all
            continue
        for name in names:
            if (match := form.fullmatch(name)) is not None:
                return match[1]
    return None
