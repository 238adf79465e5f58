"""docs/example.ipynb, run by a Jupyter kernel: `python -m tests.views.page.notebook` writes its outputs again.

`python -m tests.views.page.notebook FILE` writes what comes out into another file, for a test to compare.
"""

import os
import re
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[3] / "docs" / "example.ipynb"
QUIET = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "NETBUILDER_LANG": "en",
}


def main(target: str = str(NOTEBOOK)) -> None:
    """Run every cell from the first to the last, in a kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    os.environ |= QUIET
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": "/"}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # the time of day
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    Path(target).write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")  # type: ignore[no-untyped-call]


def outputs(notebook: dict[str, Any]) -> list[str]:
    """What every cell shows, its numbers left out: they are those of one machine."""
    shown = []
    for cell in notebook["cells"]:
        texts = []
        for output in cell.get("outputs", ()):
            data = output.get("data", {"text/plain": output.get("text", "")})
            texts += [f"{kind}: {''.join(data[kind])}" for kind in sorted(data)]
        shown.append(re.sub(r"-?\d+(\.\d+)?(e[+-]?\d+)?", "#", "\n".join(texts)))
    return shown


if __name__ == "__main__":
    main(*sys.argv[1:])
