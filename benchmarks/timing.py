"""Timing in turn, A B A B ...: whole processes by the clock, functions by what they take of the processor."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

PYTHON = sys.executable


class Measured(NamedTuple):
    """A ratio, and the two times in seconds."""

    ratio: float
    ours: float
    theirs: float


def seconds(command: Sequence[str], accepts: tuple[int, ...] = (0,)) -> float:
    """Wall time of one whole process.

    Raises:
        RuntimeError: it ended with a status that is not expected.
    """
    # Compiled modules are kept, as they are for whoever runs the command twice.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    took = time.perf_counter() - start
    if done.returncode not in accepts:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return took


class Memory(NamedTuple):
    """The most memory that two commands took, in MiB."""

    ours: float
    theirs: float


def memory(ours: Sequence[str], theirs: Sequence[str]) -> Memory:
    """Resident memory at its highest, as the system counts it."""
    return Memory(peak(ours), peak(theirs))


def peak(command: Sequence[str]) -> float:
    """The same of one command."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([PYTHON, "-c", code, *command], capture_output=True, text=True, check=True)
    return float(done.stdout)


def processes(ours: Sequence[str], theirs: Sequence[str], rounds: int = 7) -> Measured:
    """Two commands in turn after one warm-up each; the fastest of each, as whatever else runs only ever adds."""
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, other = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    return Measured(mine / other, mine, other)


def scripts(ours: str, theirs: str, given: str, rounds: int = 7) -> Measured:
    """Two Python programs in turn, each in a process of its own; they read `given` and print the seconds they took."""

    def told(code: str) -> float:
        done = subprocess.run([PYTHON, "-c", code], input=given, capture_output=True, text=True, check=True)
        return float(done.stdout)

    pairs = [(told(ours), told(theirs)) for _ in range(rounds)]
    return _measured([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def functions(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 5, *, warm: bool = False
) -> Measured:
    """Two functions in turn after one warm-up each, in CPU seconds: other processes do not count.

    `warm` is for what takes too long to be run for nothing.
    """
    if not warm:
        ours(), theirs()
    mine, other = [], []
    for _ in range(rounds):
        mine.append(_cpu(ours))
        other.append(_cpu(theirs))
    return _measured(mine, other)


def medians(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 400) -> Measured:
    """Two functions of a millisecond or less in turn, warm, in CPU seconds: the medians, as an author meets them."""
    for _ in range(rounds // 10):
        ours(), theirs()
    mine, other = [], []
    for _ in range(rounds):
        for function, times in ((ours, mine), (theirs, other)):
            start = time.process_time()
            function()
            times.append(time.process_time() - start)
    return Measured(median(mine) / median(other), median(mine), median(other))


def _cpu(function: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    function()
    return time.process_time() - start


def _measured(ours: list[float], theirs: list[float]) -> Measured:
    # As above: whatever else runs, and how memory lies, only ever adds.
    mine, other = min(ours), min(theirs)
    return Measured(mine / other, mine, other)
