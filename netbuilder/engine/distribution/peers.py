"""A line between the processes beside JAX's own, over which one that ends takes the others along within a second.

JAX notices a process that is gone after a hundred seconds, and one that raised not at all. What goes over the line is a
token that the processes agree on, and then at most one text; what is read is printed and nothing else.
"""

import secrets
import socket
import threading
from contextlib import suppress
from typing import Any

import numpy as np

from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.distribution.launch import end

TOKEN = 16
_BYE = b"\0"
_MOST = 1000
_PATIENCE = 30.0
"""Seconds until all are connected."""


class Peers:
    """The lines of one process: of process 0 to all others, of the others to it."""

    def __init__(self, number: int, count: int, host: str, broadcast: Any) -> None:
        """`broadcast` gives every process the array that process 0 has."""
        self.number = number
        self.lines: dict[int, socket.socket] = {}
        self.is_over = False
        server = _listening() if number == 0 else None
        token, port = secrets.token_bytes(TOKEN), server.getsockname()[1] if server is not None else 0
        name = (host or socket.gethostname()).encode()[:200].ljust(200, b"\0")
        mine = np.frombuffer(token + port.to_bytes(4, "big") + name, np.uint8)
        message = bytes(np.asarray(broadcast(mine), np.uint8))
        token, port, name = message[:TOKEN], int.from_bytes(message[TOKEN : TOKEN + 4], "big"), message[TOKEN + 4 :]
        if server is not None:
            self._accept(server, token, count)
        else:
            line = socket.create_connection((name.rstrip(b"\0").decode(), port), _PATIENCE)
            line.sendall(token + number.to_bytes(4, "big"))
            self.lines[0] = line
        for other, line in self.lines.items():
            line.settimeout(None)
            threading.Thread(target=self._watch, args=(other, line), daemon=True).start()

    def _accept(self, server: socket.socket, token: bytes, count: int) -> None:
        with server:
            server.settimeout(_PATIENCE)
            while len(self.lines) < count - 1:
                line, _ = server.accept()
                line.settimeout(_PATIENCE)
                hello = _exactly(line, TOKEN + 4)
                other = int.from_bytes(hello[TOKEN:], "big")
                if secrets.compare_digest(hello[:TOKEN], token) and 0 < other < count:
                    self.lines[other] = line
                else:  # somebody else
                    line.close()

    def leave(self) -> None:
        """Say that this process has ended well."""
        self.is_over = True
        for line in self.lines.values():
            with suppress(OSError):
                line.sendall(_BYE)

    def tell(self, text: str) -> None:
        """Say that this process ends with a mistake, so that all others do too."""
        self.is_over = True
        self._pass_on(text, ())

    def _pass_on(self, text: str, except_for: tuple[int, ...]) -> None:
        for other, line in self.lines.items():
            if other not in except_for:
                with suppress(OSError):
                    line.sendall(text.encode()[: _MOST - 1] + b"\n")
                    line.shutdown(socket.SHUT_WR)

    def _watch(self, other: int, line: socket.socket) -> None:
        """Wait for what another process says; it says nothing as long as all is well."""
        message = b""
        with suppress(OSError):
            while len(message) < _MOST and not message.endswith((b"\n", _BYE)):
                more = line.recv(_MOST)
                if not more:
                    break
                message += more
        if message.endswith(_BYE) or self.is_over:
            return
        text = message.decode(errors="replace").strip() or spoken(_("process {number} is gone", number=other))
        self._pass_on(text, (other,))
        words = {"text": _printable(text), "number": self.number}
        end(spoken(_("netbuilder: {text}; process {number} ends with it", **words)))


def _listening() -> socket.socket:
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind(("", 0))
    server.listen(64)
    return server


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    with suppress(OSError):
        while len(data) < size and (more := line.recv(size - len(data))):
            data += more
    return data.ljust(size, b"\0")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
