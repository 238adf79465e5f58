"""docs/design.md and netbuilder/README.md name every room, in the order that the import contract keeps."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def contract() -> list[list[str]]:
    """The layers of the import contract, from the top; the rooms of one layer stand beside each other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [layers] = [entry["layers"] for entry in settings["tool"]["importlinter"]["contracts"] if entry["type"] == "layers"]
    return [re.split(r" [|:] ", layer) for layer in layers]


@pytest.mark.parametrize("page", ["docs/design.md", "netbuilder/README.md"])
def test_the_table_of_rooms_is_the_import_contract(page: str) -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", (ROOT / page).read_text(), re.MULTILINE)
    assert [re.findall(r"`(\w+)`", row) for row in rows] == contract()


def test_the_contract_names_every_module() -> None:
    """import-linter proves it too, where it is installed and asked."""
    modules = {path.stem for path in (ROOT / "netbuilder").iterdir() if path.suffix == ".py"} - {"__init__"}
    rooms = {path.parent.name for path in (ROOT / "netbuilder").glob("*/__init__.py")}
    assert sorted(modules | rooms) == sorted(room for layer in contract() for room in layer)


def test_make_help_lists_every_target_and_contributing_names_only_those() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z][\w-]*):.*## \S", makefile, re.MULTILINE))
    for page in ("CONTRIBUTING.md", "README.md", "docs/design.md"):
        named = re.findall(r"`make ([\w-]+)|^make ([\w-]+)", (ROOT / page).read_text(), re.MULTILINE)
        assert {name for pair in named for name in pair if name} <= targets, page
