"""Which test executes which line: made once for a copy of the repository, a few files of tests at a time."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.mutants import Mutant
from benchmarks.mutation_copy import LIGHT, Copy

LEFT_OUT = ("tests/hostile", "tests/install", "tests/editor", "tests/matrix")
"""What measures the machine, or installs."""
EACH = 15
"""Files of tests in one process."""


def digest(path: Path) -> str:
    """What a file has in it, in a few letters."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@dataclass
class Map:
    """What is known of the tests so far, kept in a folder."""

    folder: Path
    copy: Copy
    tests: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """The digests of the files of tests that are in the map."""
    parts: dict[Path, dict[str, str]] = field(default_factory=dict)
    """Where the lines are, and the digests of the package's files then."""

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        for part in sorted(self.folder.glob("*.files"), key=lambda path: int(path.stem)):
            self._take(part)

    def _take(self, part: Path) -> None:
        files, sources = json.loads(part.read_text(encoding="utf-8"))
        self.tests = {name: test for name, test in self.tests.items() if name.partition("::")[0] not in files}
        self.tests |= json.loads(part.with_suffix(".json").read_text(encoding="utf-8"))
        self.files |= files
        self.parts[part] = sources

    def missing(self) -> list[list[str]]:
        """Files of tests that are not in it, or were others then, as they go into one process."""
        paths = [path.relative_to(self.copy.root).as_posix() for path in (self.copy.root / "tests").rglob("test_*.py")]
        names = [
            name
            for name in sorted(paths)
            if not name.startswith(LEFT_OUT) and self.files.get(name) != digest(self.copy.root / name)
        ]
        return [names[at : at + EACH] for at in range(0, len(names), EACH)]

    def add(self, names: list[str]) -> None:
        """Run the tests of some files, and note what they execute."""
        number = len(list(self.folder.glob("*.files")))
        self.copy.pytest("-m", LIGHT, *names, NETBUILDER_MAP=str(self.folder / str(number)))
        part = self.folder / f"{number}.files"
        data = part.with_suffix(".json")
        if not data.exists():
            raise SystemExit(f"the tests of {' '.join(names)} do not run in {self.copy.root}")
        tests = json.loads(data.read_text(encoding="utf-8"))
        failed = [name for name, test in tests.items() if test["failed"]]
        for name in failed:  # some only because they are watched
            tests[name]["failed"] = self.copy.failure([name], 600) is not None
            if tests[name]["failed"]:
                print("left out, it fails without a mutant:", name, flush=True)
        data.write_text(json.dumps(tests), encoding="utf-8")
        sources = [
            path.relative_to(self.copy.root).as_posix() for path in (self.copy.root / "netbuilder").rglob("*.py")
        ]
        digests = [{name: digest(self.copy.root / name) for name in some} for some in (names, sources)]
        part.write_text(json.dumps(digests), encoding="utf-8")
        self._take(part)

    def executing(self, mutant: Mutant) -> set[str]:
        """The tests that execute a line of it; empty where the lines are executed at the import alone."""
        now = digest(self.copy.root / mutant.file)
        first, last = mutant.lines
        tests: set[str] = set()
        for part, sources in self.parts.items():
            by_line = self._by_line(part, mutant.file)
            is_as_then = sources.get(mutant.file.as_posix()) == now
            for line in range(first, last + 1) if is_as_then else by_line:
                tests |= by_line.get(line, frozenset())
        return tests & self.tests.keys()

    def is_awake(self, mutant: Mutant) -> bool:
        """Whether any of its lines is executed while modules are imported: what was made then stays as it is."""
        first, last = mutant.lines
        by_lines = [self._by_line(part, mutant.file) for part in self.parts]
        return any("" in by_line.get(line, ()) for by_line in by_lines for line in range(first, last + 1))

    def entering(self, file: Path) -> set[str]:
        """The tests that execute any line of a file."""
        by_lines = (self._by_line(part, file) for part in self.parts)
        return {test for by_line in by_lines for some in by_line.values() for test in some} & self.tests.keys()

    def _by_line(self, part: Path, file: Path) -> dict[int, frozenset[str]]:
        return _contexts(part.with_suffix(".coverage"), str(file))


@lru_cache(maxsize=512)
def _contexts(data: Path, file: str) -> dict[int, frozenset[str]]:
    from coverage import CoverageData

    read = CoverageData(str(data))
    read.read()
    return {line: frozenset(tests) for line, tests in read.contexts_by_lineno(file).items()}
