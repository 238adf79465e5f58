"""One server for the tests of a file: each opens documents of its own."""

from collections.abc import Iterator

import pytest

from tests.lsp.editor import Editor


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    editor = Editor()
    yield editor
    assert editor.end() == 0
    log = editor.log()
    assert not log, log
