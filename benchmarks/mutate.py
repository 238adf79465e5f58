"""How many small faults the tests notice: `make mutate COUNT=100`, or `python -m benchmarks.mutate --room graph`.

A mutant changes one place of a copy of the package: a comparison flipped, a constant off by one, a condition negated, a
`not` or an operand dropped, `and` and `or` swapped, `any` and `all` swapped, a result that is None. It is killed when a
test fails: of the tests of its room, then all light ones, then those of its room that load Keras. Survivors are
printed; some are equivalent to what they were made from, which only a reader can tell.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
TESTS = {
    "vocabulary": ["vocabulary"],
    "propagation": ["probe"],
    "system": ["system", "source/edit"],
    "graph": ["graph", "rules"],
    "lint": ["lint", "rules", "cli/test_project.py"],
    "pipeline": ["pipeline", "api"],
    "suggest": ["diagnostics", "vocabulary"],
}
"""Rooms whose tests are not in a folder of the same name."""
LIGHT, KERAS = "not keras and not slow", "keras and not slow"


class Mutant(NamedTuple):
    """One place of one file, and what stands there instead."""

    file: Path
    start: int
    end: int
    text: str

    def label(self, source: bytes) -> str:
        line = source[: self.start].count(b"\n") + 1
        before = " ".join(source[self.start : self.end].decode().split())
        return f"{self.file}:{line}: {before[:60]} -> {self.text[:60]}"


def mutations(node: ast.AST) -> Iterator[ast.expr]:
    """What an expression could be by mistake."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [FLIPPED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for at in range(len(node.values)):
            left = node.values[:at] + node.values[at + 1 :]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all"):
        yield ast.Call(ast.Name("all" if node.func.id == "any" else "any"), node.args, node.keywords)


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, by its path below the root."""
    source = (ROOT / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    # What only a type checker reads, and examples and defaults of the vocabulary, are no conditions.
    skipped = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) for part in ast.walk(node.annotation)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.While):
            tested: list[ast.expr] = [ast.UnaryOp(ast.Not(), node.test)]
            place: ast.expr = node.test
        elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            tested, place = [ast.Constant(None)], node.value
        elif isinstance(node, ast.expr) and id(node) not in skipped:
            tested, place = list(mutations(node)), node
        else:
            continue
        start = starts[place.lineno - 1] + place.col_offset
        end = starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)
        for changed in tested:
            yield Mutant(file, start, end, f"({ast.unparse(ast.fix_missing_locations(changed))})")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def rooms() -> dict[str, list[Mutant]]:
    """All mutants by the room of the package."""
    found: dict[str, list[Mutant]] = {}
    for path in sorted((ROOT / "netbuilder").glob("*/**/*.py")):
        file = path.relative_to(ROOT)
        found.setdefault(file.parts[1], []).extend(mutants(file))
    return found


def is_killed(mutant: Mutant, copy: Path, is_quick: bool) -> bool:
    """Whether a test of the copy fails with the mutant in it; quick, a light test of its room."""
    file = copy / mutant.file
    source = file.read_bytes()
    file.write_bytes(source[: mutant.start] + mutant.text.encode() + source[mutant.end :])
    room = mutant.file.parts[1]
    folders = [f"tests/{name}" for name in TESTS.get(room, [room]) if (copy / "tests" / name).exists()]
    try:
        if folders and _fails(copy, LIGHT, folders):
            return True
        return not is_quick and (_fails(copy, LIGHT, ["tests"]) or (bool(folders) and _fails(copy, KERAS, folders)))
    finally:
        file.write_bytes(source)


def _fails(copy: Path, marks: str, folders: list[str]) -> bool:
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", marks, *(["-n", "2"] if folders == ["tests"] else [])]
    command = [sys.executable, "-m", "pytest", *options, *folders]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=900)
        return run.returncode not in (0, 5)  # 5: there are no such tests
    except subprocess.TimeoutExpired:
        return True  # it hangs, and a person would see it


def main() -> None:
    """Draw mutants, run the tests over each, and print the score by room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="how many, spread over the rooms by their size")
    parser.add_argument("--room", help="of one room only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="the light tests of a room alone: a lower bound")
    options = parser.parse_args()
    drawn = random.Random(options.seed)
    everything = [mutant for name, some in rooms().items() if options.room in (None, name) for mutant in some]
    chosen = drawn.sample(everything, min(options.count, len(everything)))
    killed, total = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "build"))
        if not options.quick:
            assert not _fails(copy, LIGHT, ["tests"]), "the tests fail without a mutant"
        for mutant in chosen:
            room = mutant.file.parts[1]
            total[room] += 1
            if is_killed(mutant, copy, options.quick):
                killed[room] += 1
            else:
                print("survives", mutant.label((ROOT / mutant.file).read_bytes()), flush=True)
    for room in sorted(total):
        print(f"{room:12} {killed[room]:3} of {total[room]:3}")
    print(f"killed {killed.total()} of {total.total()}: {killed.total() / max(total.total(), 1):.0%}")


if __name__ == "__main__":
    main()
