"""How many small faults the tests notice: `make mutate COUNT=100`, or `python -m benchmarks.mutate --room graph`.

A mutant (see `mutants.py`) is killed when a test fails: of the light ones those that execute it, then all of its
room, then those of its room that load Keras. All mutants sleep in one copy of the package, so that the light tests are
collected once and forked (see `mutation_tests.py`); one that is awake while the package is imported gets a process of
its own. Survivors are printed; some are equivalent to what they were made from, which only a reader can tell.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.mutants import ROOT, Mutant, put_to_sleep, rooms

TESTS = {
    "propagation": ["probe"],
    "system": ["system", "source/edit"],
    "graph": ["graph", "rules"],
    "lint": ["lint", "rules", "cli/test_project.py"],
    "pipeline": ["pipeline", "api"],
    "plan": ["plan", "convert", "views", "vocabulary", "engine"],
    "suggest": ["diagnostics", "vocabulary"],
    "language_server": ["lsp"],
}
"""Rooms whose tests are not, or not all, in a folder of the same name."""
LIGHT, KERAS = "not keras and not slow", "keras and not slow"


def folders(room: str) -> list[str]:
    """Where the tests of a room are."""
    return [f"tests/{name}" for name in TESTS.get(room, [room]) if (ROOT / "tests" / name).exists()]


def pytest(copy: Path, *options: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the tests of a copy, where nothing of another installation is in the way."""
    plain = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist"]
    plain += ["-p", "benchmarks.mutation_tests", f"--basetemp={copy.parent / 'files'}"]
    environment = {**os.environ, "PYTHONPATH": str(copy), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", *plain, *options]
    return subprocess.run(command, cwd=copy, env=environment, text=True, capture_output=True, check=False)


def light(copy: Path, chosen: dict[str, Mutant]) -> dict[str, str]:
    """What the light tests make of each mutant, forked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        of_rooms = {number: folders(mutant.room) for number, mutant in chosen.items()}
        (folder / "rooms.json").write_text(json.dumps(of_rooms), encoding="utf-8")
        done = pytest(copy, "-m", LIGHT, "tests", NETBUILDER_MUTATION=name)
        if done.returncode:
            sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
        for test in (folder / "failing").read_text(encoding="utf-8").splitlines():
            print("left out, it fails without a mutant:", test, flush=True)
        lines = (folder / "outcomes").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def fails(copy: Path, number: str, marks: str, where: list[str]) -> bool:
    """Whether a test fails in a fresh process with the mutant awake, and does not fail without."""
    name = copy.parent / "failed"
    name.unlink(missing_ok=True)
    done = pytest(copy, "-m", marks, *where, NETBUILDER_MUTANT=number, NETBUILDER_FAILED=str(name))
    if done.returncode in (0, 5):  # 5: there are no such tests
        return False
    return not name.exists() or pytest(copy, name.read_text(encoding="utf-8")).returncode == 0


def main() -> None:
    """Draw mutants, run the tests over each, and print the score by room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="how many, spread over the rooms by their size")
    parser.add_argument("--room", help="of one room only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="the light tests alone: a lower bound")
    options = parser.parse_args()
    everything = [mutant for name, some in rooms().items() if options.room in (None, name) for mutant in some]
    drawn = random.Random(options.seed).sample(everything, min(options.count, len(everything)))
    chosen = {str(number): mutant for number, mutant in enumerate(drawn)}
    killed, total = Counter[str](), Counter(mutant.room for mutant in drawn)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "build"))
        put_to_sleep(copy / "netbuilder", chosen)
        for number, what in light(copy, chosen).items():
            mutant, where = chosen[number], folders(chosen[number].room)
            is_killed = what == "killed"
            if what == "imported":
                is_killed = fails(copy, number, LIGHT, where) or fails(copy, number, LIGHT, ["tests"])
            if not is_killed and not options.quick:
                is_killed = fails(copy, number, KERAS, where)
            killed[mutant.room] += is_killed
            if not is_killed:
                print("survives", mutant.label, flush=True)
    for room in sorted(total):
        print(f"{room:15} {killed[room]:3} of {total[room]:3}")
    print(f"killed {killed.total()} of {total.total()}: {killed.total() / max(total.total(), 1):.0%}")


if __name__ == "__main__":
    main()
