"""What only a process of its own shows: what is imported, pipes, signals, colours, encodings."""

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from netbuilder.version import VERSION

pytestmark = pytest.mark.slow


def test_the_version_is_that_of_the_package(process):
    done = process("--version")
    assert (done.returncode, done.stdout) == (0, f"netbuilder {VERSION}\n")
    assert version("keras-netbuilder") == VERSION


def test_no_colour_in_a_pipe(process):
    assert "\x1b" not in process("check", "error.yaml").stdout


def _on_a_terminal(folder, args, **env):
    pty = pytest.importorskip("pty")
    main, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", **env}
    environment.pop("GITHUB_ACTIONS", None)
    command = [sys.executable, "-m", "netbuilder", *args]
    child = subprocess.Popen(command, stdout=terminal, stderr=terminal, stdin=terminal, cwd=folder, env=environment)
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    child.wait()
    os.close(main)
    return shown.decode()


def test_colour_on_a_terminal_unless_nobody_wants_it(folder):
    assert "\x1b[1;31merror[NB201]\x1b[0m" in _on_a_terminal(folder, ["check", "error.yaml"])
    assert "\x1b" not in _on_a_terminal(folder, ["check", "error.yaml"], NO_COLOR="1")
    assert "\x1b" not in _on_a_terminal(folder, ["check", "error.yaml"], TERM="dumb")


def test_a_reader_that_goes_away_is_no_mistake(folder):
    for number in range(200):
        (folder / f"net{number}.yaml").write_text("input: [8]\nlayers: [Dens]\n")
    command = f"{sys.executable} -m netbuilder check *.yaml | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 1


def test_closed_output(folder):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = f"{sys.executable} -m netbuilder check error.yaml >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], cwd=folder, env=environment).returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c(folder):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "netbuilder", "check", "-"]
    child = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # It waits for standard input once everything is imported.
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _is_asleep(child.pid):
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err.strip()) == (130, "", "stopped")


def _is_asleep(pid):
    try:
        loaded = Path(f"/proc/{pid}/maps").read_text()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return "_yaml" in loaded and state == "S"


def test_a_terminal_that_knows_ascii_only(process, folder):
    (folder / "nét.yaml").write_text("name: é世\ninput: [8]\nlayers: [Dens]\n")
    done = process("check", "nét.yaml", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "n\\xe9t.yaml:1:7" in done.stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("netbuilder ch", "plain,check"),
        ("netbuilder check go", "plain,good.yaml"),
        ("netbuilder show go", "plain,good.yaml"),
        ("netbuilder check nothing/", "file,nothing/"),
        ("netbuilder check --select NB20", "\n".join(f"plain,NB20{digit}" for digit in "123456789"[:9])),
        ("netbuilder check --ignore NB301,constant-o", "plain,NB301,constant-output"),
        ("netbuilder check good.yaml --set layers.1", "plain,layers.1.Dense.units=\nplain,layers.1.Dense.activation="),
        ("netbuilder build good.yaml --set se", ""),
        ("netbuilder build good.yaml -o bu", "file,bu"),
        ("netbuilder new regr", "plain,regression"),
        ("netbuilder explain GlorotU", "plain,GlorotUniform"),
        ("netbuilder explain NB301", "plain,NB301"),
    ],
)
def test_the_shell_completes(process, words, completed):
    env = {"_NETBUILDER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert process(env=env).stdout.strip() == completed


def test_completion_of_the_shell(process):
    done = process(env={"_NETBUILDER_COMPLETE": "bash_source"})
    assert "_netbuilder_completion" in done.stdout


def test_a_fault_is_one_line_and_debug_shows_it_all(process, folder):
    broken = folder / "sitecustomize.py"
    broken.write_text(
        "import netbuilder.pipeline.session as session\ndef lint(*args): raise KeyError('units')\nsession.lint = lint\n"
    )
    path = os.pathsep.join([str(folder), *sys.path])
    done = process("check", "good.yaml", env={"PYTHONPATH": path})
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" in process("check", "good.yaml", "--debug", env={"PYTHONPATH": path}).stderr
