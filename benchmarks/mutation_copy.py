"""A copy of the repository, in which one mutant at a time is put into its file and the tests are run."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.mutants import ROOT, Mutant

IGNORED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "build", "site", "node_modules"
)
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "-p", "benchmarks.mutation_tests")
NO_TESTS = 5


class Copy:
    """Made anew where the repository changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(ROOT, root, ignore=IGNORED)
        self._clock = int(os.stat(root).st_mtime)

    @contextmanager
    def holding(self, mutant: Mutant) -> Iterator[None]:
        """The copy with the mutant in it."""
        original = (self.root / mutant.file).read_bytes()
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
        paths = [str(self.root), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **variables}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        stop_early = [] if "NETBUILDER_MAP" in variables else ["-x"]
        command = [sys.executable, "-m", "pytest", *OPTIONS, *stop_early, f"--basetemp={self.root.parent / 'files'}"]
        with (self.root.parent / "pytest.log").open("wb") as log:
            done = subprocess.run(
                [*command, *options],
                cwd=self.root,
                env=environment,
                stdout=log,
                stderr=log,
                check=False,
                timeout=timeout,
            )
        return done.returncode

    def failure(self, tests: list[str], timeout: float) -> str | None:
        """The first of these tests that fails; a word where they do not even run; None where all pass."""
        if not tests:
            return None
        chosen, failed = self.root.parent / "chosen", self.root.parent / "failed"
        chosen.write_text(json.dumps(tests), encoding="utf-8")
        failed.unlink(missing_ok=True)
        files = dict.fromkeys(name.partition("::")[0] for name in tests)
        try:
            status = self.pytest(*files, timeout=timeout, NETBUILDER_CHOSEN=str(chosen), NETBUILDER_FAILED=str(failed))
        except subprocess.TimeoutExpired:
            return "hangs"
        if status in (0, NO_TESTS):
            return None
        return failed.read_text(encoding="utf-8") if failed.exists() else "does not start"
