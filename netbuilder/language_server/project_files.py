"""What is wrong with a pyproject.toml, said in that file."""

import re

from lsprotocol import types

from netbuilder.language_server.settings import Mistake
from netbuilder.lint.project import MAX_SIZE
from netbuilder.system.read import read_regular_file

_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*netbuilder\b", re.MULTILINE)


def diagnostic(mistake: Mistake) -> types.Diagnostic:
    """The mistake where its word stands in the table; at the start of the file where it does not."""
    return types.Diagnostic(
        _place(mistake), mistake.message, severity=types.DiagnosticSeverity.Error, source="netbuilder"
    )


def _place(mistake: Mistake) -> types.Range:
    try:
        string = read_regular_file(mistake.file, MAX_SIZE).decode("utf-8", "replace")
    except OSError:
        string = ""
    if mistake.line is not None:
        return types.Range(types.Position(mistake.line - 1, 0), types.Position(mistake.line, 0))
    table = _TABLE.search(string)
    match = re.compile(rf"(?<![\w-]){re.escape(mistake.word)}(?![\w-])").search(string, table.start() if table else 0)
    if not mistake.word or match is None:
        return types.Range(types.Position(0, 0), types.Position(1, 0))
    line = string.count("\n", 0, match.start())
    # Keys and codes are ASCII; what stands before one on its line nearly always is.
    start = match.start() - (string.rfind("\n", 0, match.start()) + 1)
    return types.Range(types.Position(line, start), types.Position(line, start + len(mistake.word)))
