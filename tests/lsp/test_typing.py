"""What is said after every key: `every_position/typing.txt` has each edit and what is published after it.

`pytest --update-golden` writes the file again.
"""

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from tests.golden import Golden
from tests.lsp.editor import Editor

NET = """\
\ufeff# ä \U0001d538
input: [8]
layers:
  - Dense: {units: 8, activation: rleu}
  - Dense: {units: 4, activation: softmax}
  - Dropout: {rate: 0}
compile: {optimizer: adam, loss: binary_crossentropy}
"""
FILE = Path(__file__).parent / "every_position" / "typing.txt"
MARK = "  - Dense: {units: 4"
EDITS = [
    *((MARK, letter, 0) for letter in "  - Dense: {units: 3, activaton: tanh}\n"),
    ("activaton: t", "i", 0),
    ("activation: rleu", "", 4),
    ("activation: ", "relu", 0),
    ("input: [8", "]", 1),
    ("\ufeff", "x: 1\n", 0),
    ("x: 1", "\r", 0),
    ("loss: ", "", 19),
    ("loss: ", "mse", 0),
    ("# ä \U0001d538", "", 5),
    ("", "# \U0001d538", 0),
    ("layers:", "\n  - Flatten: {", 0),
    ("Flatten: {", "}", 0),
    ("rate: ", "1", 1),
    ("adam", "m", 0),
    ("}\n", "\n", 0),
]
"""Behind what, or before the mark: what, in place of so many letters."""


def typed(editor: Editor) -> Iterator[str]:
    uri = editor.open(NET, "file:///nowhere/typing.yaml")
    yield from published(editor, uri, "opened")
    for behind, text, count in EDITS:
        at = editor.texts[uri].index(behind) + (len(behind) if behind != MARK else 0)
        editor.type(uri, at, text, at + count)
        yield from published(editor, uri, f"{behind[-12:]!r} {text!r} for {count}")
    document = types.TextDocumentIdentifier(uri)
    editor.call(editor.client.text_document_did_save, types.DidSaveTextDocumentParams(document))
    editor.until(lambda: len([params for params in editor.published if params.version == editor.versions[uri]]) > 1)
    yield from published(editor, uri, "saved")
    whole = types.TextDocumentContentChangeWholeDocument("layers: [Dens]\n")
    editor.texts[uri], editor.versions[uri] = whole.text, 1_000
    identifier = types.VersionedTextDocumentIdentifier(1_000, uri)
    params = types.DidChangeTextDocumentParams(identifier, [whole])
    editor.call(editor.client.text_document_did_change, params)
    yield from published(editor, uri, "replaced")


def published(editor: Editor, uri: str, what: str) -> Iterator[str]:
    yield what
    for item in editor.diagnostics(uri):
        start, end = item.range.start, item.range.end
        related = "".join(
            f" and line {place.location.range.start.line + 1}" for place in item.related_information or ()
        )
        place = f"{start.line + 1}:{start.character + 1}-{end.line + 1}:{end.character + 1}"
        yield f"    {place} {item.code}{related}"


def test_every_key_is_answered_as_it_is_written_down(golden: Golden) -> None:
    editor = Editor()
    lines = "\n".join(typed(editor)) + "\n"
    assert editor.end() == 0
    golden(FILE, lines)
