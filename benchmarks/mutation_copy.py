"""A copy of the repository, in which one mutant at a time is put into its file and the tests are run."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.mutants import ROOT, Mutant
from benchmarks.mutation_forks import HANGS

IGNORED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "build", "site", "node_modules"
)
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "-p", "benchmarks.mutation_tests")
LIGHT, WITH_KERAS, SLOW = "not keras and not slow", "keras and not slow", "slow"
NO_TESTS = 5


class Copy:
    """Made anew where the repository changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(ROOT, root, ignore=IGNORED)
        self._clock = int(os.stat(root).st_mtime)
        self.original = b""
        """The file of the mutant that is in the copy, without it."""

    @contextmanager
    def holding(self, mutant: Mutant) -> Iterator[None]:
        """The copy with the mutant in it."""
        original = self.original = (self.root / mutant.file).read_bytes()
        self._write(mutant.file, mutant.apply(original))
        try:
            yield
        finally:
            self._write(mutant.file, original)

    def _write(self, file: Path, data: bytes) -> None:
        path = self.root / file
        path.write_bytes(data)
        # What Python compiled is told apart by second and length, which a mutant shares with its file.
        self._clock += 2
        os.utime(path, (self._clock, self._clock))
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)

    def pytest(self, *options: str, timeout: float | None = None, **variables: str) -> int:
        """Run tests where nothing of another installation is in the way; the exit status."""
        stop_early = [] if "NETBUILDER_MAP" in variables else ["-x"]
        process = self.start("files", *stop_early, *options, **variables)
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise

    def start(self, name: str, *options: str, pipes: Sequence[int] = (), **variables: str) -> "subprocess.Popen[bytes]":
        """Start tests that write into a folder of this name."""
        paths = [str(self.root), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **variables}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-m", "pytest", *OPTIONS, f"--basetemp={self.root.parent / name}", *options]
        with (self.root.parent / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                command, cwd=self.root, env=environment, stdout=log, stderr=log, pass_fds=pipes, start_new_session=True
            )

    def failure(self, tests: list[str], timeout: float) -> str | None:
        """The first of these tests that fails; a word where they do not even run; None where all pass."""
        if not tests:
            return None
        chosen = self.root.parent / "chosen"
        chosen.write_text(json.dumps(tests), encoding="utf-8")
        files = dict.fromkeys(name.partition("::")[0] for name in tests)
        return self._failure(timeout, *files, NETBUILDER_CHOSEN=str(chosen))

    def failure_of_marked(self, mark: str, paths: list[str], timeout: float) -> str | None:
        """The same for all tests of some folders that have a mark."""
        return self._failure(timeout, "-m", mark, *paths)

    def _failure(self, timeout: float, *options: str, **variables: str) -> str | None:
        failed = self.root.parent / "failed"
        failed.unlink(missing_ok=True)
        try:
            status = self.pytest(*options, timeout=timeout, NETBUILDER_FAILED=str(failed), **variables)
        except subprocess.TimeoutExpired:
            return HANGS
        if status in (0, NO_TESTS):
            return None
        return failed.read_text(encoding="utf-8") if failed.exists() else "does not start"


class Forks:
    """The light tests of a copy, collected once; see `mutation_forks.py`."""

    def __init__(self, copy: Copy, files: list[str]) -> None:
        self.copy = copy
        (read, self._orders), (self._answers, write) = os.pipe(), os.pipe()
        options = ["-p", "benchmarks.mutation_forks", "-m", LIGHT, *files]
        orders = f"{read} {write}"
        self.process = copy.start("forks", *options, pipes=(read, write), NETBUILDER_ORDERS=orders)
        os.close(read)
        os.close(write)
        self._to, self._from = os.fdopen(self._orders, "w"), os.fdopen(self._answers)

    def failure(self, mutant: Mutant, tests: list[str], timeout: float) -> str | None:
        """The first of these tests that fails; `AWAKE` where only a fresh process can tell."""
        path = self.copy.root / mutant.file
        order = {"path": str(path), "before": self.copy.original.decode(), "after": path.read_bytes().decode()}
        return self._answer({**order, "tests": tests, "timeout": timeout})

    def sound(self, tests: list[str], timeout: float) -> str | None:
        """The first of these tests that fails in a fork without a mutant."""
        return self._answer({"path": "", "before": "", "after": "", "tests": tests, "timeout": timeout})

    def _answer(self, order: dict[str, object]) -> str | None:
        self._to.write(json.dumps(order) + "\n")
        self._to.flush()
        answer = self._from.readline()
        if not answer:
            raise SystemExit(f"the tests do not run in {self.copy.root}: forks.log says why")
        outcome: str | None = json.loads(answer)
        return outcome

    def close(self) -> None:
        """Let the tests go."""
        self._to.close()
        self.process.wait()
