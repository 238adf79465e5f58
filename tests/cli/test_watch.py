"""check --watch: again after every change, as a process that an editor's saves reach."""

import os
import queue
import signal
import subprocess
import sys
import threading

import pytest

GOOD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"


@pytest.fixture
def watched(tmp_path):
    """The lines of a running `check --watch` of a folder, and the folder."""
    folder = tmp_path / "nets"
    folder.mkdir()
    (folder / "net.yaml").write_text(GOOD)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "netbuilder", "check", "--watch", "nets", "--format", "concise"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout])
    reader.start()
    yield folder, lambda: lines.get(timeout=60).rstrip(), process
    process.kill()
    process.wait()
    reader.join()
    process.stdout.close()


def test_a_change_is_checked(watched):
    pytest.importorskip("watchfiles")
    folder, line, process = watched
    assert line() == "Nothing found."
    # As editors save: another file takes its place; again and again, as the watcher may still be starting.
    seen, saver = threading.Event(), threading.Thread(target=lambda: _save_until(folder, seen))
    saver.start()
    try:
        while (told := line()) == "Nothing found.":
            pass
    finally:
        seen.set()
        saver.join()
    assert told == "nets/net.yaml:3:5: NB010 [*] no layer is called `Dens`"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in (1, 130)  # waiting, or checking just then


def _save_until(folder, seen):
    while not seen.wait(0.5):
        (folder / "new").write_text(GOOD.replace("Dense", "Dens"))
        os.replace(folder / "new", folder / "net.yaml")


def test_it_goes_without_a_pipe_and_fixes(netbuilder):
    for arguments in (["-"], ["good.yaml", "--fix"], ["good.yaml", "--diff"]):
        done = netbuilder("check", "--watch", *arguments, stdin="")
        assert (done.status, done.out) == (2, "")
        assert "--watch goes with files and folders" in done.err
