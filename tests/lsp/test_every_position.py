"""Every position of small texts: all that the server answers there is in the file beside the text.

`pytest --update-golden` writes the files again; a change of an answer is read in the difference.
"""

from pathlib import Path

import pytest

from tests.golden import Golden
from tests.lsp.answers import everywhere, server
from tests.lsp.editor import EVERYTHING

TEXTS = sorted(Path(__file__).with_name("every_position").glob("*.yaml"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_answer_is_the_one_that_is_written_down(path: Path, golden: Golden) -> None:
    text = path.read_bytes().decode()
    answers = "\n".join([f"# {path.name}", *everywhere(server(EVERYTHING), text)]) + "\n"
    golden(path.with_suffix(".md"), answers)
