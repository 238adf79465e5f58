"""A `check` in a process of its own loads PyYAML's C parser alone, and reads as with all of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from netbuilder.source import read
from netbuilder.views.formats import renderer

ROOT = Path(__file__).parents[2]
TEXTS = [
    "a: [1, {b: 2}]\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "a: |\n  b\n", "", "a: *nowhere\n", "a: [1\n", "a: {1\n",
    "a: 'b\n", "a: b: c\n", "\ta: 1\n", "a:\n\t- 1\n", "- a\nb\n", "a: @b\n", "a: \"\\q\"\n", "a: \x00\n",
    "a: \ud800\n", "a: \U0001f600\n", "%YAML 9\n---\n", "a: 1\n---\nb: 1\n", "? [a]\n: 1\n", "[" * 2000,
    "a: 2001-01-01\nb: <<\nc: =\n",
]  # fmt: skip


def summary(texts: list[str]) -> str:
    """What is read of each text, and what is wrong with it."""
    documents = [read(text, "x") for text in texts]
    return ascii([(document.value, renderer("json")(document.problems, colour=False)) for document in documents])


pytestmark = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no C parser here")


def printed(code: str, *words: str) -> str:
    """What a program prints, in a fresh process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8:backslashreplace"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, encoding="utf-8", env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_reads_the_same() -> None:
    code = (
        "from netbuilder.system.bare_yaml import load_parser; load_parser()\n"
        "from tests.startup.test_bare_yaml import TEXTS, summary; print(summary(TEXTS))\n"
        "import sys; assert 're' in sys.modules and not hasattr(sys.modules['yaml.constructor'], 'SafeConstructor')"
    )
    assert printed(code).strip() == summary(TEXTS)


def test_the_command_loads_no_more(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: [8]\nlayers:\n  - Dense: {units: 4}\n")
    code = (
        "import sys, atexit\nsys.argv = ['netbuilder', 'check', '--no-cache', *sys.argv[1:]]\n"
        "atexit.register(lambda: print(hasattr(sys.modules['yaml'], 'SafeLoader')))\n"
        "from netbuilder.__main__ import main; main()"
    )
    assert printed(code, str(tmp_path / "net.yaml")).split() == ["Nothing", "found.", "False"]


WITHOUT_C = """
class Without:
    def find_spec(self, name, *_):
        if name == "yaml._yaml":
            raise ImportError
sys.meta_path.insert(0, Without())
load_parser()
"""


@pytest.mark.parametrize(
    ("before", "has_c"),
    [("", True), (WITHOUT_C, False), ("import yaml; load_parser()", True)],
    ids=["api", "without C", "loaded already"],
)
def test_elsewhere_it_is_whole(before: str, has_c: bool) -> None:
    """In a program that calls netbuilder, without the C parser, and where it is loaded already."""
    code = (
        f"import sys\nfrom netbuilder.system.bare_yaml import load_parser\n{before}\n"
        "from netbuilder.cli.run import run; run(['check', '/nowhere.yaml'])\n"
        "import netbuilder; netbuilder.check('a: 1\\n')\n"
        "import yaml; print(yaml.safe_load('[1, 2]'), yaml.__with_libyaml__)"
    )
    assert printed(code).split("\n")[-2] == f"[1, 2] {has_c}"
