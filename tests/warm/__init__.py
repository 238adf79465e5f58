"""Fresh processes without the seconds that TensorFlow takes to import: forked from one that has imported it.

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


class Server:
    """The process that forks, and the folder of its socket."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory(prefix="netbuilder-warm-")
        self.address = os.path.join(self.folder.name, "socket")
        # Another order of sets than in the processes that it is compared with, on purpose.
        environment = {**os.environ, "PYTHONHASHSEED": "4711"}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("server.py")), self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"listening\n"

    def stop(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        self.process.wait()
        self.folder.cleanup()


address: str | None = None
"""Where the server of this test run listens; set by conftest.py."""


def run(
    arguments: list[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: str | os.PathLike[str] = ".",
    input: str = "",
    timeout: float = 300,
) -> "subprocess.CompletedProcess[str]":
    """As `subprocess.run([sys.executable, *arguments], capture_output=True, text=True)`."""
    assert address is not None
    environment = dict(os.environ if env is None else env)
    request = {"arguments": arguments, "environment": environment, "folder": os.path.abspath(cwd)}
    with (
        TemporaryFile() as stdin,
        TemporaryFile() as out,
        TemporaryFile() as err,
        socket.socket(socket.AF_UNIX) as link,
    ):
        stdin.write(input.encode())
        stdin.seek(0)
        link.settimeout(timeout)
        link.connect(address)
        socket.send_fds(link, [json.dumps(request).encode()], [stdin.fileno(), out.fileno(), err.fileno()])
        answer = link.recv(16)
        out.seek(0)
        err.seek(0)
        # No answer: it was killed, as by a crash in native code.
        status = int(answer) if answer else -1
        return subprocess.CompletedProcess(arguments, status, out.read().decode(), err.read().decode())
