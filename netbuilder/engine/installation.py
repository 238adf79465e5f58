"""Whether Keras and its backend are there, new enough and whole: asked before they are imported, and after."""

import re
from types import ModuleType

from netbuilder.diagnostics.errors import InstallationError
from netbuilder.diagnostics.requiring import install_line, require
from netbuilder.system.extras import installed_version
from netbuilder.vocabulary.base.releases import OLDEST_OPENED, number

OLDEST = {"keras": number(OLDEST_OPENED)[:2], "tensorflow": (2, 16), "jax": (0, 5), "torch": (2, 6)}
"""The oldest releases that the tests run on; pyproject.toml asks for the same."""
_NAMES = {"keras": "Keras", "tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}


def check(backend: str) -> None:
    """Go on only where a model can be built on that backend, as far as can be said without importing anything.

    Raises:
        InstallationError: Keras or the backend is missing, or too old.
    """
    require(backend, "building a model" if backend == "tensorflow" else f"building a model on {_NAMES[backend]}")
    for package in ("keras", backend):
        version = installed_version(package)
        if version is not None:
            _refuse_old(package, version)


def check_imported(package: str, module: ModuleType) -> None:
    """The same of a module that was imported.

    Raises:
        InstallationError: it is too old, or only a part of it is there.
    """
    version = getattr(module, "__version__", None)
    if version is None:  # a folder without its files imports as an empty package
        raise InstallationError(f"only a part of {_NAMES[package]} is installed", _again(package))
    _refuse_old(package, str(version))


def broken(package: str, error: Exception) -> InstallationError:
    """What to say of a package that is there and cannot be imported."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        why = f"there is no module `{error.name}`"
    else:
        why = " ".join(str(error).split())[:120] or type(error).__name__
    return InstallationError(f"{_NAMES[package]} is installed and cannot be imported: {why}", _again(package))


def _refuse_old(package: str, version: str) -> None:
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is not None and (int(numbers[1]), int(numbers[2])) < OLDEST[package]:
        name, oldest = _NAMES[package], ".".join(map(str, OLDEST[package]))
        line = install_line("tensorflow" if package == "keras" else package)
        raise InstallationError(f"{name} {version} is installed; building takes {name} {oldest} or newer", f"`{line}`")


def _again(package: str) -> str:
    return f"`pip install --force-reinstall {package}`"
