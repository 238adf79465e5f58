"""Tables of what rules find in many small networks: a row of codes, and every sentence once."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

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


class Golden:
    """The two files of a table, read part by part; `--update-golden` writes them once all parts have run."""

    def __init__(self, name: str, is_updated: bool) -> None:
        self.files = FOLDER / f"{name}.txt", FOLDER / f"{name}_said.txt"
        self.is_updated = is_updated
        self.lines: list[str] = []
        self.sentences: set[str] = set()

    def compare(self, part: Table) -> None:
        """The lines of a part are in the file, and no sentence is new."""
        self.lines += part.lines
        self.sentences |= part.sentences
        if self.is_updated:
            return
        lines, sentences = (file.read_text(encoding="utf-8").splitlines() for file in self.files)
        names = {line.rpartition(": ")[0] for line in part.lines}
        assert part.lines == [line for line in lines if line.rpartition(": ")[0] in names]
        assert part.sentences <= set(sentences), part.sentences - set(sentences)

    def write(self) -> None:
        if self.is_updated:
            for file, lines in zip(self.files, (self.lines, sorted(self.sentences)), strict=True):
                file.write_text("\n".join([*lines, ""]), encoding="utf-8")
