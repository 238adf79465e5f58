"""The Portuguese README: its file is the program beside it, its words and commands are there, its table is true."""

import re
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.cli.commands import __path__ as commands
from netbuilder.rules.base import codes
from netbuilder.suggest import portuguese
from netbuilder.views.explain.pairing import pairing
from netbuilder.vocabulary.base.registry import every

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.pt.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_file_has_no_findings() -> None:
    (text,) = [text for language, text in BLOCKS if language == "yaml"]
    assert not nb.check(text).errors + nb.check(text).warnings


def _initializers(model: Any) -> list[type[object]]:
    return [type(getattr(layer, "kernel_initializer", None)) for layer in model.layers]


@pytest.mark.keras
def test_the_programs_run_and_the_first_is_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    monkeypatch.chdir(ROOT)
    first, second = [text for language, text in BLOCKS if language == "python"]
    scope: dict[str, Any] = {"keras": keras, "layers": keras.layers}
    exec(first, scope)
    text = next(text for language, text in BLOCKS if language == "yaml")
    ours, theirs = nb.build(text), scope["model"]
    assert _initializers(ours) == _initializers(theirs)
    assert ours.count_params() == theirs.count_params()
    exec(second, {})


def test_commands_keys_and_codes_are_there() -> None:
    files = {file.stem.strip("_") for folder in commands for file in Path(folder).glob("*.py")}
    assert set(re.findall(r"netbuilder (\w+)", README)) - {"as", "não"} <= files
    targets = re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= set(targets)
    assert set(re.findall(r"NB\d{3,4}", README)) <= set(codes())
    words = re.search(r"palavras do curso \((.*?)\)", README, re.DOTALL)
    assert words is not None
    known = {
        word
        for table in (portuguese.OPTIONS, *portuguese.NAMES.values())
        for text in table.values()
        for word in text.split()
    }
    assert set(re.findall(r"`([^`]+)`", words[1])) <= known | set(portuguese.SECTIONS)


def test_the_pairs_are_those_that_are_chosen() -> None:
    chosen = {cls.__name__: pair for cls in every("activation") if (pair := pairing(cls)) is not None}
    for activations, initializers in re.findall(r"^\| (`.*?) \| \w+: (`.*?) \|", README, re.MULTILINE):
        for activation in re.findall(r"`(\w+)`", activations):
            for initializer in re.findall(r"`(\w+)`", initializers):
                assert f"`{initializer}`" in chosen[activation][1]
