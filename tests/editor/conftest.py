"""The YAML language server that editors run, spoken to over standard input and output."""

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 60
"""Seconds after which an answer is given up; a busy machine needs some."""


class LanguageServer:
    """One running server with one schema for every file."""

    def __init__(self, schema: Path) -> None:
        self.process = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.buffer = b""
        self.number = 0
        self.documents = 0
        self.settings = {
            "yaml": {
                "schemas": {schema.as_uri(): "*.yaml"},
                "schemaStore": {"enable": False},
                "validate": True,
                "completion": True,
                "hover": True,
            }
        }
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }
        self.ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})
        # The server asks for its settings when it likes; it is ready when it knows the schema.
        end = time.monotonic() + PATIENCE
        while not self.hover("inp|ut: [8]\n"):
            assert time.monotonic() < end, "the language server does not take the schema"
            time.sleep(0.1)

    def problems(self, text: str) -> list[tuple[int, int, str]]:
        """What the editor underlines: line and column from 1, and what it says."""
        uri = self.open(text)
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                starts = [(one["range"]["start"], one["message"]) for one in found]
                return sorted((start["line"] + 1, start["character"] + 1, said) for start, said in starts)

    def completions(self, text: str) -> dict[str, str]:
        """What the editor offers at the `|` of the text, each with its documentation."""
        items = self.at_cursor("textDocument/completion", text)["items"]
        return {item["label"]: _plain(item.get("documentation")) for item in items}

    def hover(self, text: str) -> str:
        """What the editor shows about the `|` of the text."""
        shown = self.at_cursor("textDocument/hover", text)
        return _plain(shown["contents"]) if shown else ""

    def at_cursor(self, method: str, text: str) -> Any:
        """Ask about the place where the `|` stands; it is taken out."""
        before, _, after = text.partition("|")
        uri = self.open(before + after)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position})

    def open(self, text: str) -> str:
        """Open a file with this text, which need not exist."""
        self.documents += 1
        uri = f"file:///network-{self.documents}.yaml"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a notification, which has no answer."""
        self.send({"method": method, "params": params})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered on the way."""
        end = time.monotonic() + PATIENCE
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if separator:
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    message: dict[str, Any] = json.loads(rest[:length])
                    if "id" in message and "method" in message:
                        self.answer(message)
                        continue
                    return message
            assert self.process.stdout is not None
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            assert ready, "the language server is silent"
            piece = os.read(self.process.stdout.fileno(), 65536)
            assert piece, "the language server has stopped"
            self.buffer += piece

    def answer(self, message: dict[str, Any]) -> None:
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self.settings.get(item["section"]) for item in message["params"]["items"]]
        self.send({"id": message["id"], "result": result})

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def _plain(contents: Any) -> str:
    if isinstance(contents, list):
        return "\n".join(_plain(one) for one in contents)
    return contents["value"] if isinstance(contents, dict) else contents or ""


@pytest.fixture(scope="session")
def server_program() -> None:
    """The server's own files; installed on first use."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not installed")
    if not SERVER.exists():
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(HERE)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"npm could not install yaml-language-server: {done.stderr.strip()[-200:]}")


@pytest.fixture(scope="module")
def editor(server_program: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor that has the JSON Schema of the vocabulary turned on."""
    from netbuilder.convert.json_schema import text

    schema = tmp_path_factory.mktemp("schema") / "netbuilder.schema.json"
    schema.write_text(text(), encoding="utf-8")
    server = LanguageServer(schema)
    yield server
    server.stop()
