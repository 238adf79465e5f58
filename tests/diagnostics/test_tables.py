"""Slips of many kinds, and all that is said of each: `tables/*.txt`.

Lines that begin with `= ` are a file with an `@` in it, those with `> ` what stands there. Below it are its findings
of writing, each with its code, its place, its message, its reason and its fix, and the lines that all fixes change.
`pytest --update-golden` writes the files again; a change of a word is read in the difference.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

import pytest

from netbuilder.diagnostics import Diagnostic, Span
from netbuilder.pipeline import Session
from netbuilder.source.edit import apply

FOLDER = Path(__file__).parent / "tables"
FILES = sorted(FOLDER.glob("*.txt"))


def cases(table: str) -> Iterator[tuple[str, list[str], str]]:
    """The heading and the lines of each case as they stand in a table, and its text."""
    head: list[str] = []
    for mark, lines in groupby(table.splitlines(), key=lambda line: line[:2]):
        if mark == "= ":
            head = list(lines)
        elif mark == "> ":
            written = list(lines)
            before, after = "\n".join(line[2:] for line in head).split("@")
            pad = "\n" + " " * len(before.rpartition("\n")[2])
            yield "\n".join(head), written, before + pad.join(line[2:] for line in written) + after + "\n"


def place(diagnostic: Diagnostic) -> str:
    address = diagnostic.address
    assert isinstance(address, Span)
    end = address.end_column if address.end_line == address.line else f"{address.end_line}:{address.end_column}"
    return f"{address.line}:{address.column}-{end}"


def shown(diagnostic: Diagnostic) -> str:
    """A finding on one line."""
    why = f" ({diagnostic.why})" if diagnostic.why else ""
    fix = f" => {diagnostic.fix}" if diagnostic.fix else ""
    kind = ("" if not diagnostic.edits else " [safe]" if diagnostic.safe else " [unsafe]").replace("\n", "\\n")
    return f"{diagnostic.code} {place(diagnostic)} {diagnostic.message}{why}{fix}{kind}".replace("\n", "\\n")


def of_writing(text: str) -> list[Diagnostic]:
    """What is found without any rule."""
    return [each for each in Session(text, "net.yaml").report.diagnostics if each.code < "NB100"]


def changed(before: str, after: str) -> Iterator[str]:
    """The lines of a text that are new in it, and those that are gone."""
    old, new = before.splitlines(), after.splitlines()
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            yield from (f"- {line}" for line in old[start:end])
        elif kind != "equal":
            yield from (f"+ {line}" for line in new[first:last])


def answer(text: str) -> list[str]:
    """All that is said of a text, and what becomes of it."""
    diagnostics = of_writing(text)
    after = apply(text, diagnostics, unsafe=True)
    left = sorted({each.code for each in of_writing(after)}) if after != text else []
    return [
        *(map(shown, diagnostics) if diagnostics else ["nothing"]),
        *changed(text, after),
        *([f"left: {' '.join(left)}"] if left else []),
    ]


def written_anew(table: str) -> str:
    """A table with what is said today."""
    parts, last = [], ""
    for head, written, text in cases(table):
        if head != last:
            parts.append(head)
            last = head
        parts.append("\n".join([*written, *answer(text)]))
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_said_of_every_kind_of_slip(file: Path, pytestconfig: pytest.Config) -> None:
    table = file.read_text(encoding="utf-8")
    found = written_anew(table)
    if pytestconfig.getoption("--update-golden"):
        file.write_text(found, encoding="utf-8")
    elif found != table:
        pairs = zip(found.split("\n\n"), table.split("\n\n"), strict=True)
        raise AssertionError("\n\n".join(f"{now}\n\nand not\n\n{then}" for now, then in pairs if now != then))
