"""The hooks, run by the real pre-commit on a scratch repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.precommit,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(
        shutil.which("pre-commit") is None and not Path(sys.executable).with_name("pre-commit").exists(),
        reason="pre-commit is not installed: pip install pre-commit",
    ),
]


@pytest.fixture
def repository(folder, tmp_path_factory):
    """A repository with configs, whose hooks come from a copy of this one without its dependencies."""
    tool = tmp_path_factory.mktemp("tool")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", tool)
    # The hook's environment has the installed netbuilder on its path: installing TensorFlow again is no part of this.
    (tool / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "netbuilder"\nversion = "0"\nscripts = {netbuilder = "netbuilder.__main__:main"}\n'
    )
    (tool / "backend.py").write_text(BACKEND.format(paths=[path for path in (str(ROOT), *sys.path) if path]))
    git(tool, "init", "-q")
    git(tool, "add", ".")
    git(tool, "commit", "-qm", "hooks")
    git(folder, "init", "-q")
    (folder / "configs").mkdir()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {tool}\n    rev: {git(tool, 'rev-parse', 'HEAD').strip()}\n    hooks: [{{id: HOOK}}]\n"
    )
    return folder


# A build backend of a few lines: a wheel with the script and a path to what is installed here.
BACKEND = """
import zipfile
PATHS = {paths!r}
INFO = "netbuilder-0.dist-info"
def build_wheel(directory, *more):
    name = "netbuilder-0-py3-none-any.whl"
    with zipfile.ZipFile(directory + "/" + name, "w") as wheel:
        wheel.writestr("netbuilder_here.pth", "\\n".join(PATHS) + "\\n")
        wheel.writestr(INFO + "/METADATA", "Metadata-Version: 2.1\\nName: netbuilder\\nVersion: 0\\n")
        wheel.writestr(INFO + "/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(INFO + "/entry_points.txt", "[console_scripts]\\nnetbuilder = netbuilder.__main__:main\\n")
        wheel.writestr(INFO + "/RECORD", "")
    return name
"""


def git(folder, *args):
    author = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    done = subprocess.run(["git", *author, *args], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def run_hook(folder, tmp_path_factory, hook):
    config = folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("HOOK", hook))
    git(folder, "add", ".")
    here = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path_factory.getbasetemp() / "hooks"),
    }
    command = ["pre-commit", "run", "--all-files", "--color", "never"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, timeout=600)


def test_a_mistake_stops_the_commit(repository, tmp_path_factory):
    text = (repository / "error.yaml").read_text()
    (repository / "configs" / "net.yaml").write_text(text)
    done = run_hook(repository, tmp_path_factory, "netbuilder-check")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error[NB201]" in done.stdout
    assert "configs/net.yaml:4:62" in done.stdout
    # What is no network config is left alone.
    assert "--> error.yaml" not in done.stdout


def test_good_configs_pass(repository, tmp_path_factory):
    shutil.copy(repository / "good.yaml", repository / "configs" / "net.yaml")
    done = run_hook(repository, tmp_path_factory, "netbuilder-check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_the_fixing_hook_mends_what_is_safe(repository, tmp_path_factory):
    net = repository / "configs" / "net.yaml"
    net.write_text("input: [8]\nlayers:\n  - Dense: {units:4}\n")
    done = run_hook(repository, tmp_path_factory, "netbuilder-fix")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert net.read_text() == "input: [8]\nlayers:\n  - Dense: {units: 4}\n"
