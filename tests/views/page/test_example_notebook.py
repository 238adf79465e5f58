"""The example notebook runs from its first cell to its last, and shows what is committed with it."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.views.page.notebook import NOTEBOOK, outputs

ROOT = Path(__file__).parents[3]


def read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def test_it_shows_what_the_readme_says() -> None:
    page = "\n".join("\n".join(output.get("data", {}).get("text/html", ())) for output in every_output())
    for piece in ("nb-diagram", "nb-findings", "nb-plot", "nb-verdict-healthy", '<pre style="line-height:1.4">'):
        assert piece in page, piece
    assert "docs/example.ipynb" in (ROOT / "README.md").read_text(encoding="utf-8")


def every_output() -> list[dict[str, Any]]:
    return [output for cell in read(NOTEBOOK)["cells"] for output in cell.get("outputs", ())]


def test_no_output_is_an_error_or_a_complaint() -> None:
    assert {output["output_type"] for output in every_output()} <= {"execute_result", "display_data", "stream"}
    assert {output.get("name") for output in every_output()} <= {None, "stdout"}


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.skipif(find_spec("nbclient") is None or find_spec("ipykernel") is None, reason="no Jupyter here")
@pytest.mark.since("3.15")
def test_every_cell_shows_what_is_committed(tmp_path: Path) -> None:
    target = tmp_path / "run.ipynb"
    command = [sys.executable, "-m", "tests.views.page.notebook", str(target)]
    environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert outputs(read(target)) == outputs(read(NOTEBOOK)), "python -m tests.views.page.notebook"
