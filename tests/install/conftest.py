"""The README's way to install the core, done: a wheel of this checkout in an environment that has nothing else."""

import shutil
import subprocess
import sys

import pytest

from tests.install.environment import ROOT, Environment, copy_sources


@pytest.fixture(scope="session")
def light(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Only the core, from a wheel of this checkout, with the configs of this repository in the working folder."""
    top = tmp_path_factory.mktemp("light")
    subprocess.run([sys.executable, "-m", "venv", str(top / "environment")], check=True)
    environment = Environment(top / "environment", top / "work")
    copy_sources(environment.work)
    shutil.copytree(ROOT / "configs", environment.work / "configs")
    built = environment.run("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "wheels", ".")
    assert built.returncode == 0, built.stderr
    [wheel] = environment.work.glob("wheels/keras_netbuilder-*.whl")
    installed = environment.run("pip", "install", "--quiet", str(wheel))
    assert installed.returncode == 0, installed.stderr
    shutil.rmtree(environment.work / "netbuilder")  # what runs is what was installed
    return environment
