"""Ctrl-C: one line, exit status 130, and no half work."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIG = "input: [8]\nlayers:\n" + "".join(f"  - Dense: {{units: {at % 60 + 1}}}\n" for at in range(18_000))


def stopped(args: list[str], folder: Path, after: float) -> tuple[int, str, str] | None:
    """What a command that is interrupted after some seconds ends with; None where it was done before that."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "-1"}
    command = [sys.executable, "-m", "netbuilder", *args]
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    _wait_for_start(child)
    time.sleep(after)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=120)
    # Click begins a new line, as a terminal shows ^C.
    return (child.returncode, out, err.lstrip("\n")) if child.returncode not in (0, 1) else None


def _wait_for_start(child: "subprocess.Popen[str]") -> None:
    """Until Python itself has started, an interruption is answered by Python."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        with suppress(OSError):
            if "pydantic_core" in Path(f"/proc/{child.pid}/maps").read_text():
                return
        time.sleep(0.02)


@pytest.mark.slow
def test_during_the_check_of_a_large_file(tmp_path: Path) -> None:
    names = [f"big{number}.yaml" for number in range(20)]
    for name in names:
        (tmp_path / name).write_text(BIG)
    seen = 0
    for after in (0.0, 0.5, 1.0):
        found = stopped(["check", *names], tmp_path, after)
        if found is not None:
            seen += 1
            assert found == (130, "", "stopped\n")
    assert seen


@pytest.mark.slow
def test_while_fixing_nothing_is_half_written(tmp_path: Path) -> None:
    text = BIG.replace("units: 7}", "units: 7, activation: relu, kernel_initializer: glorot_uniform}")
    file = tmp_path / "big.yaml"
    file.write_text(text)
    found = stopped(["check", "--fix", "big.yaml"], tmp_path, 1.0)
    assert found is None or found[0] == 130
    assert found is None or file.read_text() == text
    assert [one.name for one in tmp_path.iterdir()] == ["big.yaml"]


@pytest.mark.keras
@pytest.mark.slow
def test_during_a_build(tmp_path: Path) -> None:
    layers = "  - Dense: {units: 64, activation: relu}\n" * 600
    (tmp_path / "deep.yaml").write_text(f"seed: 1\ninput: [64]\nlayers:\n{layers}rules: {{NB311: off, NB604: off}}\n")
    (tmp_path / "deep.keras").write_bytes(b"the old one")
    seen = 0
    for after in (1.0, 4.0, 7.0, 10.0, 13.0):
        found = stopped(["build", "--quiet", "deep.yaml", "-o", "deep.keras"], tmp_path, after)
        if found is None:
            break
        seen += 1
        status, _, err = found
        assert (status, err.splitlines()[-1:]) == (130, ["stopped"])
        assert "Traceback" not in err
        assert (tmp_path / "deep.keras").read_bytes() == b"the old one"
        assert sorted(one.name for one in tmp_path.iterdir()) == ["deep.keras", "deep.yaml"]
    assert seen
