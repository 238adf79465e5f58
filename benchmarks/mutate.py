"""How many small faults the tests notice: `make mutate COUNT=120`, or `python -m benchmarks.mutate --room graph`.

A mutant (see `mutants.py`) is put into a copy of the repository, one at a time. It is killed when a test fails: of the
light ones those that execute its lines, then all of its room, then those that load Keras. The light tests are collected
once and forked, and in the fork the living functions get their mutated code; what is executed at the import alone, as a
default or an option's range, needs a process of its own. Survivors are printed; the
ones that are equivalent to what they were made from stand in `equivalent_mutants.txt`, with the reason. With
`--seconds` it stops after a while, and goes on where it stopped when it is called again with the same `--folder`.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.mutants import Mutant, rooms
from benchmarks.mutation_copy import Copy, Forks
from benchmarks.mutation_forks import AWAKE
from benchmarks.mutation_map import KERAS, LIGHT, Map

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
    # Every option's default stands in the schema, which is generated and compared.
    "vocabulary": ["vocabulary", "startup/test_generated.py", "convert/test_json_schema.py"],
}
"""Rooms whose tests are not, or not all, in a folder of the same name."""
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")


def equivalents() -> dict[str, str]:
    """What is known to change nothing: the change, and why."""
    pairs = [line.split(" # ", 1) for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if " # " in line]
    return dict(pairs)


FIRST_FILES = 6
"""Of a process of its own: collecting takes longer than the tests, and most mutants fall at once."""


def light(mutant: Mutant, known: Map) -> tuple[list[str], list[str]]:
    """The light tests that execute a mutant, of its room and quick ones first, and the rest of its room."""
    executing = known.executing(mutant) or known.entering(mutant.file)
    sound = [name for name, test in known.tests.items() if not test["failed"] and not test["keras"]]
    sound.sort(key=lambda name: (not name.startswith(folders(mutant.room)), known.tests[name]["seconds"]))
    # What is computed once and kept is executed by the first test that asks, and looked at by others.
    rest = [name for name in sound if name not in executing and name.startswith(folders(mutant.room))]
    return [name for name in sound if name in executing], rest


def folders(room: str) -> tuple[str, ...]:
    """Where the tests of a room are."""
    return tuple(f"tests/{name}" for name in TESTS.get(room, [room]))


def with_keras(mutant: Mutant, known: Map) -> list[str]:
    """The tests that load Keras and execute a mutant, or are its room's."""
    executing = known.executing(mutant)
    sound = [name for name, test in known.tests.items() if not test["failed"] and test["keras"]]
    chosen = [name for name in sound if name in executing or name.startswith(folders(mutant.room))]
    return sorted(chosen, key=lambda name: name not in executing)


def judge(mutant: Mutant, known: Map, forks: Forks, is_quick: bool) -> str | None:
    """The test that kills it."""
    with known.copy.holding(mutant):
        executing, rest = light(mutant, known)
        failure = forks.failure(mutant, [*executing, *rest], 60 + 5 * _seconds(known, [*executing, *rest]))
        stages: list[list[str]] = []
        if failure == AWAKE:
            failure = None
            few = set(list(dict.fromkeys(name.partition("::")[0] for name in executing))[:FIRST_FILES])
            first = [name for name in executing if name.partition("::")[0] in few]
            stages = [first, [name for name in executing if name not in set(first)], rest]
        if not is_quick:
            stages.append(with_keras(mutant, known))
        for tests in stages:
            failure = failure or known.copy.failure(tests, 300 + 5 * _seconds(known, tests))
    return failure


def _seconds(known: Map, tests: list[str]) -> float:
    return float(sum(known.tests[name]["seconds"] for name in tests))


Outcomes = dict[str, str | None]
"""By the labels of the mutants the tests that kill them."""


def read(results: Path) -> Outcomes:
    """What was written down."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    return dict(json.loads(line) for line in lines)


def judge_all(
    drawn: list[Mutant], known: Map, results: Path, outcomes: Outcomes, until: float, is_quick: bool
) -> Outcomes:
    """What became of each, as far as there is time; each is written down at once."""
    forks = Forks(known.copy, list(dict.fromkeys(name.partition("::")[0] for name in known.tests)))
    for mutant in drawn:
        if mutant.label in outcomes:
            continue
        if time.monotonic() > until:
            break
        outcome = outcomes[mutant.label] = judge(mutant, known, forks, is_quick)
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps([mutant.label, outcome]) + "\n")
        print(
            "killed: " if outcome else "survives: ",
            " ".join(mutant.label.split()),
            f" ({outcome})" if outcome else "",
            sep="",
            flush=True,
        )
    forks.close()
    return outcomes


def main() -> None:
    """Draw mutants, run the tests over each, and print the score by room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="how many, spread over the rooms by their size")
    parser.add_argument("--room", help="of one room only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="the light tests alone: a lower bound")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop then; called again it goes on")
    parser.add_argument("--folder", type=Path, help="for the copy, the map and the results; needed for going on")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="netbuilder-mutation-"))
    folder.mkdir(parents=True, exist_ok=True)
    everything = [mutant for name, some in rooms().items() if options.room in (None, name) for mutant in some]
    drawn = random.Random(options.seed).sample(everything, min(options.count, len(everything)))
    until = time.monotonic() + options.seconds
    known = Map(folder / "map", Copy(folder / "copy"))
    for marks in (LIGHT,) if options.quick else (LIGHT, KERAS):
        for names in known.missing(marks):
            if time.monotonic() > until:
                sys.exit("the map is not complete: run it again")
            known.add(marks, names)
    quick = folder / f"{options.room or 'all'}-{options.seed}-quick.jsonl"
    results = quick if options.quick else quick.with_name(quick.name.replace("-quick", ""))
    known_killed = {label: test for label, test in read(quick).items() if test}
    outcomes = judge_all(drawn, known, results, known_killed | read(results), until, options.quick)
    if len(outcomes) < len(drawn):
        sys.exit(f"{len(outcomes)} of {len(drawn)} are judged: run it again")
    show(drawn, outcomes, known)


def show(drawn: list[Mutant], outcomes: Outcomes, known: Map) -> None:
    """The score by room, of what is not equivalent."""
    reasons = equivalents()
    killers = sorted({test for test in outcomes.values() if test and "::" in test})
    while unsound := known.copy.failure(killers, 3_600):  # without a mutant
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
