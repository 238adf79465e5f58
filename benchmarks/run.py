"""make bench: print the table of docs/benchmarks.md.

Usage: python -m benchmarks.run [startup|checking|building|probing|schema|memory ...]
"""

import os
import sys
from collections.abc import Callable, Iterator

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


def main(names: list[str]) -> None:
    """Print the rows of the sections named, or of all."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    print(row.HEADER)
    for name in names or list(SECTIONS):
        for line in SECTIONS[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
