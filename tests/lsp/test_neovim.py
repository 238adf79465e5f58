"""A real editor, where one is installed: Neovim 0.7 or later, without a window."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_diagnostic_fix_and_completion_in_neovim(tmp_path: Path) -> None:
    assert NEOVIM is not None
    command = tmp_path / "netbuilder"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m netbuilder "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        # `-l` is for Neovim 0.9 and later.
        [NEOVIM, "--headless", "-u", "editors/neovim/minimal.lua", "-c", "luafile tests/lsp/neovim.lua"],
        cwd=ROOT,
        env={**os.environ, "NETBUILDER": str(command), "XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "diagnostic: line 4: no activation is called `rleu`" in said
    assert "fix: Did you mean `relu`? -> - Dense: {units: 64, activation: relu}" in said
    assert "completion inside `Dense: {`: units activation" in said
