"""VS Code in a headless browser: the server of code-server's package, run without its native modules.

Its install script wants to download ripgrep and to compile; none of that is needed to edit a file.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.views.page.browser import Browser

HERE = Path(__file__).parent / "code_server"
PACKAGE = HERE / "node_modules" / "code-server" / "lib" / "vscode"
SERVER = PACKAGE / "out" / "server-main.js"
PATIENCE = 60
_NODE = 20
"""The oldest Node that this VS Code runs on."""
_LISTENING = re.compile(r"agent listening on (\d+)")


def why_not() -> str:
    """Install it on first use; why that is not possible, or nothing."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return "node and npm are not installed"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.strip("v").partition(".")[0]) < _NODE:
        return f"VS Code needs Node {_NODE}, there is {version.strip()}"
    for folder, there in ((HERE, SERVER), (PACKAGE, PACKAGE / "node_modules" / "vscode-oniguruma")):
        if there.exists():
            continue
        command = ["npm", "install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-package-lock"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or not there.exists():
            return f"npm could not install code-server: {done.stderr.strip()[-200:]}"
    return ""


@contextmanager
def serving(extension: Path, folder: Path, settings: dict[str, Any]) -> Iterator[int]:
    """The port of a VS Code that has an extension and nothing else."""
    data = folder / "data"
    (data / "logs").mkdir(parents=True)
    (data / "Machine").mkdir()
    (data / "Machine" / "settings.json").write_text(json.dumps(settings))
    options = ["--extensions-dir", str(folder / "extensions"), "--user-data-dir", str(data)]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        ["node", str(SERVER), "--install-extension", str(extension), *options],
        env=environment,
        capture_output=True,
        check=True,
    )
    options += ["--host", "127.0.0.1", "--port", "0", "--without-connection-token"]
    options += ["--accept-server-license-terms", "--telemetry-level", "off", "--disable-workspace-trust"]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["node", str(SERVER), *options], env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        yield _port(log)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _port(log: Path) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        match = _LISTENING.search(log.read_text(errors="replace"))
        if match is not None:
            return int(match[1])
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


class Workbench:
    """The window of VS Code with one file open."""

    def __init__(self, browser: Browser, port: int, file: Path) -> None:
        self.browser = browser
        browser.call("Emulation.setDeviceMetricsOverride", width=1400, height=900, deviceScaleFactor=1, mobile=False)
        payload = json.dumps([["openFile", f"vscode-remote://127.0.0.1:{port}{file}"]])
        address = f"http://127.0.0.1:{port}/?folder={quote(str(file.parent))}&payload={quote(payload)}"
        browser.call("Page.navigate", url=address)

    def until(self, expression: str) -> Any:
        """What an expression gives in the page, once that is something."""
        end = time.monotonic() + PATIENCE
        while not (value := self.browser.value(expression)):
            assert time.monotonic() < end, f"never: {expression}\nlines: {self.lines()}"
            time.sleep(0.1)
        return value

    def texts(self, selector: str) -> list[str]:
        """What stands in the elements of a selector, once there are some."""
        script = f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.ariaLabel || e.textContent)"
        return [text.replace("\xa0", " ") for text in self.until(f"(t => t.length && t)({script})")]

    def lines(self) -> list[str]:
        """The lines of the editor, with what stands behind them."""
        script = "[...document.querySelectorAll('.view-line')].map(e => e.textContent)"
        return [line.replace("\xa0", " ").replace("\u200a", " ") for line in self.browser.value(script) or []]

    def click(self, element: str) -> None:
        """Click at the middle of an element, which an expression gives."""
        box = f"(r => [r.x + r.width / 2, r.y + r.height / 2])(({element}).getBoundingClientRect())"
        self.browser.click(*self.until(box))
