"""Tables of what rules find in many small networks: a row of codes, and every sentence once."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from netbuilder.diagnostics import Diagnostic
from netbuilder.views.formats.fix_lines import changes
from tests.rules.judging import judge

FOLDER = Path(__file__).parent / "words"


class Table:
    """Lines of codes, and all sentences that were met."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes
        """How the codes begin that are looked at; NB13x are about the Keras that is installed."""
        self.lines: list[str] = []
        self.sentences: set[str] = set()

    def row(self, name: str, cells: Iterable[tuple[str, Sequence[str]]]) -> None:
        """A line of the codes that each text gets; the words of its findings stand for the names in them."""
        row = []
        for text, names in cells:
            findings = [
                each for each in judge(text).diagnostics if each.code.startswith(self.codes) and each.code[:4] != "NB13"
            ]
            assert all(len(each.message) <= 80 for each in findings), text
            self.sentences |= {said(each, names) for each in findings}
            row.append("+".join(each.code[2:] for each in findings) or "-")
        self.lines.append(f"{name}: {' '.join(row)}")


def said(diagnostic: Diagnostic, names: Sequence[str]) -> str:
    """All that a finding says, and what its fix writes, in one line."""
    written = [line.strip() for change in changes(diagnostic) for line in change.added or ["nothing"]]
    safe, edit = "safe " * diagnostic.safe, f" -> {'; '.join(written)}" if written else ""
    text = f"{diagnostic.severity.word} {diagnostic.message} | {diagnostic.why} | {safe}{diagnostic.fix}{edit}"
    for name in names:
        text = re.sub(rf"(?<![\w`]){re.escape(name)}(?!\w)", "NAME", text)
    return f"{diagnostic.code} {text}"


def compare(name: str, table: Table, config: pytest.Config) -> None:
    """Both files of a table are as they were; `--update-golden` writes them again, to be read in the difference."""
    for file, lines in ((f"{name}.txt", table.lines), (f"{name}_said.txt", sorted(table.sentences))):
        text = "\n".join([*lines, ""])
        if config.getoption("--update-golden"):
            (FOLDER / file).write_text(text, encoding="utf-8")
        assert text == (FOLDER / file).read_text(encoding="utf-8"), file
