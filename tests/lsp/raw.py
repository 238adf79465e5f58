"""A client of bytes: what is sent need be no message of the protocol, and nothing takes time but the server."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds for an answer, on a machine that does other things too."""
SERVER = [sys.executable, "-m", "netbuilder", "lsp"]


class RawClient:
    """The pipes to a server."""

    def __init__(self, command: Sequence[str] = SERVER) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._number = 0

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    @staticmethod
    def message(**members: Any) -> bytes:
        """A message with its header."""
        body = json.dumps({"jsonrpc": "2.0", **members}).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    def request(self, method: str, params: Any) -> Any:
        """The answer to a request: the whole message."""
        self._number += 1
        self.send_bytes(self.message(id=self._number, method=method, params=params))
        while True:
            message = json.loads(self.read())
            if message.get("id") == self._number and "method" not in message:
                return message

    def notify(self, method: str, params: Any) -> None:
        self.send_bytes(self.message(method=method, params=params))

    def read(self) -> bytes:
        """The body of the next message."""
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name == b"Content-Length":
                length = int(value)
        return self.process.stdout.read(length)

    def initialize(self, process_id: int | None = None) -> None:
        """Say hello; positions are counted in code points."""
        capabilities = {"general": {"positionEncodings": ["utf-32"]}}
        self.request("initialize", {"processId": process_id, "rootUri": None, "capabilities": capabilities})
        self.notify("initialized", {})

    def resident(self) -> float:
        """The resident memory of the server, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def end(self) -> int:
        """Take leave; the exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.gone()

    def gone(self) -> int:
        """The exit status once the server has ended, as nobody speaks to it any more."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.ended()

    def ended(self) -> int:
        """The exit status once the server has ended."""
        assert self.process.stdout is not None
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return status

    def log(self) -> str:
        """What it wrote to standard error."""
        assert self.process.stderr is not None
        with self.process.stderr as errors:
            return errors.read().decode()
