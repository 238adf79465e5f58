"""Whether Keras and its backend are there, new enough and whole: asked before they are imported, and after."""

import re
from types import ModuleType

from netbuilder.diagnostics.errors import InstallationError
from netbuilder.diagnostics.requiring import install_line, require
from netbuilder.system.extras import installed_version
from netbuilder.vocabulary.base.releases import OLDEST_OPENED, number

OLDEST = {"keras": number(OLDEST_OPENED)[:2], "tensorflow": (2, 16), "jax": (0, 5), "torch": (2, 6)}
"""The oldest releases that the tests run on; pyproject.toml asks for the same."""
_ABSENT = re.compile(r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'")
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
    return InstallationError(
        f"{_NAMES[package]} is installed and cannot be imported: {_reason(error)}", _again(package)
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"there is no module `{error.name}`"
    if isinstance(error, ImportError) and (absent := _ABSENT.match(str(error))) is not None:
        return f"there is no `{absent[1]}` in `{absent[2]}`"
    if isinstance(error, SyntaxError) and error.filename:
        return f"line {error.lineno} of {error.filename.rpartition('site-packages/')[2]} is no Python"
    return " ".join(str(error).split())[:120] or type(error).__name__


def _refuse_old(package: str, version: str) -> None:
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is not None and (int(numbers[1]), int(numbers[2])) < OLDEST[package]:
        name, oldest = _NAMES[package], ".".join(map(str, OLDEST[package]))
        line = install_line("tensorflow" if package == "keras" else package)
        raise InstallationError(f"{name} {version} is installed; building takes {name} {oldest} or newer", f"`{line}`")


def _again(package: str) -> str:
    """The line that installs it again, in the same version and for the same processors."""
    for distribution in (package, f"{package}-cpu"):
        if (version := installed_version(distribution)) is not None:
            return f"`pip install --force-reinstall {distribution}=={version}`"
    return f"`pip install --force-reinstall {package}`"
