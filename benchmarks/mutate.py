"""How many small faults the tests notice: `make mutate COUNT=120`, or `python -m benchmarks.mutate --room graph`.

A mutant (see `mutants.py`) is put into a copy of the repository, one at a time. It is killed when a test fails: of the
light ones those that execute its lines, then all of its room; then those of its room that load Keras; with `--slow`
the slow ones of its room, and every light one that executes it. The light ones are collected once and forked, and in
the fork the living functions get their mutated code; what is executed while modules are imported, as a default or an
option's range, needs a process of its own. Survivors are printed; the ones that are equivalent to what they were made
from stand in `equivalent_mutants.txt`, with the reason. With `--seconds` it stops after a while, and goes on where it
stopped when it is called again with the same `--folder`.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from benchmarks.mutants import Mutant, rooms
from benchmarks.mutation_copy import SLOW, WITH_KERAS, Copy, Forks
from benchmarks.mutation_forks import AWAKE, HANGS
from benchmarks.mutation_map import Map

TESTS = {
    "propagation": ["probe"],
    "system": ["system", "source/edit"],
    "graph": ["graph", "rules"],
    "lint": ["lint", "rules", "cli/test_project.py"],
    "pipeline": ["pipeline", "api"],
    "plan": ["plan", "convert", "views", "vocabulary", "engine"],
    "suggest": ["diagnostics", "vocabulary"],
    "language_server": ["lsp"],
    "engine": ["engine", "cli", "determinism"],
    "cli": ["cli", "cache", "startup"],
    "verdicts": ["cache"],
    "source": ["source", "diagnostics"],
    # Every option's default stands in the schema, which is generated and compared.
    "vocabulary": ["vocabulary", "startup/test_generated.py", "convert/test_json_schema.py"],
}
"""Rooms whose tests are not, or not all, in a folder of the same name."""
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")


def equivalents() -> dict[str, str]:
    """What is known to change nothing: the change, and why."""
    pairs = [line.split(" # ", 1) for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if " # " in line]
    return dict(pairs)


KERAS_TESTS = {
    "netbuilder/api/distributing.py": ["tests/cluster", "tests/api"],
    "netbuilder/cli/commands/probe.py": ["tests/cli", "tests/probe/test_command.py"],
    "netbuilder/pipeline/measuring.py": ["tests/probe"],
    "netbuilder/pipeline/weights.py": ["tests/convert/model_files"],
    "netbuilder/engine/probe": ["tests/probe"],
    "netbuilder/engine/stored_weights": ["tests/convert/model_files"],
    "netbuilder/engine/compat.py": ["tests/engine", "tests/probe/test_plain_calls.py"],
    "netbuilder/engine/backends": ["tests/backends", "tests/engine"],
    "netbuilder/engine/export": ["tests/backends"],
    "netbuilder/engine/distribution": ["tests/cluster", "tests/engine"],
    "netbuilder/engine": ["tests/engine"],
    "netbuilder/propagation": ["tests/probe"],
    "netbuilder/vocabulary": ["tests/vocabulary"],
}
"""Where the tests are that load Keras, if not where the light ones of the room are; the first that fits counts."""
FEW = 10
"""So few tests may not be all that look at a mutant."""
MOST_SECONDS = 30.0
"""As the map has them, which is three times as long: a mutant that so many tests let pass is called a survivor."""
SLOW_SECONDS = 900.0
"""For the slow tests of a room."""
FIRST_FILES = 6
"""Of a process of its own: collecting takes longer than the tests, and most mutants fall at once."""


def light(mutant: Mutant, known: Map, most: float = MOST_SECONDS) -> tuple[list[str], list[str]]:
    """The light tests that execute a mutant, of its room and quick ones first, and the rest of its room."""
    executing = known.executing(mutant) or known.entering(mutant.file)
    folders = tuple(_folders(mutant))
    sound = [name for name, test in known.tests.items() if not test["failed"]]
    sound.sort(key=lambda name: (not name.startswith(folders), known.tests[name]["seconds"]))
    first = [name for name in sound if name in executing]
    # What runs in other processes alone, or is computed once and kept, is looked at by tests that do not execute it.
    is_rest_asked = len(first) < FEW or known.is_awake(mutant)
    rest = [
        name
        for name in sound
        if name not in executing and name.startswith(folders) and (is_rest_asked or known.tests[name]["starts"])
    ]
    return _affordable(first, known, most), _affordable(rest, known, most)


def _affordable(tests: list[str], known: Map, most: float) -> list[str]:
    """The first of some tests, for as long as there is time."""
    times = accumulate(known.tests[name]["seconds"] for name in tests)
    return [name for name, seconds in zip(tests, times, strict=True) if seconds < most]


def processes(executing: list[str], rest: list[str]) -> Iterator[list[str]]:
    """Tests for processes of their own: those of a few files, the others that execute the mutant, the rest."""
    few = set(list(dict.fromkeys(name.partition("::")[0] for name in executing))[:FIRST_FILES])
    yield [name for name in executing if name.partition("::")[0] in few]
    yield [name for name in executing if name.partition("::")[0] not in few]
    yield rest


def judge(mutant: Mutant, known: Map, forks: Forks, most: float = MOST_SECONDS) -> str | None:
    """The light test that kills it, and passes without it."""
    while True:
        executing, rest = light(mutant, known, most)  # which asks for the file as it was when the map was made
        with known.copy.holding(mutant):
            failure = _failure(mutant, known, forks, executing, rest)
        if failure not in known.tests or forks.sound([failure], 300) is None:
            return failure
        print("fails in a fork without a mutant:", failure, flush=True)
        known.tests[failure]["failed"] = True


def _failure(mutant: Mutant, known: Map, forks: Forks, executing: list[str], rest: list[str]) -> str | None:
    if not known.is_awake(mutant):
        failure = forks.failure(mutant, [*executing, *rest], 60 + 5 * _seconds(known, [*executing, *rest]))
        if failure != AWAKE:
            return failure
    for tests in processes(executing, rest):
        if failure := known.copy.failure(tests, 300 + 5 * _seconds(known, tests)):
            return failure
    return None


def judge_with_keras(mutant: Mutant, known: Map) -> str | None:
    """The test that loads Keras, of those of its room, and kills it."""
    by_folder = (tests for folder, tests in KERAS_TESTS.items() if mutant.file.as_posix().startswith(folder))
    return _marked(mutant, known, WITH_KERAS, next(by_folder, _folders(mutant)), 1_200)


def judge_slowly(mutant: Mutant, known: Map, forks: Forks) -> str | None:
    """The slow test of its room that kills it, or any of the light ones; being slow proves nothing."""
    outcome = _marked(mutant, known, SLOW, _folders(mutant), SLOW_SECONDS)
    return judge(mutant, known, forks, float("inf")) if outcome in (None, HANGS) else outcome


def _folders(mutant: Mutant) -> list[str]:
    return [f"tests/{name}" for name in TESTS.get(mutant.room, [mutant.room])]


def _marked(mutant: Mutant, known: Map, mark: str, paths: list[str], timeout: float) -> str | None:
    paths = [path for path in paths if (known.copy.root / path).exists()]
    with known.copy.holding(mutant):
        return known.copy.failure_of_marked(mark, paths, timeout) if paths else None


def _seconds(known: Map, tests: list[str]) -> float:
    return float(sum(known.tests[name]["seconds"] for name in tests))


Outcomes = dict[str, str | None]
"""By the labels of the mutants the tests that kill them."""


def read(results: Path) -> Outcomes:
    """What was written down."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    return dict(json.loads(line) for line in lines)


def judge_all(
    drawn: list[Mutant], results: Path, outcomes: Outcomes, until: float, by: Callable[[Mutant], str | None]
) -> Outcomes:
    """What became of each, as far as there is time; each is written down at once."""
    for mutant in drawn:
        if mutant.label in outcomes:
            continue
        if time.monotonic() > until:
            sys.exit(f"{len(outcomes)} of {len(drawn)} are judged: run it again")
        outcome = outcomes[mutant.label] = by(mutant)
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps([mutant.label, outcome]) + "\n")
        print(
            "killed: " if outcome else "survives: ",
            " ".join(mutant.label.split()),
            f" ({outcome})" if outcome else "",
            sep="",
            flush=True,
        )
    return outcomes


def main() -> None:
    """Draw mutants, run the tests over each, and print the score by room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="how many, spread over the rooms by their size")
    parser.add_argument("--room", help="of one room only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="the light tests alone: a lower bound")
    parser.add_argument("--slow", action="store_true", help="the slow tests of the room too, and every light one")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop then; called again it goes on")
    parser.add_argument("--folder", type=Path, help="for the copy, the map and the results; needed for going on")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="netbuilder-mutation-"))
    folder.mkdir(parents=True, exist_ok=True)
    everything = [mutant for name, some in rooms().items() if options.room in (None, name) for mutant in some]
    drawn = random.Random(options.seed).sample(everything, min(options.count, len(everything)))
    until = time.monotonic() + options.seconds
    known = Map(folder / "map", Copy(folder / "copy"))
    for names in known.missing():
        if time.monotonic() > until:
            sys.exit("the map is not complete: run it again")
        known.add(names)
    results = folder / f"{options.room or 'all'}-{options.seed}.jsonl"
    forks = Forks(known.copy, list(dict.fromkeys(name.partition("::")[0] for name in known.tests)))
    forks.sound([], 300)  # it has imported what the tests import, before there is a mutant in a file
    outcomes = judge_all(drawn, results, read(results), until, lambda mutant: judge(mutant, known, forks))
    stages: list[tuple[str, Callable[[Mutant], str | None]]] = []
    if not options.quick:
        stages.append((".keras.jsonl", lambda mutant: judge_with_keras(mutant, known)))
    if options.slow:
        stages.append((".slow.jsonl", lambda mutant: judge_slowly(mutant, known, forks)))
    for suffix, by in stages:
        file = results.with_suffix(suffix)
        alive = [mutant for mutant in drawn if outcomes[mutant.label] is None and mutant.change not in equivalents()]
        outcomes |= judge_all(alive, file, read(file), until, by)
    show(drawn, outcomes, known, forks)
    forks.close()


def show(drawn: list[Mutant], outcomes: Outcomes, known: Map, forks: Forks) -> None:
    """The score by room, of what is not equivalent."""
    reasons = equivalents()
    killers = sorted({test for test in outcomes.values() if test and "::" in test})
    for failure in (forks.sound, known.copy.failure):
        while unsound := failure(killers, 3_600):  # without a mutant
            print("fails without a mutant, and kills none:", unsound)
            killers.remove(unsound)
    killed, total = Counter[str](), Counter[str]()
    for mutant in drawn:
        outcome = outcomes[mutant.label]
        is_killed = outcome is not None and (outcome in killers or "::" not in outcome)
        if not is_killed and mutant.change in reasons:
            print(f"equivalent: {mutant.label} ({reasons[mutant.change]})")
            continue
        if not is_killed:
            print("survives:", mutant.label)
        total[mutant.room] += 1
        killed[mutant.room] += is_killed
    for room in sorted(total):
        print(f"{room:15} {killed[room]:3} of {total[room]:3}")
    print(f"killed {killed.total()} of {total.total()}: {killed.total() / max(total.total(), 1):.0%}")


if __name__ == "__main__":
    main()
