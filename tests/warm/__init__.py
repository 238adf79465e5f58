"""Fresh processes without the time that imports take: forked from one that has imported TensorFlow, or netbuilder.

What a test claims about a start itself (how long, how quiet, which modules, a signal, a hash seed, `keras.json`) needs
a process of its own and not this.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

KINDS = {
    "tensorflow": ("tensorflow", {}),
    "tensorflow without oneDNN": ("tensorflow", {"TF_ENABLE_ONEDNN_OPTS": "0"}),
    "netbuilder": ("netbuilder", {}),
}
"""What a server imports, and what counts when it is imported."""


class Servers:
    """The processes that fork, and the folder of their sockets; each imports when it is first asked."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory(prefix="netbuilder-warm-")
        self.addresses = {kind: os.path.join(self.folder.name, str(at)) for at, kind in enumerate(KINDS)}
        self.processes = [_start(self.addresses[kind], *KINDS[kind]) for kind in KINDS]
        for process in self.processes:
            assert process.stdout is not None
            assert process.stdout.readline() == b"listening\n"

    def stop(self) -> None:
        for process in self.processes:
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()
            process.wait()
        self.folder.cleanup()


def _start(address: str, of: str, variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    # Another order of sets than in the processes that it is compared with, on purpose.
    environment = {**os.environ, "PYTHONHASHSEED": "4711", **variables}
    command = [sys.executable, str(Path(__file__).with_name("server.py")), address, of]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


addresses: dict[str, str] = {}
"""Where the servers of this test run listen, by their kind; set by conftest.py."""


def run(
    arguments: list[str],
    *,
    of: str = "tensorflow",
    env: Mapping[str, str] | None = None,
    cwd: str | os.PathLike[str] = ".",
    input: str | bytes = "",
    timeout: float = 300,
) -> "subprocess.CompletedProcess[str]":
    """As `subprocess.run([sys.executable, *arguments], capture_output=True, text=True)`."""
    environment = dict(os.environ if env is None else env)
    request = {"arguments": arguments, "environment": environment, "folder": os.path.abspath(cwd)}
    with (
        TemporaryFile() as stdin,
        TemporaryFile() as out,
        TemporaryFile() as err,
        socket.socket(socket.AF_UNIX) as link,
    ):
        stdin.write(input.encode() if isinstance(input, str) else input)
        stdin.seek(0)
        link.settimeout(timeout)
        link.connect(addresses[of])
        socket.send_fds(link, [json.dumps(request).encode()], [stdin.fileno(), out.fileno(), err.fileno()])
        answer = link.recv(16)
        out.seek(0)
        err.seek(0)
        # No answer: it was killed, as by a crash in native code.
        status = int(answer) if answer else -1
        return subprocess.CompletedProcess(arguments, status, out.read().decode(), err.read().decode())


def netbuilder_command(*arguments: str) -> list[str]:
    """The same for a test that has streams of its own: what to start in place of `python -m netbuilder ARGUMENTS`."""
    return [sys.executable, "-IS", str(Path(__file__).with_name("client.py")), addresses["netbuilder"], *arguments]


def netbuilder(
    *arguments: str | os.PathLike[str],
    env: Mapping[str, str] | None = None,
    cwd: str | os.PathLike[str] = ".",
    input: str | bytes = "",
) -> "subprocess.CompletedProcess[str]":
    """A command line that loads no TensorFlow, in a process of its own."""
    command = ["-m", "netbuilder", *(os.fspath(argument) for argument in arguments)]
    return run(command, of="netbuilder", env=env, cwd=cwd, input=input)
