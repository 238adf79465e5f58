"""What calls of the Python API give or raise, word for word, and what they warn of: see `tests/calls.py`."""
# ruff: noqa: F401  # the expressions have the names

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.api import names, stubs
from tests.calls import Call, calls

FILE = Path(__file__).with_name("calls.txt")
GOOD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
WRONG = "input: [4]\nlayers:\n  - Dens: {units: 3}\n  - Dense: {units: -1}\n"
ZEROS = """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu, kernel_initializer: zeros}
  - Dense: {units: 1, activation: softmax}
"""
WARNED = ZEROS.replace("1, activation: softmax", "1")
UNSAFE = GOOD + "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n"
TYPO = "input: [4]\nlayers:\n  - Dens: {units: 2}  # hidden\n"
TYPOS = TYPO.replace("units: 2", "units: 2, activaton: relu")
NOTED = (
    GOOD + "  - Dense: {units: 3, activation: softmax}\ncompile: {optimizer: adam, loss: categorical_crossentropy}\n"
)
SPREAD = GOOD + "name: spread\nruntime: {backend: jax, distribution: DataParallel, devices: 2}\n"
MUON = GOOD + "compile: {optimizer: muon, loss: mse}\n"
MODEL = '{"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"units": 2, "batch_input_shape": '
MODEL += "[null, 4]}}]}\n"
FILES = {
    "net.yaml": GOOD,
    "typo.yaml": TYPO,
    "latin.yaml": b"# \xe9\n",
    "marked.yaml": b"\xef\xbb\xbf" + TYPO.replace("\n", "\r\n").encode(),
    "model.json": MODEL,
    "lost.json": MODEL.replace('"units": 2', '"units": 2, "activation": "mine"'),
    "pyproject.toml": '[tool.netbuilder]\nrules = {NB203 = "off"}\n',
    "other.toml": "[project]\n",
    "strict.toml": "[tool.netbuilder]\nstrict = true\n",
}


class Model:
    """What looks like a model of Keras, as far as a call looks at it before it needs one."""

    layers = ()

    def save(self) -> None: ...

    def predict(self) -> None: ...

    def to_json(self) -> str:
        return MODEL


class Other(Model):
    def to_json(self) -> Any:
        return 3


class BytesPath:
    def __fspath__(self) -> bytes:
        return b"net.yaml"


class Endless:
    """It says that it can be gone through, and cannot."""

    def __iter__(self) -> Iterator[int]:
        raise TypeError("iteration over nothing")


NAMES = {
    name: value
    for name, value in globals().items()
    if name.isupper() or name in ("nb", "pickle", "names", "stubs", "Path", "Model", "Other", "BytesPath", "Endless")
}


def fill(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("call", list(calls(FILE)), ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    call.compare(call.outcome(NAMES, tmp_path, __file__), pytestconfig)
