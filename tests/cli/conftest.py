"""A command line that runs in the test's own process, in a folder of its own."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from netbuilder.cli.run import run
from tests import warm

GOOD = """\
name: good
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""
WARNING = GOOD.replace("activation: relu", "activation: relu, kernel_initializer: zeros")
ERROR = GOOD.replace("activation: relu", "activation: relu, kernel_initializer: glorot_uniform")


class Result(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty current folder with three configs in it."""
    for name, text in {"good": GOOD, "warning": WARNING, "error": ERROR}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


@pytest.fixture
def netbuilder(folder, capsys, monkeypatch):
    """Run a command line here; `stdin` is what standard input holds."""

    def call(*args, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = run([str(arg) for arg in args])
        found = capsys.readouterr()
        return Result(status, found.out, found.err)

    return call


@pytest.fixture
def process(folder):
    """Run a command line in a process of its own."""

    def call(*args, env=None, **more):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})}
        command = [sys.executable, "-m", "netbuilder", *[str(arg) for arg in args]]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, **more)

    return call


@pytest.fixture
def forked(folder):
    """The same without the seconds of TensorFlow's import; what a test claims about the start needs `process`."""

    def call(*args, env=None, **more):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})}
        return warm.run(["-m", "netbuilder", *[str(arg) for arg in args]], env=environment, **more)

    return call
