#!/usr/bin/env bash
# A code action that carries a command, which the Language Server Protocol allows, is read back by lsprotocol's own converter
# as a plain Command: its name is the text of a Python dictionary, and kind, edit and diagnostics are gone. The answer to
# textDocument/codeAction is a list of Command | CodeAction, and the two are told apart by whether there is a `command`,
# where the protocol tells them apart by whether that is a string. One would guess that what the library writes it reads.
# lsprotocol 2025.0.0, Python 3.11. Seen:
#   Command(title='Explain', command="{'title': 'Explain', 'command': 'tool.explain', 'arguments': ['E1']}", tooltip=None,
#   arguments=None)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lsprotocol==2025.0.0 cattrs==25.3.0
"$folder/venv/bin/python" - <<'PROGRAM'
from importlib.metadata import version

from lsprotocol import converters, types

assert version("lsprotocol") == "2025.0.0"

converter = converters.get_converter()
command = types.Command("Explain", "tool.explain", arguments=["E1"])
action = types.CodeAction("Explain", types.CodeActionKind.QuickFix, command=command)
answer = types.CodeActionResponse(id=1, result=[action])
written = converter.unstructure(answer, types.CodeActionResponse)
assert written["result"][0]["kind"] == "quickfix"
assert written["result"][0]["command"]["command"] == "tool.explain"
[read] = converter.structure(written, types.CodeActionResponse).result
print(read)
assert type(read) is types.Command
assert isinstance(read.command, str)
assert read.command.startswith("{'title': 'Explain'")
without = types.CodeActionResponse(id=1, result=[types.CodeAction("Explain", types.CodeActionKind.QuickFix)])
[read] = converter.structure(converter.unstructure(without, types.CodeActionResponse), types.CodeActionResponse).result
assert type(read) is types.CodeAction
PROGRAM
