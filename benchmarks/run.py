"""make bench: print the table of docs/benchmarks.md.

Usage: python -m benchmarks.run [--write] [--only] [startup|checking|importing|building|probing|schema|lsp|memory ...]
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import row


def _startup() -> Iterator[str]:
    from benchmarks import startup

    yield from (one.markdown() for one in startup.rows())


def _checking() -> Iterator[str]:
    from benchmarks import checking

    yield from (one.markdown() for one in checking.rows())


def _building() -> Iterator[str]:
    from benchmarks import building

    yield from (one.markdown() for one in building.rows())


def _importing() -> Iterator[str]:
    from benchmarks import importing

    yield from (one.markdown() for one in importing.rows())


def _schema() -> Iterator[str]:
    from benchmarks import schema

    yield from (one.markdown() for one in schema.rows())


def _probing() -> Iterator[str]:
    from benchmarks import probing

    yield from (one.markdown() for one in probing.rows())


def _lsp() -> Iterator[str]:
    from benchmarks import typing_in_editor

    yield from (one.markdown() for one in typing_in_editor.rows())


def _memory() -> Iterator[str]:
    from benchmarks import building

    yield "\n" + building.memory()


SECTIONS: dict[str, Callable[[], Iterator[str]]] = {
    "startup": _startup,
    "checking": _checking,
    "importing": _importing,
    "building": _building,
    "probing": _probing,
    "schema": _schema,
    "lsp": _lsp,
    "memory": _memory,
}


WITH_KERAS = ("checking", "importing", "building", "probing", "memory")
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
INTRODUCTION = """\
# What netbuilder costs

Written by `python -m benchmarks.run --write`; `make bench` prints the same table. Everything is a ratio of two things
measured in turn in one run, so that it means something on another machine too. Each time is the fastest of
several, by the clock for whole processes and of the processor for what runs in one; a build of 300 layers is the mean
of six in one process, garbage collection included.

F1 is the floor: what the smallest honest tool on pydantic pays to start, `from pydantic import BaseModel; import yaml`
and one model defined and validated. `add() one by one` and `Sequential([...])` are Keras' own two ways to make a model.

"""


def main(names: list[str]) -> None:
    """Print the rows of the sections named, or of all; with --write they go into the documentation too."""
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    writes = "--write" in names
    start = time.monotonic()
    said = []
    for line in _lines([name for name in names if name not in ("--write", "--only")] or list(SECTIONS)):
        print(line, flush=True)
        said.append(line)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    last = f"\n{_machine()}. Load {load} at the end; all of it took {time.monotonic() - start:.0f} s."
    print(last)
    if writes:
        PAGE.write_text(INTRODUCTION + "\n".join([*said, last]) + "\n", encoding="utf-8")


def _lines(names: list[str]) -> Iterator[str]:
    yield row.HEADER
    for name in names:
        if name in WITH_KERAS:
            from netbuilder.engine.backends.start import start

            start("tensorflow").package.get_logger().setLevel("ERROR")
        yield from SECTIONS[name]()


def _machine() -> str:
    """What the numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("keras", "tensorflow", "pydantic", "PyYAML"))
    return f"Python {platform.python_version()}, {packages}; {os.cpu_count()} CPUs, {platform.machine()}"


if __name__ == "__main__":
    main(sys.argv[1:])
