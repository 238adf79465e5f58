"""Real processes on loopback: equal weights on all, those of one process; one file; a clear end for whatever fails."""

import json
import signal
import subprocess
import sys
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from tests import warm
from tests.cluster.processes import Ended, ended, environment, free_port, run, start

NEEDS_JAX = pytest.mark.skipif(find_spec("jax") is None, reason="needs jax, which is not installed")
"""Asked without importing it: every process that collects tests would have JAX in it."""
pytestmark = [pytest.mark.keras, pytest.mark.slow, pytest.mark.since("3.14"), NEEDS_JAX]

NETWORK = """\
name: net
seed: 7
input: [8]
layers:
  - Dense: {{units: 16, activation: relu}}
{middle}  - Dense: {{units: 4, activation: softmax}}
compile: {{optimizer: {{SGD: {{learning_rate: 0.1, momentum: 0.9}}}}, loss: sparse_categorical_crossentropy}}
runtime: {{backend: jax, distribution: {distribution}}}
"""
DATA = "DataParallel"
LAYOUT = '{".*/dense/kernel": [null, model], ".*/dense_1/kernel": [model, null]}'
MIDDLE = "  - BatchNormalization\n  - Dropout: {rate: 0.2}\n"
TRAIN = """\
import json, hashlib
import numpy as np
import netbuilder as nb

draws = np.random.default_rng(1)
x, y = draws.normal(size=(64, 8)).astype("float32"), draws.integers(0, 4, 64)
with nb.distributed("net.yaml") as session:
    model = session.model
    history = model.fit(session.shard((x, y), 16), epochs=2, verbose=0)
    loss = model.evaluate(session.shard((x, y), 16), verbose=0)
    predicted = session.predict(x[:5])
    session.save("net.keras")
    from netbuilder.engine.distribution.whole import gathered
    weights = gathered(list(model.weights), session.processes)
    after = model.fit(session.shard((x, y), 16), epochs=1, verbose=0).history["loss"]
    np.savez(f"weights{session.process}.npz", *weights, predicted)
    shards = str(model.weights[0].value.sharding)
    print(json.dumps({"loss": history.history["loss"] + after, "evaluated": float(loss), "shards": shards}))
try:
    model.fit(x, y)
except RuntimeError as error:
    assert str(error) == "`fit` works inside `with nb.distributed(...) as session:` only"
else:
    raise AssertionError("it trained without its distribution")
"""
OPEN = """\
import numpy as np, keras
assert keras.config.backend() == "tensorflow"
model = keras.models.load_model("net.keras")
draws = np.random.default_rng(1)
x = draws.normal(size=(64, 8)).astype("float32")
np.save("opened.npy", model.predict(x[:5], verbose=0))
assert int(model.optimizer.iterations) == 8
"""


def _write(folder: Path, distribution: str, middle: str = "") -> None:
    (folder / "net.yaml").write_text(NETWORK.format(middle=middle, distribution=distribution), encoding="utf-8")


def _model(batch: int, model: int) -> str:
    return f"{{ModelParallel: {{mesh: {{batch: {batch}, model: {model}}}, layout: {LAYOUT}}}}}"


def _well(results: list[Ended]) -> list[dict[str, Any]]:
    for result in results:
        assert result.status == 0, result.err[-3000:]
    return [json.loads(result.out.splitlines()[-1]) for result in results]


def _weights(folder: Path, number: int) -> list[Any]:
    with np.load(folder / f"weights{number}.npz") as arrays:
        return [arrays[name] for name in arrays.files]


@cache
def _alone(middle: str) -> tuple[dict[str, Any], list[Any]]:
    """What one process on one device makes of the whole batches."""
    with TemporaryDirectory() as folder:
        _write(Path(folder), DATA, middle)
        [result] = _well(run(TRAIN, 1, Path(folder)))
        return result, _weights(Path(folder), 0)


CASES = {
    "2 of DataParallel, BatchNormalization and Dropout": (2, 1, DATA, MIDDLE),
    "4 of DataParallel": (4, 1, DATA, ""),
    "2 of ModelParallel with 2 devices each": (2, 2, _model(2, 2), ""),
    "4 of ModelParallel": (4, 1, _model(2, 2), ""),
}


@pytest.mark.parametrize("case", CASES)
def test_processes_train_the_model_of_one(case: str, tmp_path: Path) -> None:
    count, devices, distribution, middle = CASES[case]
    _write(tmp_path, distribution, middle)
    results = _well(run(TRAIN, count, tmp_path, devices=devices))
    single, reference = _alone(middle)
    for number in range(count):
        weights = _weights(tmp_path, number)
        for mine, first, expected in zip(weights, _weights(tmp_path, 0), reference, strict=True):
            assert mine.tobytes() == first.tobytes()
            np.testing.assert_allclose(mine, expected, atol=1e-6)
    np.testing.assert_allclose(results[0]["loss"], single["loss"], rtol=1e-5)
    np.testing.assert_allclose(results[0]["evaluated"], single["evaluated"], rtol=1e-5)
    assert ("model" in results[0]["shards"]) == ("ModelParallel" in distribution)
    opened = warm.run(["-c", OPEN], cwd=tmp_path)  # TensorFlow, and nothing of netbuilder
    assert opened.returncode == 0, opened.stderr[-2000:]
    np.testing.assert_allclose(np.load(tmp_path / "opened.npy"), reference[-1], atol=1e-5)
    assert sorted(path.name for path in tmp_path.iterdir() if "keras" in path.name) == ["net.keras"]


def test_a_worker_that_is_missing_is_said_within_the_limit(tmp_path: Path) -> None:
    _write(tmp_path, DATA)
    program = "import netbuilder as nb\nwith nb.distributed('net.yaml', start_limit=8) as session:\n    session.model\n"
    for number in (0, 1):
        before = time.monotonic()
        [result] = ended(start(program, 2, tmp_path, only=[number]))
        assert time.monotonic() - before < 150
        assert result.status == 1
        assert "error[NB914] processes: waiting for all processes took more than 8 seconds" in result.err
        assert f"= why: KERAS_DISTRIBUTION_*: this is process {number} of 2" in result.err


FOREVER = """\
import numpy as np, netbuilder as nb, sys
x, y = np.ones((64, 8), "float32"), np.zeros(64, int)
with nb.distributed("net.yaml") as session:
    model = session.model
    part = session.shard((x, y), 16)
    model.fit(part, epochs=1, verbose=0)
    print("training", flush=True)
    {middle}
    model.fit(part, epochs=1_000_000, verbose=0)
    session.save("net.keras")
"""


def test_a_worker_that_is_killed_in_fit_takes_the_others_along(tmp_path: Path) -> None:
    _write(tmp_path, DATA)
    processes = start(FOREVER.replace("{middle}", ""), 2, tmp_path)
    for process in processes:
        assert process.stdout is not None
        while (line := process.stdout.readline()) != "training\n":  # gloo prints lines of its own
            assert line, process.communicate()
    time.sleep(1)
    processes[1].send_signal(signal.SIGKILL)
    before = time.monotonic()
    survivor, _ = ended(processes, timeout=120)
    assert time.monotonic() - before < 60
    assert survivor.status == 1
    assert "process 1 is gone; process 0 ends with it" in survivor.err
    assert not (tmp_path / "net.keras").exists()


def test_a_process_that_raises_ends_all_with_its_error(tmp_path: Path) -> None:
    _write(tmp_path, DATA)
    raising = "if session.process == 1: raise ValueError('no such column')"
    before = time.monotonic()
    first, second = run(FOREVER.replace("{middle}", raising), 2, tmp_path)
    assert time.monotonic() - before < 300
    assert (first.status, second.status) == (1, 1)
    assert "process 1 stopped: ValueError: no such column; process 0 ends with it" in first.err
    assert "ValueError: no such column" in second.err


def test_a_file_that_cannot_be_written_data_that_are_not_cut_and_unequal_ones_are_errors_on_all(tmp_path: Path) -> None:
    _write(tmp_path, DATA)
    program = """\
    import numpy as np, netbuilder as nb
    x, y = np.ones((64, 8)), np.zeros(64)
    with nb.distributed("net.yaml") as session:
        try:
            session.save("net.h5")
        except nb.ConfigError as refused:
            assert "NB904" in str(refused)
            print("not written", flush=True)
        part = session.shard((x, y), 16)
        for data in ({"x": x, "y": y}, {"x": part, "validation_data": (x, y)}):
            try:
                session.model.fit(**data)
            except ValueError as refused:
                assert "of several processes takes `session.shard(data, batch_size)`" in str(refused)
                print("not cut", flush=True)
        rows = 64 - 16 * session.process
        session.shard((x[:rows], y[:rows]), 16)
    """
    for result in run(program, 2, tmp_path):
        assert result.status == 1
        assert [result.out.count(words) for words in ("not written", "not cut")] == [1, 2]
        assert "the processes have other data" in result.err


def test_a_layout_that_does_not_divide_ends_before_the_processes_meet(tmp_path: Path) -> None:
    _write(tmp_path, _model(1, 3))
    for result in run("import netbuilder as nb\nnb.distributed('net.yaml')", 2, tmp_path):
        assert result.status == 1
        assert "NB1005" in result.err


def test_other_networks_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, DATA)
    program = """\
    import os, netbuilder as nb
    units = 16 + int(os.environ["KERAS_DISTRIBUTION_PROCESS_ID"])
    with nb.distributed("net.yaml", overrides={"layers.0.Dense.units": units}) as session:
        session.model
    """
    for result in run(program, 2, tmp_path):
        assert result.status == 1
        assert "the networks of the processes are not the same" in result.err


def test_the_example_of_the_documentation_runs(tmp_path: Path) -> None:
    """What `make cluster` runs: two processes, equal weights, one file, opened by plain Keras."""
    script = Path(__file__).parents[2] / "docs" / "cluster" / "local.sh"
    more = {name: value for name, value in environment(0, 1, 0, 1).items() if name != "XLA_FLAGS"}
    more["PORT"] = str(free_port())
    command = ["sh", str(script), str(tmp_path / "here"), sys.executable]
    result = subprocess.run(command, env=more, capture_output=True, text=True, timeout=500)
    assert result.returncode == 0, result.stderr[-2000:]
    assert "tensorflow opens it; largest difference" in result.stdout
