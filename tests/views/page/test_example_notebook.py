"""The example notebook runs from its first cell to its last.

The cells are run in this process and their last values shown as a notebook shows them; a Jupyter kernel would add
twenty packages and find nothing more.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.keras

NOTEBOOK = Path(__file__).parents[3] / "docs" / "example.ipynb"


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; gives the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def test_every_cell_runs(capsys: pytest.CaptureFixture[str]) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names: dict[str, Any] = {}
    shown: list[str] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], "outputs are not committed"
            value = run("".join(cell["source"]), names)
            shown.append(value._repr_html_() if hasattr(value, "_repr_html_") else repr(value))
    assert (names["fading"].verdict.word, names["passing"].verdict.word) in {
        ("vanishing", "healthy"),
        ("severe", "healthy"),
    }
    assert names["accuracy"] > 0.8
    assert {one.code for one in names["findings"]} >= {"NB202", "NB301"}
    page = "".join(shown)
    for piece in ("nb-diagram", "nb-findings", "nb-plot", "nb-verdict-healthy"):
        assert piece in page
    assert "Conv2D" in capsys.readouterr().out
