"""Two versions of netbuilder in turn, row by row, beside the same peers.

Usage: python -m benchmarks.versions OTHER_PYTHON [start|files|warm|building|probe|fit ...]

OTHER_PYTHON is an interpreter in whose environment the other version is installed. What is run uses the command line
and the Python API alone, so that any version can be run.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import run
from typing import NamedTuple

from benchmarks.checking import COMPOSE, ON_ONE_CORE, blocks, deep, write_small
from benchmarks.kinds import KINDS
from benchmarks.startup import FLOOR, HAND_WRITTEN, SAME_MODEL
from benchmarks.timing import PYTHON, peak, seconds

Command = Sequence[str]
HEADER = "| what | before | now | bar |\n|---|---|---|---|"
"""Of whole processes the clock's ratio, and in brackets that of the processor's seconds, which other work on the
machine changes least."""

_BUILDS = """
import sys, time
import netbuilder as nb
text = sys.stdin.read()
nb.build(text)
start = time.process_time()
for _ in range(5):
    nb.build(text)
print((time.process_time() - start) / 5)
"""
_PROGRAMS = """
import time
from benchmarks.kinds import KINDS
kind = KINDS["{0}"]
kind.program()
start = time.process_time()
for _ in range(5):
    kind.program()
print((time.process_time() - start) / 5)
"""
_IN_TURN = """
import statistics, sys, time
def in_turn(ours, theirs, rounds, best=statistics.median):
    for _ in range(max(rounds // 10, 1)):
        ours(), theirs()
    times = [], []
    for _ in range(rounds):
        for function, taken in zip((ours, theirs), times):
            start = time.process_time()
            function()
            taken.append(time.process_time() - start)
    print(*map(best, times))
import netbuilder as nb
text = sys.stdin.read()
"""
_CHECKS = """
import yaml
in_turn(lambda: nb.check(text), lambda: yaml.compose(text, yaml.CSafeLoader), 400)
"""
_PROBES = """
import numpy as np
model = nb.build(text)
x = np.random.default_rng(0).standard_normal((256, 64)).astype("float32")
in_turn(lambda: nb.probe(model), lambda: model.train_on_batch(x, x), 15, min)
"""
_FITS = """
import keras, numpy as np
x = np.random.default_rng(0).standard_normal((2048, 64)).astype("float32")
stack = [keras.layers.Dense(64, "relu", kernel_initializer="he_normal") for _ in range(4)]
theirs = keras.Sequential([keras.Input((64,)), *stack])
theirs.compile("adam", "mse")
ours = nb.build(text)
in_turn(lambda: ours.fit(x, x, epochs=10, verbose=0), lambda: theirs.fit(x, x, epochs=10, verbose=0), 15, min)
"""


class Row(NamedTuple):
    """What the version before takes of the peer's time, or memory, and what this one takes."""

    what: str
    before: Sequence[float]
    now: Sequence[float]
    bar: float | None
    unit: str

    def markdown(self) -> str:
        """The row of a Markdown table."""
        bar = "" if self.bar is None else f"<= {self.bar:g}"
        return f"| {self.what} | {_ratios(self.before)} | {_ratios(self.now)} x {self.unit} | {bar} |"


def _ratios(ratios: Sequence[float]) -> str:
    first, *others = [f"{ratio:.3g}" for ratio in ratios]
    return f"{first} ({', '.join(others)})" if others else first


def _whole(
    what: str, before: Command, now: Command, peer: Command, bar: float | None, unit: str, rounds: int = 9
) -> Row:
    """Whole processes in turn, the fastest of each: by the clock, and by the processor's seconds."""
    times = [[_taken(command) for command in (before, now, peer)] for _ in range(rounds + 1)][1:]
    fastest = [[min(taken) for taken in zip(*column, strict=True)] for column in zip(*times, strict=True)]
    ratios = [[ours / theirs for ours, theirs in zip(each, fastest[2], strict=True)] for each in fastest[:2]]
    return Row(what, ratios[0], ratios[1], bar, unit)


def _taken(command: Command) -> tuple[float, float]:
    """Seconds by the clock, and of the processor, children included."""
    before = getrusage(RUSAGE_CHILDREN)
    clock = seconds(command)
    after = getrusage(RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _printed(python: str, code: str, given: str) -> list[float]:
    """The numbers that a program prints, in a folder where nothing is found but what is installed."""
    done = run([python, "-c", code], input=given, capture_output=True, text=True, check=True, cwd=tempfile.gettempdir())
    return [float(word) for word in done.stdout.split()]


def _start(other: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config, script = folder / "same.yaml", folder / "by_hand.py"
        config.write_text(SAME_MODEL)
        script.write_text(HAND_WRITTEN)
        (folder / "pyproject.toml").touch()
        before, now = _cli(other, "check", str(config)), _cli(PYTHON, "check", str(config))
        yield _whole("check FILE, cold, unchanged", before, now, FLOOR, 0.2, "F1", 15)
        now = _cli(PYTHON, "check", "--no-cache", str(config))
        yield _whole("check FILE, cold, changed", before, now, FLOOR, 1.3, "F1", 15)
        yield _whole("schema, cold", _cli(other, "schema"), _cli(PYTHON, "schema"), FLOOR, 0.5, "F1")
        built, unit = ("build", str(config), "-o", str(folder / "ours.keras")), "the hand-written script"
        by_hand = [PYTHON, str(script), str(folder / "theirs.keras")]
        yield _whole("build, cold", _cli(other, *built), _cli(PYTHON, *built), by_hand, 0.8, unit, 4)
        memory = [peak(command) for command in (_cli(other, *built), _cli(PYTHON, *built), by_hand)]
        yield Row("resident memory of that build", [memory[0] / memory[2]], [memory[1] / memory[2]], 0.9, unit)


def _cli(python: str, *words: str) -> list[str]:
    return [python, "-P", "-m", "netbuilder", *words]


def _files(other: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        files = write_small(folder)
        peer, unit = [PYTHON, "-c", COMPOSE, *files], "a process of PyYAML's C loader"
        before, now = _cli(other, "check", *files), _cli(PYTHON, "check", "--no-cache", *files)
        yield _whole("1,000 files, changed", before, now, peer, 2.2, unit)
        alone = [PYTHON, "-c", ON_ONE_CORE]
        yield _whole("the same on one core", [*alone, *before], [*alone, *now], [*alone, *peer], None, unit)
        yield _whole("1,000 files, unchanged", before, _cli(PYTHON, "check", *files), peer, 0.5, unit)


def _beside(what: str, code: str, given: str, bar: float, unit: str, other: str, rounds: int = 3) -> Iterator[Row]:
    """Programs that measure both themselves."""
    times = [[_printed(python, _IN_TURN + code, given) for python in (other, PYTHON)] for _ in range(rounds)]
    before, now = ([min(ours / theirs for ours, theirs in column)] for column in zip(*times, strict=True))
    yield Row(what, before, now, bar, unit)


def _building(other: str) -> Iterator[Row]:
    for name, kind in KINDS.items():
        times = []
        for _ in range(3):
            ours = [_printed(python, _BUILDS, kind.config())[0] for python in (other, PYTHON)]
            theirs = run([PYTHON, "-c", _PROGRAMS.format(name)], capture_output=True, text=True, check=True).stdout
            times.append([*ours, float(theirs)])
        fastest = [min(column) for column in zip(*times, strict=True)]
        yield Row(
            f"nb.build of {kind.name}",
            [fastest[0] / fastest[2]],
            [fastest[1] / fastest[2]],
            kind.bar,
            "Sequential([...])",
        )


SECTIONS: dict[str, Callable[[str], Iterator[Row]]] = {
    "start": _start,
    "files": _files,
    "warm": partial(_beside, "nb.check, 25 Dense and 25 ReLU (median)", _CHECKS, blocks(25), 3.0, "compose"),
    "building": _building,
    "probe": partial(_beside, "probe of 30 layers", _PROBES, "seed: 1\n" + deep(30), 5.6, "a later step"),
    "fit": partial(_beside, "fit on the built model", _FITS, "seed: 1\n" + deep(4), 1.03, "hand-written"),
}


def main(words: list[str]) -> None:
    """Print the rows of the sections named, or of all."""
    if not words:
        raise SystemExit(__doc__)
    print(HEADER)
    for name in words[1:] or SECTIONS:
        for row in SECTIONS[name](words[0]):
            print(row.markdown(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
