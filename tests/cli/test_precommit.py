"""The hooks, run by the real pre-commit on a scratch repository, as the README says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.install.environment import ROOT, copy_sources

pytestmark = [
    pytest.mark.precommit,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(
        shutil.which("pre-commit") is None and not Path(sys.executable).with_name("pre-commit").exists(),
        reason="pre-commit is not installed: pip install pre-commit",
    ),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone of this repository as it stands here, which pre-commit installs from."""
    folder = copy_sources(tmp_path_factory.mktemp("hooks") / "netbuilder")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "hooks")
    return folder


@pytest.fixture
def repository(clone, folder, tmp_path_factory):
    """A repository with configs, and the README's lines for pre-commit."""
    git(folder, "init", "-q")
    (folder / "configs").mkdir()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [lines] = re.findall(r"```yaml\n(# \.pre-commit-config\.yaml\n.*?)```", readme, re.DOTALL)
    assert lines.count("repo: ../netbuilder ") == lines.count(" COMMIT ") == lines.count("netbuilder-check") == 1
    commit = git(clone, "rev-parse", "HEAD").strip()
    lines = lines.replace("repo: ../netbuilder ", f"repo: {os.path.relpath(clone, folder)} ").replace(
        " COMMIT ", f" {commit} "
    )
    (folder / ".pre-commit-config.yaml").write_text(lines.replace("netbuilder-check", "HOOK"))
    return folder


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
