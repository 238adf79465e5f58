"""The public names, found when they are asked for: `import netbuilder` loads none of the vocabulary.

Type checkers and editors see them in the stubs, which `python -m netbuilder.api.stubs` writes.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from netbuilder.vocabulary.base.registry import FOLDERS, find, names

KINDS = {folder: kind for folder, kind in FOLDERS.items() if kind not in ("layer", "cell")}
"""The public modules by name, each with the kind whose classes it has; layers and cells are in the package itself."""
HOMES = {
    "load": "netbuilder.api.network",
    "from_keras": "netbuilder.api.network",
    "from_file": "netbuilder.api.network",
    "check": "netbuilder.api.linting",
    "fix": "netbuilder.api.linting",
    "build": "netbuilder.api.building",
    "save": "netbuilder.api.saving",
    "distributed": "netbuilder.api.distributing",
    "Distributed": "netbuilder.api.distributing",
    "probe": "netbuilder.api.probing",
    "compare": "netbuilder.api.comparing",
    "show": "netbuilder.api.showing",
    "code": "netbuilder.api.showing",
    "report": "netbuilder.api.showing",
    "explain": "netbuilder.api.showing",
    "schema": "netbuilder.api.showing",
    "grid": "netbuilder.api.comparing",
    "Grid": "netbuilder.variants.records",
    "Comparison": "netbuilder.comparison.records",
    "Report": "netbuilder.api.report",
    "Fixes": "netbuilder.api.report",
    "Network": "netbuilder.api.network",
    "Compile": "netbuilder.vocabulary.network",
    "Input": "netbuilder.vocabulary.network",
    "Limits": "netbuilder.vocabulary.network",
    "Runtime": "netbuilder.vocabulary.network",
    "Task": "netbuilder.vocabulary.network",
    "ConfigError": "netbuilder.diagnostics.errors",
    "ConfigWarning": "netbuilder.diagnostics.errors",
    "InstallationError": "netbuilder.diagnostics.errors",
    "ActivationLike": "netbuilder.vocabulary.base.node_fields",
    "ConstraintLike": "netbuilder.vocabulary.base.node_fields",
    "InitializerLike": "netbuilder.vocabulary.base.node_fields",
    "LayerLike": "netbuilder.vocabulary.base.node_fields",
    "LossLike": "netbuilder.vocabulary.base.node_fields",
    "MetricLike": "netbuilder.vocabulary.base.node_fields",
    "OptimizerLike": "netbuilder.vocabulary.base.node_fields",
    "RegularizerLike": "netbuilder.vocabulary.base.node_fields",
}
"""What else the package has, and the module that defines it."""


def of_package(name: str) -> Any:
    """What `netbuilder.<name>` is; raises AttributeError where there is nothing of that name."""
    if name == "__version__":
        from netbuilder.version import VERSION

        return VERSION
    _connect()
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    if name in KINDS:
        return import_module(f"netbuilder.{name}")
    if name[:1].isupper() or name == "repeat":
        cls = find("layer", name) or find("cell", name)
        if cls is not None:
            return cls
    raise AttributeError(_unknown("netbuilder", name))


def names_of_package() -> list[str]:
    """Every public name of the package."""
    return sorted({*HOMES, *KINDS, *names("layer"), *names("cell")})


def of_kind(module: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a public module that has the classes of one kind."""
    kind = KINDS[module.rpartition(".")[2]]

    def get(name: str) -> Any:
        _connect()
        if not name.startswith("_") and (cls := find(kind, name)) is not None:
            return cls
        if (kind, name) == ("optimizer", "schedules"):  # where Keras has them
            return import_module("netbuilder.schedules")
        raise AttributeError(_unknown(module, name))

    def list_names() -> list[str]:
        return sorted(names(kind))

    return get, list_names


@cache
def _connect() -> None:
    """Give the vocabulary its words and the records their views: whatever a program takes from here may need them."""
    from netbuilder.suggest import python_errors
    from netbuilder.views import display

    python_errors.install()
    display.install()


def _unknown(module: str, name: str) -> str:
    hint = "" if name.startswith("_") else _hint(module, name)
    return f"module {module!r} has no attribute {name!r}{hint and '; '}{hint}"


def _hint(module: str, name: str) -> str:
    """What was meant by a name that a public module does not have; empty where nothing is near."""
    from netbuilder.diagnostics.closest import closest

    if module != "netbuilder":
        near = closest(name, names(KINDS[module.rpartition(".")[2]]))
    elif name == "layers":
        return "layers are in netbuilder itself, as 'netbuilder.Dense'"
    else:
        homes = (home for home, kind in KINDS.items() if name in names(kind))
        near = next((f"{home}.{name}" for home in homes), None) or closest(name, names_of_package())
    return f"did you mean {near!r}?" if near else ""
