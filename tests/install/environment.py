"""What it takes to install netbuilder into an environment of its own, and to run it there."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCES = ("netbuilder", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def copy_sources(target: Path) -> Path:
    """A folder with what a clone has to install netbuilder: nothing that was built here, nothing of its tests."""
    target.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return target


class Environment(NamedTuple):
    """A virtual environment with a working folder."""

    folder: Path
    work: Path

    @property
    def scripts(self) -> Path:
        """Where its commands are."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one of its commands in the working folder; `more` are environment variables."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"PATH": f"{self.scripts}{os.pathsep}{os.environ['PATH']}", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        environment |= more
        return subprocess.run(
            [str(self.scripts / command[0]), *command[1:]],
            cwd=self.work, env=environment, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
