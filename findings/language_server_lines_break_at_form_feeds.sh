#!/usr/bin/env bash
# pygls breaks the lines of an open document where Python's str.splitlines does: at form feeds, NEL and U+2028 too. The
# Language Server Protocol knows three line breaks only (CR, LF, CRLF), and editors count so. Behind such a character every
# position that a client sends is taken for another place, and an incremental change is put there: the server's text is no
# longer the editor's, without an error. One would guess that a library for the protocol counts lines as the protocol does.
# pygls 2.1.1, lsprotocol 2025.0.0, Python 3.11. Seen:
#   the editor has 'a = 1\n\x0c# part\nb = 23\n' - the server has 'a = 1\n\x0c# par3t\nb = 2\n'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
"$folder/venv/bin/python" - <<'PROGRAM'
from importlib.metadata import version

from lsprotocol import types
from pygls.workspace import TextDocument

assert version("pygls") == "2.1.1"

before = "a = 1\n\x0c# part\nb = 2\n"  # a form feed, as it stands between the parts of many a Python file
document = TextDocument("file:///a.py", before, sync_kind=types.TextDocumentSyncKind.Incremental)
end_of_line_3 = types.Position(2, 5)
document.apply_change(types.TextDocumentContentChangePartial(types.Range(end_of_line_3, end_of_line_3), "3"))
editor = "a = 1\n\x0c# part\nb = 23\n"
print(f"the editor has {editor!r} - the server has {document.source!r}")
assert document.source != editor
assert document.source == "a = 1\n\x0c# par3t\nb = 2\n"
plain = TextDocument("file:///a.py", before.replace("\x0c", ""), sync_kind=types.TextDocumentSyncKind.Incremental)
plain.apply_change(types.TextDocumentContentChangePartial(types.Range(end_of_line_3, end_of_line_3), "3"))
assert plain.source == editor.replace("\x0c", "")
PROGRAM
