"""Command lines that build, word for word but for the numbers: see `test_command_lines.py`.

In `built/` several command lines may stand behind each other, parted by ` ; `; what the last one prints and all that is
written is kept.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_command_lines import Case, cases

pytestmark = pytest.mark.keras
CASES = list(cases(Path(__file__).parent / "built" / "lines.txt"))
SMALL = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
FILES = {
    "small.yaml": SMALL,
    "other.yaml": SMALL.replace("2", "3"),
    "half.yaml": SMALL + "runtime: {precision: mixed_float16}\n",
    "constant.yaml": SMALL.replace("2}", "2, kernel_initializer: zeros}") + "rules: {NB203: off}\n",
    "trained.yaml": SMALL + "seed: 1\ncompile: {optimizer: {Adam: {learning_rate: 0.1}}, loss: mse}\n",
    "deep.yaml": """\
seed: 1
input: [16]
layers:
  - repeat: {times: 16, layers: [Dense: {units: 16, activation: relu, kernel_initializer: glorot_uniform}]}
  - Dense: {units: 1}
compile: {optimizer: sgd, loss: mse}
rules: {NB201: off}
""",
    "doubled.yaml": SMALL + "  - Doubled\n",
    "mine.py": """\
import keras

@keras.saving.register_keras_serializable(package="mine")
class Doubled(keras.layers.Layer):
    def call(self, inputs):
        return inputs * 2

    def compute_output_shape(self, shape):
        return shape
""",
    "stops.py": "raise SystemExit('no licence')\n",
    "nets/small.yaml": SMALL,
}


def told(line: str, forked: Callable[..., Any], folder: Path) -> str:
    """What comes of command lines in a folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    for path in folder.glob("[!.]*.yaml"):
        if path.name not in FILES:
            path.unlink()
    *first, last = [shlex.split(part)[1:] for part in line.split(" ; ")]
    for arguments in first:
        assert forked(*arguments).returncode == 0
    done = forked(*last)
    parts = [f"{name}:\n{text}" for name, text in (("output", done.stdout), ("error", done.stderr)) if text]
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file())
    parts += [f"{name} is written" for name in found if name not in FILES and "__pycache__" not in name]
    text = re.sub(r"(?<![\w])\d[\d.,e+-]*", "N", "\n".join(parts).replace(str(folder), "FOLDER"))
    text = re.sub(r"\b(?:fits|slow|fails)$", "OUTCOME", text, flags=re.MULTILINE)
    text = f"exit status {done.returncode}\n{text}"
    return "\n".join(f"  {line[:300]}".rstrip() for line in text.split("\n")).rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
def test_what_comes_of_a_build(
    case: Case, forked: Callable[..., Any], folder: Path, pytestconfig: pytest.Config
) -> None:
    text = told(case.line, forked, folder)
    if pytestconfig.getoption("--update-golden"):
        texts = (f"$ {each.line}\n{text if each.line == case.line else each.expected}\n" for each in cases(case.file))
        case.file.write_text("".join(texts).replace("\n\n$ ", "\n$ "), encoding="utf-8")
    else:
        assert text == case.expected
