"""The measured verdict of every variant that can be built: in processes, one a core, each with a share of them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory

from netbuilder.variants.records import Grid


def probed(grid: Grid, imports: Sequence[str] = ()) -> Grid:
    """The grid with the verdict of every variant without errors; `imports` are modules with pieces of the caller's own.

    A variant of which nothing can be measured has none.
    """
    sound = [number for number, variant in enumerate(grid.variants) if not variant.errors]
    shares = [sound[first :: _cores()] for first in range(min(_cores(), len(sound)))]
    verdicts: dict[int, str] = {}
    with TemporaryDirectory(prefix="netbuilder-grid-") as folder:
        for number in sound:
            with open(os.path.join(folder, f"{number}.yaml"), "w", encoding="utf-8") as file:
                file.write(grid.variants[number].text)
        processes = [_start(folder, share, imports) for share in shares]
        for process in processes:
            for line in process.communicate()[0].splitlines():
                probe = json.loads(line)
                verdicts[int(probe["file"].removesuffix(".yaml"))] = probe["verdict"]
    variants = (variant._replace(verdict=verdicts.get(number, "")) for number, variant in enumerate(grid.variants))
    return grid._replace(variants=tuple(variants), is_probed=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(folder: str, share: Sequence[int], imports: Sequence[str]) -> "subprocess.Popen[str]":
    """A process that measures some variants, one line of JSON each."""
    options = [part for name in imports for part in ("--import", name)]
    files = [f"{number}.yaml" for number in share]
    command = [sys.executable, "-m", "netbuilder", "probe", "--quiet", "--format", "json", *options, *files]
    path = os.pathsep.join([os.getcwd(), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
