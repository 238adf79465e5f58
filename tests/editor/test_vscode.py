"""The extension for VS Code: its settings and commands are the server's; it compiles, is tested and packaged."""

import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from netbuilder.language_server.code_lens import COMMANDS
from netbuilder.language_server.settings import KEYS
from netbuilder.version import VERSION

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


@pytest.mark.node
@pytest.mark.slow
def test_it_is_compiled_tested_and_packaged(tmp_path: Path) -> None:
    copy = tmp_path / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    for command in (
        ["npm", "install", "--no-audit", "--no-fund", "--silent"],
        ["npm", "test"],
        ["npm", "run", "package"],
    ):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    with ZipFile(copy / "netbuilder.vsix") as package:
        names = {
            name.removeprefix("extension/").lower() for name in package.namelist() if name.startswith("extension/")
        }
    assert names == {"package.json", "readme.md", "license.txt", "dist/extension.js"}
