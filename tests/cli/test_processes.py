"""Many files in several processes: the same bytes in the same order as in one, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netbuilder.cli.output import complain, say
from netbuilder.cli.processes import spread

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2, reason="there is one core, or no fork"
)
ROOT = Path(__file__).parents[2]
NETWORK = """\
input: [64]
layers: [Dense: {units: 64, activation: relu}, Dense: {units: 10, activation: softmax}]
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """600 files, every 7th with a mistake, every 50th that is none."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(600):
        text = NETWORK.replace("64", str(64 + number)) if number % 7 else NETWORK.replace("relu", f"rellu{number}")
        (folder / f"{number:03}.yaml").write_bytes(b"\xff\xfe\x00" if number % 50 == 49 else text.encode())
    return folder


def check(folder: Path, *arguments: str, cores: int) -> tuple[int, bytes, bytes]:
    """The same command on so many cores."""
    code = (
        "import os, sys; from netbuilder.cli.run import run\n"
        f"os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])\n"
        "import netbuilder.cli.processes as p\n"
        "fork, p.os.fork = os.fork, lambda: (open('forked', 'w').close(), fork())[1]\n"
        "sys.exit(run(['check', *sys.argv[1:]]))"
    )
    (folder / "forked").unlink(missing_ok=True)
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (folder / "forked").exists() == (cores > 1)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["."], [".", "--format", "json"], ["missing.yaml", ".", "gone.yaml", "-v"]],
    ids=" ".join,
)
def test_the_same_as_in_one_process(folder: Path, arguments: list[str]) -> None:
    assert check(folder, *arguments, cores=2) == check(folder, *arguments, cores=1)


def test_what_is_printed_is_printed_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    def work(number: int) -> int:
        say(f"out {number}")
        complain(f"error {number}")
        return number * 2

    assert list(spread(range(9), work)) == [number * 2 for number in range(9)]
    captured = capsys.readouterr()
    assert captured.out == "".join(f"out {number}\n" for number in range(9))
    assert captured.err == "".join(f"error {number}\n" for number in range(9))


def test_work_that_raises_raises_when_it_has_its_turn(capsys: pytest.CaptureFixture[str]) -> None:
    def work(number: int) -> int:
        say(str(number))
        if number == 5:
            raise ValueError("five")
        return number

    results = spread(range(9), work)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="five"):
        next(results)
    assert capsys.readouterr().out.split() == ["0", "1", "2", "3", "4", "5"]


def test_a_process_that_is_killed_is_made_up_for() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(spread(range(9), work)) == list(range(9))


def test_ctrl_c_leaves_no_process_behind() -> None:
    code = (
        "import os, sys, time; from netbuilder.cli.processes import spread\n"
        "def work(number):\n    os.write(1, b'%d\\n' % os.getpid())\n    time.sleep(30 if number else 0)\n"
        "list(spread(range(9), work))"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        pids = {int(process.stdout.readline()) for _ in range(3)}
        process.send_signal(signal.SIGINT)
        assert process.wait(10) != 0
    deadline = time.monotonic() + 10
    while any(map(_is_there, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_there, pids))


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
