"""Checking in process: against Keras' own build, and against PyYAML's C loader."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml

import netbuilder as nb
from benchmarks.row import Row
from benchmarks.timing import PYTHON, Measured, functions, medians, processes, scripts
from netbuilder.lint.result import LintResult
from netbuilder.pipeline import Session

SMALL = """\
name: small
input: [64]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.3}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
"""


_OURS = """
import io, os, sys, time
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # in one process, as the other
from netbuilder.cli.run import run
from netbuilder.system.gc_pause import pause
files = sys.stdin.read().split("\\n")
pause()  # as `netbuilder` starts
out, sys.stdout = sys.stdout, io.StringIO()
assert run(["check", files[0]]) == 0
start = time.process_time()
assert run(["check", *files]) == 0
print(time.process_time() - start, file=out)
"""
_THEIRS = """
import sys, time, yaml
files = sys.stdin.read().split("\\n")
def compose(name):
    with open(name) as file:
        return yaml.compose(file, Loader=yaml.CSafeLoader)
compose(files[0])
start = time.process_time()
for name in files:
    compose(name)
print(time.process_time() - start)
"""


def deep(layers: int) -> str:
    """A file of that many Dense layers."""
    lines = ["input: [64]", "layers:", *["  - Dense: {units: 64, activation: relu}"] * layers]
    return "\n".join([*lines, "compile: {optimizer: adam, loss: mse}", "rules: {NB311: off, NB604: off}", ""])


def judge(text: str) -> LintResult:
    """Parse, validate and run the rules."""
    return Session(text, "bench.yaml").report


def rows() -> Iterator[Row]:
    """1,000 layers against Keras' build; 1,000 files against PyYAML; growth."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_small(folder)
        # In processes of their own: with many objects around, collecting garbage costs more than composing does.
        many = scripts(_OURS, _THEIRS, "\n".join(files))
        yield from _whole_processes(files)
    yield Row("check of 1,000 small files, the first one aside", many, 3.0, "PyYAML's C loader")
    text = deep(1000)
    yield Row(
        "parse + validate + rules, 1,000 layers",
        functions(partial(judge, text), partial(_keras, 1000), 3),
        0.03,
        "Keras' build",
    )
    text = blocks(25)
    warm = medians(partial(nb.check, text), partial(yaml.compose, text, yaml.CSafeLoader))
    yield Row("nb.check again and again, 25 Dense and 25 ReLU (median)", warm, 3.0, "compose")
    yield from _growth()


def write_small(folder: str) -> list[str]:
    """1,000 small files in a folder, a project of its own."""
    Path(folder, "pyproject.toml").touch()
    files = [Path(folder, f"{number:04}.yaml") for number in range(1000)]
    for number, file in enumerate(files):
        file.write_text(SMALL.replace("64", str(64 + number % 64)))
    return list(map(str, files))


def blocks(count: int) -> str:
    """A file of that many Dense layers, each with a ReLU behind it, and what is compiled."""
    lines = [f"  - Dense: {{units: {64 + number}}}\n  - ReLU\n" for number in range(count)]
    return "input: [64]\nlayers:\n" + "".join(lines) + "compile: {optimizer: adam, loss: mse}\n"


COMPOSE = """
import sys, yaml
for name in sys.argv[1:]:
    with open(name) as file:
        yaml.compose(file, Loader=yaml.CSafeLoader)
"""
ON_ONE_CORE = """
import os, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.execv(sys.argv[1], sys.argv[1:])
"""


def _whole_processes(files: list[str]) -> Iterator[Row]:
    """1,000 files from the start of Python to its end."""
    check = [PYTHON, "-m", "netbuilder", "check"]
    compose = [PYTHON, "-c", COMPOSE, *files]
    changed, unchanged = [*check, "--no-cache", *files], [*check, *files]
    unit = "a process of PyYAML's C loader"
    yield Row("check of 1,000 files, changed, whole process", processes(changed, compose), 2.2, unit)
    one = processes([PYTHON, "-c", ON_ONE_CORE, *changed], compose)
    yield Row("the same on one core", one, None, unit)
    yield Row("check of 1,000 files, unchanged, whole process", processes(unchanged, compose), 0.5, unit)


def _keras(layers: int) -> None:
    import sys

    import keras

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20 * layers + 5000)
    try:
        keras.Sequential([keras.Input((64,)), *[keras.layers.Dense(64, "relu") for _ in range(layers)]])
    finally:
        sys.setrecursionlimit(limit)


def _growth() -> Iterator[Row]:
    files = [SMALL.replace("64", str(64 + number % 64)) for number in range(1000)]
    base = functions(lambda: [judge(one) for one in files[:1]], lambda: None, 25).ours
    for count in (100, 1000):
        ours = functions(lambda count=count: [judge(one) for one in files[:count]], lambda: None, 3).ours  # type: ignore[misc]
        measured = Measured(ours / count / base, ours, base)
        yield Row(f"check of {count:,} small files, per file", measured, None, "that of one file")
    base = functions(partial(judge, deep(10)), lambda: None, 5).ours
    for layers in (100, 1000, 10_000):
        ours = functions(partial(judge, deep(layers)), lambda: None, 3).ours
        yield Row(
            f"check of {layers:,} layers, per layer",
            Measured(ours / layers / (base / 10), ours, base),
            None,
            "that of 10 layers",
        )
