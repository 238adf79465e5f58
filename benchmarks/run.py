"""make bench: print the table of docs/benchmarks.md.

Usage: python -m benchmarks.run [startup|checking|building|probing|schema|memory ...]
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version

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


def _schema() -> Iterator[str]:
    from benchmarks import schema

    yield from (one.markdown() for one in schema.rows())


def _probing() -> Iterator[str]:
    from benchmarks import probing

    yield from (one.markdown() for one in probing.rows())


def _memory() -> Iterator[str]:
    from benchmarks import building

    yield "\n" + building.memory()


SECTIONS: dict[str, Callable[[], Iterator[str]]] = {
    "startup": _startup,
    "checking": _checking,
    "building": _building,
    "probing": _probing,
    "schema": _schema,
    "memory": _memory,
}


WITH_KERAS = ("checking", "building", "probing", "memory")


def main(names: list[str]) -> None:
    """Print the rows of the sections named, or of all."""
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    names = names or list(SECTIONS)
    start = time.monotonic()
    print(row.HEADER)
    for name in names:
        if name in WITH_KERAS:
            from netbuilder.engine.quiet import libraries

            libraries()
        for line in SECTIONS[name]():
            print(line, flush=True)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{_machine()}; load {load}; all of it took {time.monotonic() - start:.0f} s")


def _machine() -> str:
    """What the numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("keras", "tensorflow", "pydantic", "PyYAML"))
    return f"Python {platform.python_version()}, {packages}; {os.cpu_count()} CPUs, {platform.machine()}"


if __name__ == "__main__":
    main(sys.argv[1:])
