"""The extension for VS Code: its settings and commands are the server's; it compiles, is tested and packaged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from netbuilder.language_server.code_lens import COMMANDS
from netbuilder.language_server.settings import KEYS
from netbuilder.version import VERSION
from tests.editor import workbench
from tests.views.page.browser import CHROMIUM, Browser

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))


def test_it_offers_what_the_server_has() -> None:
    contributed = MANIFEST["contributes"]
    properties = contributed["configuration"]["properties"]
    assert set(properties) == {f"netbuilder.{key}" for key in (*KEYS, "command")}
    commands = {command["command"] for command in contributed["commands"]}
    assert commands == {*COMMANDS, "netbuilder.explain", "netbuilder.restart", "netbuilder.showLog"}
    assert MANIFEST["version"] == VERSION


def test_a_folder_that_is_not_trusted_chooses_no_program() -> None:
    untrusted = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert untrusted["supported"] == "limited"
    assert {"netbuilder.command", "netbuilder.imports"} <= set(untrusted["restrictedConfigurations"])


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension, compiled, tested and packaged."""
    copy = tmp_path_factory.mktemp("extension") / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    for command in (
        ["npm", "install", "--no-audit", "--no-fund", "--silent"],
        ["npm", "test"],
        ["npm", "run", "package"],
    ):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return copy / "netbuilder.vsix"


@pytest.mark.node
@pytest.mark.slow
def test_it_is_compiled_tested_and_packaged(package: Path) -> None:
    with ZipFile(package) as opened:
        names = {name.removeprefix("extension/").lower() for name in opened.namelist() if name.startswith("extension/")}
    assert names == {"package.json", "readme.md", "license.txt", "dist/extension.js"}


NETWORK = """\
input: [28, 28, 1]
layers:
  - Flatten
  - Dense: {units: 64, activation: rleu}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""


@pytest.mark.node
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_real_vs_code_shows_fixes_and_completes(package: Path, tmp_path: Path) -> None:
    if reason := workbench.why_not():
        pytest.skip(reason)
    file = tmp_path / "work" / "net.yaml"
    file.parent.mkdir()
    file.write_text(NETWORK)
    settings = {"netbuilder.command": [sys.executable, "-m", "netbuilder"]}
    with workbench.serving(package, tmp_path, settings) as port, Browser() as browser:
        window = workbench.Workbench(browser, port, file)
        # The mistake, the count of parameters over the layers, the shapes behind them.
        window.until("document.querySelectorAll('.squiggly-error').length === 1")
        [lens] = window.texts(".codelens-decoration")
        assert lens.startswith("50,890 parameters, 199 KiB")
        window.until("document.querySelector('.view-lines').textContent.includes('50,240')")
        assert window.lines()[2:4] == [
            "  - Flatten (784,)  0",
            "  - Dense: {units: 64, activation: rleu} (64,)  50,240",
        ]
        # The quick fix.
        window.click("document.querySelector('.squiggly-error')")
        window.until("document.querySelector('.lightBulbWidget, [class*=lightbulb]') !== null")
        browser.press(".", control=True)
        assert window.texts(".action-widget .monaco-list-row")[1:] == ["Did you mean `relu`?", "Explain NB015"]
        browser.press("Enter")
        window.until("document.querySelectorAll('.squiggly-error').length === 0")
        assert "activation: relu}" in window.lines()[3]
        # Completion inside braces.
        window.click("[...document.querySelectorAll('.view-line')].find(e => e.textContent.includes('softmax'))")
        browser.press("Home")
        browser.press("Home")
        browser.type("  - Dense: {}\n")
        for key in ("ArrowUp", "End", "ArrowLeft"):
            browser.press(key)
        browser.press(" ", control=True)
        offered = [label.partition(",")[0] for label in window.texts(".suggest-widget .monaco-list-row")]
        assert offered[:3] == ["units", "activation", "use_bias"]
        assert "filters" not in offered
        assert not window.browser.value("document.querySelector('.notifications-toasts.visible')")
