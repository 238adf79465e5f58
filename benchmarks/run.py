"""make bench: print the tables of docs/benchmarks.md.

Usage: python -m benchmarks.run [--write] [--only] [startup|checking|importing|building|probing|schema|lsp|memory ...]
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from benchmarks import row


def _rows(module: str) -> Iterator[str]:
    yield row.HEADER
    yield from (one.markdown() for one in import_module(f"benchmarks.{module}").rows())


def _memory() -> Iterator[str]:
    from benchmarks import building, growth

    yield building.memory() + "\n"
    yield from growth.table()


SECTIONS: dict[str, Callable[[], Iterator[str]]] = {
    "startup": partial(_rows, "startup"),
    "checking": partial(_rows, "checking"),
    "importing": partial(_rows, "importing"),
    "building": partial(_rows, "building"),
    "probing": partial(_rows, "probing"),
    "schema": partial(_rows, "schema"),
    "lsp": partial(_rows, "typing_in_editor"),
    "memory": _memory,
}
WITH_KERAS = ("checking", "importing", "building", "probing", "memory")
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- {0}: written by python -m benchmarks.run --write {0} -->", "<!-- to here -->"
"""What stands between them in the page is written anew; all else is written by hand, and stays."""


def main(words: list[str]) -> None:
    """Print the tables of the sections named, or of all; with --write they go into the documentation too."""
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    for name in [word for word in words if word not in ("--write", "--only")] or SECTIONS:
        lines = []
        for line in _lines(name):
            print(line, flush=True)
            lines.append(line)
        print()
        if "--write" in words:
            page = PAGE.read_text(encoding="utf-8")
            PAGE.write_text(with_table(page, name, "\n".join(lines)), encoding="utf-8")


def _lines(name: str) -> Iterator[str]:
    start = time.monotonic()
    if name in WITH_KERAS:
        from netbuilder.engine.backends.start import start as start_backend

        start_backend("tensorflow").package.get_logger().setLevel("ERROR")
    yield from SECTIONS[name]()
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    yield f"\n{_machine()}. Load {load} at the end; it took {time.monotonic() - start:.0f} s."


def with_table(page: str, name: str, table: str) -> str:
    """The page with another table between the marks of a section.

    Raises:
        ValueError: it has no such marks.
    """
    begin = BEGIN.format(name)
    before, _, rest = page.partition(begin)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{PAGE} has no {begin} with {END} behind it")
    return f"{before}{begin}\n\n{table}\n\n{END}{after}"


def _machine() -> str:
    """What the numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("keras", "tensorflow", "pydantic", "PyYAML"))
    return f"Python {platform.python_version()}, {packages}; {os.cpu_count()} CPUs, {platform.machine()}"


if __name__ == "__main__":
    main(sys.argv[1:])
