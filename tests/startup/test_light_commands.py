"""What each light command imports: nothing heavy, and nothing that nobody decided on."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"tensorflow", "keras", "numpy", "h5py", "pandas", "matplotlib", "jinja2", "rich", "requests", "scipy"}
NO_READING = {"pydantic", "pydantic_core", "yaml"}
"""What commands that read no config have no use for."""

CONFIG = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""
BROKEN = CONFIG.replace("relu", "rellu").replace("units: 3", "unitz: 3")

PROBE = """
import sys
from netbuilder.cli.run import run
import io
sys.stdout = io.StringIO()
sys.stderr = io.StringIO()
status = run({args!r})
out = sys.__stdout__
out.write(str(status) + "\\n" + "\\n".join(sorted(sys.modules)))
"""


@cache
def loaded(code: str, folder: Path) -> tuple[str, set[str]]:
    """The exit status, and every module that a fresh process has loaded at the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONUNBUFFERED", None)
    done = subprocess.run(
        [sys.executable, "-X", "frozen_modules=off", "-c", code],
        capture_output=True, text=True, cwd=folder, env=environment, check=True,
    )  # fmt: skip
    status, *names = done.stdout.splitlines()
    return status, set(names)


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("light")
    (folder / "net.yaml").write_text(CONFIG)
    (folder / "broken.yaml").write_text(BROKEN)
    return folder


COMMANDS = {
    "--version": "0",
    "check --help": "0",
    "check net.yaml": "0",
    "check --format sarif broken.yaml": "1",
    "show net.yaml": "0",
    "code net.yaml": "0",
    "explain NB201": "0",
    "explain Dense layers": "0",
    "rules": "0",
    "schema": "0",
    "new mlp": "0",
    "build --dry-run net.yaml": "0",
}
ONE_AFTER_ANOTHER = """
import io, sys
from netbuilder.cli.run import run
told, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()
for command in {commands!r}:
    told.write(command + ": " + str(run(command.split())) + " " + " ".join({heavy!r} & sys.modules.keys()) + "\\n")
"""


def test_nothing_heavy(folder: Path) -> None:
    """In one process after the other command, so that the first one named with something heavy has loaded it."""
    _, names = loaded("print(0)" + ONE_AFTER_ANOTHER.format(commands=list(COMMANDS), heavy=HEAVY), folder)
    told = {line.partition(": ")[0]: line.partition(": ")[2].strip() for line in names}
    assert told == COMMANDS


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["check", "--help"], ["new", "mlp"]], ids=" ".join)
def test_what_reads_no_config_loads_no_reader(args: list[str], folder: Path) -> None:
    _, names = loaded(PROBE.format(args=args), folder)
    assert not roots(names) & NO_READING


def new_modules(args: list[str], folder: Path, decided: str) -> set[str]:
    """What the command loads beyond the decided modules and whatever they load themselves in this Python."""
    _, base = loaded(f"import click, io, sys, {decided}; print(0); print('\\n'.join(sorted(sys.modules)))", folder)
    _, names = loaded(PROBE.format(args=args), folder)
    return roots(names - base)


# Beyond what pydantic, yaml and click load by themselves, every module is on one of these lists. A new one is put there
# on purpose, and its price is looked up with `python -X importtime`.
VERSION = "glob, locale, textwrap"
HELP = f"{VERSION}, shutil"
"""The last for the width of the terminal."""
CHECK = {"netbuilder", "glob", "gc", "_blake2"}
"""The last is loaded by `hashlib`, and so by pydantic, up to Python 3.11 only."""


def test_help_loads_hardly_anything(folder: Path) -> None:
    assert new_modules(["--help"], folder, HELP) <= {"netbuilder", "click", "encodings"}
    assert new_modules(["--version"], folder, VERSION) <= {"netbuilder", "click", "encodings"}


def test_a_clean_check_loads_only_what_is_decided(folder: Path) -> None:
    floor = (
        "from pydantic import BaseModel\nimport yaml, click, io, sys\n"
        "class M(BaseModel):\n    a: int\nM.model_validate({'a': 1})\n"
        "print(0); print('\\n'.join(sorted(sys.modules)))"
    )
    _, base = loaded(floor, folder)
    _, names = loaded(PROBE.format(args=["check", "net.yaml"]), folder)
    assert roots(names - base) <= CHECK


def test_a_plain_check_is_read_without_click(folder: Path) -> None:
    _, names = loaded(PROBE.format(args=["check", "--strict", "net.yaml", "--format=concise"]), folder)
    assert "click" not in names


def test_a_clean_check_loads_no_words_for_mistakes(folder: Path) -> None:
    """What only a mistake, a fix or another command needs stays where it is."""
    _, names = loaded(PROBE.format(args=["check", "net.yaml"]), folder)
    unused = [
        "suggest", "source.syntax", "source.edit.realize", "lint.autofix", "system.replace",
        "engine", "convert", "plan", "propagation", "api", "views.page", "views.tables", "views.explain",
        "views.formats.json", "views.formats.sarif",
    ]  # fmt: skip
    root = ROOT / "netbuilder"
    for name in unused:
        file = root.joinpath(*name.split("."))
        assert file.is_dir() or file.with_suffix(".py").is_file(), name
    found = {name.removeprefix("netbuilder.") for name in names}
    assert not {name for name in found if any(name == one or name.startswith(f"{one}.") for one in unused)}


@pytest.mark.parametrize(("command", "most"), [("--version", 18), ("--help", 18), ("check net.yaml", 130)])
def test_few_of_our_own_modules_are_loaded(command: str, most: int, folder: Path) -> None:
    """Beside the rules, of which every check needs all."""
    _, names = loaded(PROBE.format(args=command.split()), folder)
    ours = {name for name in names if roots({name}) == {"netbuilder"} and not name.startswith("netbuilder.rules.")}
    assert 0 < len(ours) <= most, sorted(ours)


def test_a_clean_check_asks_no_package_for_plugins(folder: Path) -> None:
    """As pydantic would, which takes longer than the check itself, and runs what it finds."""
    _, names = loaded(PROBE.format(args=["check", "net.yaml"]), folder)
    assert "pydantic" in names
    assert not names & {"importlib.metadata", "pydantic.plugin._loader", "email", "email.message"}


def test_the_vocabulary_is_loaded_by_family(folder: Path) -> None:
    _, names = loaded(PROBE.format(args=["check", "net.yaml"]), folder)
    layers = {name for name in names if name.startswith("netbuilder.vocabulary.layers.")}
    assert len(layers) <= 3, layers


def test_importing_the_package_is_light(folder: Path) -> None:
    code = "import netbuilder, sys; print(0); print('\\n'.join(sorted(sys.modules)))"
    _, names = loaded(code, folder)
    assert not roots(names) & (HEAVY | NO_READING)
    assert len({name for name in names if name.startswith("netbuilder")}) <= 4


def test_names_of_the_package_load_no_keras(folder: Path) -> None:
    code = (
        "import netbuilder as nb, sys\n"
        "nb.check('net.yaml'); nb.load('net.yaml'); nb.Dense(units=3); nb.initializers.HeNormal()\n"
        "print(0); print('\\n'.join(sorted(sys.modules)))"
    )
    _, names = loaded(code, folder)
    assert not roots(names) & HEAVY
