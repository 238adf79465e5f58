"""The stubs of the public modules, for type checkers and editors: written from the vocabulary, never by hand.

python -m netbuilder.api.stubs           write them
python -m netbuilder.api.stubs --check   exit 1 if one is out of date
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from netbuilder.api.names import HOMES, KINDS
from netbuilder.system.generated import generate
from netbuilder.vocabulary.base.registry import find, names

_HEAD = "# Written by `python -m netbuilder.api.stubs`.\n# ruff: noqa\n# fmt: off\n\n"


def stubs() -> dict[str, str]:
    """The text of every stub, by the name of its file."""
    package = [f"from {home} import {name} as {name}" for name, home in HOMES.items()]
    package += [f"from netbuilder import {module} as {module}" for module in KINDS]
    package += [*_imports("layer"), *_imports("cell")]
    files = {"__init__": _text(package, "__version__: str")}
    for module, kind in KINDS.items():
        imports = _imports(kind)
        if module == "optimizers":
            imports.append("from netbuilder import schedules as schedules")
        files[module] = _text(imports)
    return {f"{name}.pyi": text for name, text in files.items()}


def _imports(kind: str) -> list[str]:
    imports = []
    for name in names(kind):
        cls = find(kind, name)
        assert cls is not None
        imports.append(f"from {cls.__module__} import {name} as {name}")
    return imports


def _text(imports: Iterable[str], *more: str) -> str:
    body = "\n".join(sorted(imports, key=str.lower))
    return _HEAD + "\n\n".join([body, *more]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the stubs, or compare them; the exit status."""
    folder = Path(__file__).parents[1]
    return generate("netbuilder.api.stubs", {folder / name: text for name, text in stubs().items()}, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
