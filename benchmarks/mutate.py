"""How many small faults the tests notice: `make mutate COUNT=120`, or `python -m benchmarks.mutate --room graph`.

A mutant (see `mutants.py`) is put into a copy of the repository, one at a time. It is killed when a test fails: of the
light ones those that execute its lines, then all of its room, then those that load Keras. Survivors are printed; the
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
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mutants import Mutant, rooms
from benchmarks.mutation_copy import Copy
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


def stages(mutant: Mutant, known: Map) -> Iterator[list[str]]:
    """The tests in the order in which they are likely to notice, quick ones first."""
    executing = known.executing(mutant)
    folders = tuple(f"tests/{name}" for name in TESTS.get(mutant.room, [mutant.room]))
    sound = {name: test for name, test in known.tests.items() if not test["failed"]}
    light = [name for name in sorted(sound, key=lambda name: sound[name]["seconds"]) if not sound[name]["keras"]]
    keras = [name for name in sound if sound[name]["keras"]]
    of_room = {name for name in sound if name.startswith(folders)}
    if not executing:  # at the import alone
        executing = known.entering(mutant.file)
    first = [name for name in light if name in executing and name in of_room]
    second = [name for name in light if name in executing and name not in of_room]
    # What is computed once and kept is executed by the first test that asks, and looked at by others.
    third = [name for name in light if name not in executing and name in of_room]
    fourth = [name for name in keras if name in executing]
    fifth = [name for name in keras if name not in executing and name in of_room]
    yield from (first, second, third, fourth, fifth)


def judge(mutant: Mutant, known: Map) -> str | None:
    """The test that kills it."""
    with known.copy.holding(mutant):
        for tests in stages(mutant, known):
            expected = sum(known.tests[name]["seconds"] for name in tests)
            if failure := known.copy.failure(tests, 300 + 5 * expected):
                return failure
    return None


Outcomes = dict[str, str | None]
"""By the labels of the mutants the tests that kill them."""


def read(results: Path) -> Outcomes:
    """What was written down."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    return dict(json.loads(line) for line in lines)


def judge_all(drawn: list[Mutant], known: Map, results: Path, outcomes: Outcomes, until: float) -> Outcomes:
    """What became of each, as far as there is time; each is written down at once."""
    for mutant in drawn:
        if mutant.label in outcomes:
            continue
        if time.monotonic() > until:
            break
        outcome = outcomes[mutant.label] = judge(mutant, known)
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
    outcomes = judge_all(drawn, known, results, known_killed | read(results), until)
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
