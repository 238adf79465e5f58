"""netbuilder build with the real Keras: the file, the table, custom pieces, Ctrl-C."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests import warm
from tests.engine.saved import renumbered_config, weights_digest

pytestmark = pytest.mark.keras

CUSTOM = """
import keras

@keras.saving.register_keras_serializable(package="mine")
class Doubled(keras.layers.Layer):
    def __init__(self, by=2.0, **more):
        super().__init__(**more)
        self.by = by

    def call(self, inputs):
        return inputs * self.by

    def compute_output_shape(self, shape):
        return shape

    def get_config(self):
        return {**super().get_config(), "by": self.by}
"""
WITH_CUSTOM = (
    "input: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n  - Doubled: {by: 3.0}\n  - Dense: {units: 1}\n"
)


def test_what_it_prints_and_writes(forked, folder):
    """That a process that is started prints and writes the same says tests/engine/test_reproducible.py."""
    seeded = ("build", "good.yaml", "--set", "seed=7")
    done = forked(*seeded)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "good: input (8,) float32"
    assert lines[-6].startswith("built on CPU")
    assert lines[-5].startswith("wrote build/good.keras (")
    assert lines[-3] == "in Python:"
    trained = "\n".join(
        ["import keras, numpy as np", "x, y = np.zeros((4, 8)), np.zeros((4, 3))", *map(str.strip, lines[-2:])]
    )
    assert warm.run(["-c", trained.replace("epochs=10", "verbose=0")], cwd=folder).returncode == 0
    unwrapped = "import keras; m = keras.models.load_model('build/good.keras'); print(m.compiled, m.count_params())"
    alone = warm.run(["-c", unwrapped], cwd=folder)
    assert alone.stdout.split() == ["True", "195"], alone.stderr
    assert os.listdir(folder / "build") == ["good.keras"]
    weights, config = weights_digest(folder / "build/good.keras"), renumbered_config(folder / "build/good.keras")
    again = forked(*seeded)
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")
    assert weights_digest(folder / "build/good.keras") == weights
    assert renumbered_config(folder / "build/good.keras") == config


def test_several_configs_and_quiet(forked, folder):
    done = forked("build", "good.yaml", "warning.yaml", "error.yaml", "-q")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "NB201" in done.stderr
    assert "NB203" not in done.stderr
    assert sorted(os.listdir(folder / "build")) == ["good.keras", "warning.keras"]


def test_an_output_and_values_of_the_command_line(forked, folder):
    done = forked(
        "build", "-", "-o", "deep/m.keras", "--set", "layers.0.Dense.units=7", input=(folder / "good.yaml").read_text()
    )
    assert done.returncode == 0, done.stderr
    assert "wrote deep/m.keras (" in done.stdout
    assert "(7,)" in done.stdout


def test_a_gpu_that_is_not_there(forked):
    done = forked("build", "good.yaml", "--device", "gpu", env={"CUDA_VISIBLE_DEVICES": "-1"})
    assert done.returncode == 1
    assert "NB901" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_custom_layer_by_import(forked, folder):
    (folder / "my_layers.py").write_text(CUSTOM)
    (folder / "net.yaml").write_text(WITH_CUSTOM)
    unknown = forked("check", "net.yaml")
    assert unknown.returncode == 1
    assert "no layer is called `Doubled`" in unknown.stdout
    assert "--import" in unknown.stdout
    known = forked("check", "net.yaml", "--import", "my_layers")
    assert known.returncode == 0, known.stdout + known.stderr
    assert known.stderr == ""
    wrong = forked("check", "net.yaml", "--import", "my_layers", "--set", "layers.1.Doubled.bye=1")
    assert "did you mean `by`?" in wrong.stdout
    built = forked("build", "net.yaml", "--import", "my_layers")
    assert built.returncode == 0, built.stderr
    assert "wrote build/net.keras" in built.stdout


def test_an_import_that_raises(forked, folder):
    (folder / "my_layers.py").write_text("raise RuntimeError('no licence')\n")
    done = forked("check", "good.yaml", "--import", "my_layers")
    assert done.returncode == 2
    assert done.stderr == "netbuilder: --import my_layers: RuntimeError: no licence\n"


def test_probe_and_report_in_a_process_of_their_own(forked, folder):
    """Nothing has been imported there that another test would have."""
    done = forked("probe", "good.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("healthy: ")
    done = forked("report", "good.yaml", "-o", "page.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nb-verdict-healthy" in (folder / "page.html").read_text()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_in_a_build_leaves_nothing(folder):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    # Keras alone takes many seconds for a thousand layers, so that there is no race.
    (folder / "deep.yaml").write_text(
        "input: [64]\nlayers:\n  - repeat: {times: 1000, layers: [Dense: {units: 64, activation: relu}]}\n"
    )
    command = [sys.executable, "-m", "netbuilder", "build", "deep.yaml"]
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()  # the table: from here on TensorFlow is loaded
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=300)
    assert child.returncode == 130
    assert err.strip() == "stopped"
    assert not list(folder.glob("build/*"))
