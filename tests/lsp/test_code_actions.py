"""What can be done at a place, applied as an editor applies it."""

from ast import literal_eval
from typing import Any

import pytest
from lsprotocol import types

import netbuilder as nb
from netbuilder.language_server import code_actions
from tests.lsp.editor import Editor

NET = """\
input: [28, 28, 1]
layers:
  - Flatten
  - Dense: {units: 64, activation: rleu}
  - Dense: {units: 32, activation: relu, kernel_initializer: glorot_uniform}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: binary_crossentropy}
"""
BLOCKS = """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Dropout:
      rate: 0.1
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Dropout:
      rate: 0.1
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Dropout:
      rate: 0.1
  - Flatten
"""


def actions(editor: Editor, uri: str, mark: str, only: list[str] | None = None) -> dict[str, types.CodeAction]:
    """The actions at a mark, by title; the editor sends the findings there along, as editors do."""
    at: types.Position = editor.at(uri, mark)["position"]
    here = [d for d in editor.diagnostics(uri) if d.range.start <= at <= d.range.end]
    context = types.CodeActionContext(here, only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(at, at), context)
    answer: Any = editor.wait(editor.client.text_document_code_action_async(params))
    return {action.title: action for action in answer}


def applied(editor: Editor, uri: str, action: types.CodeAction) -> str:
    assert action.edit is not None
    assert action.edit.changes is not None
    return editor.edited(uri, action.edit.changes[uri])


def test_a_fix_is_preferred_where_it_is_safe_and_goes_with_its_finding(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/fix.yaml")
    found = actions(editor, uri, "rle")
    fix = found["Did you mean `relu`?"]
    assert fix.is_preferred
    assert [diagnostic.code for diagnostic in fix.diagnostics or ()] == ["NB015"]
    assert applied(editor, uri, fix) == NET.replace("rleu", "relu")
    # The client's library reads an action with a command as a command whose name is the text of a dictionary.
    explain = literal_eval(str(found["Explain NB015"].command))
    assert explain == {"title": "Explain NB015", "command": "netbuilder.explain", "arguments": ["NB015"]}
    assert "Ignore NB015 on this line" not in found  # nothing hides what cannot be read


def test_a_finding_is_ignored_by_a_comment_that_hides_it(editor: Editor) -> None:
    text = NET.replace("rleu", "relu")
    uri = editor.open(text, "file:///nowhere/ignore.yaml")
    action = actions(editor, uri, "loss: bin")["Ignore NB306 on this line"]
    ignored = applied(editor, uri, action)
    assert ignored == text.replace("crossentropy}", "crossentropy}  # netbuilder: ignore[NB306]")
    assert "NB306" not in [d.code for d in nb.check(ignored).diagnostics]
    other = ignored.replace("ignore[NB306]", "ignore[NB305]")
    again = editor.open(other, "file:///nowhere/ignore2.yaml")
    assert "ignore[NB305, NB306]" in applied(
        editor, again, actions(editor, again, "loss: bin")["Ignore NB306 on this line"]
    )
    remark = text.replace("crossentropy}", "crossentropy}  # for now")
    third = editor.open(remark, "file:///nowhere/ignore3.yaml")
    hidden = applied(editor, third, actions(editor, third, "loss: bin")["Ignore NB306 on this line"])
    assert "# netbuilder: ignore[NB306] # for now" in hidden
    assert "NB306" not in [d.code for d in nb.check(hidden).diagnostics]


def test_all_safe_fixes_at_once(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/all.yaml")
    found = actions(editor, uri, "input", only=["source.fixAll"])
    assert list(found) == ["Fix all that can be fixed safely"]
    [action] = found.values()
    assert action.kind == "source.fixAll.netbuilder"
    assert applied(editor, uri, action) == nb.fix(NET).text


def test_the_chosen_initializer_is_written_out(editor: Editor) -> None:
    text = NET.replace("rleu", "relu")
    uri = editor.open(text, "file:///nowhere/chosen.yaml")
    found = actions(editor, uri, "units: 6", only=["refactor"])
    action = found["Write out `kernel_initializer: he_normal`"]
    written = applied(editor, uri, action)
    assert "{units: 64, activation: relu, kernel_initializer: he_normal}" in written
    assert not actions(editor, uri, "units: 3", only=["refactor"])  # written already


def test_equal_blocks_become_a_repeat_and_back(editor: Editor) -> None:
    uri = editor.open(BLOCKS, "file:///nowhere/blocks.yaml")
    action = actions(editor, uri, "rate: 0")["Turn 3 equal blocks of 2 layers into `repeat`"]
    folded = applied(editor, uri, action)
    assert folded.count("Conv2D") == 1
    assert [c.layer for c in _calls(folded)] == [c.layer for c in _calls(BLOCKS)]
    again = editor.open(folded, "file:///nowhere/folded.yaml")
    back = actions(editor, again, "rate: 0")["Write the 3 rounds of `repeat` out"]
    assert applied(editor, again, back) == BLOCKS


@pytest.mark.parametrize(
    "text",
    [
        BLOCKS.replace("      rate: 0.1\n  - Flatten", "      # less\n      rate: 0.1\n  - Flatten"),
        BLOCKS.replace("- Dropout:\n      rate: 0.1\n  - Flatten", "- &last Dropout:\n      rate: 0.1\n  - Flatten"),
    ],
)
def test_nothing_that_was_written_is_lost_in_a_repeat(editor: Editor, text: str) -> None:
    uri = editor.open(text, f"file:///nowhere/{hash(text)}.yaml")
    assert not [title for title in actions(editor, uri, "rate: 0", only=["refactor"]) if "repeat" in title]


def _calls(text: str) -> list[Any]:
    from netbuilder.pipeline import Session

    return Session(text).report.graph.calls


def test_fixing_all_is_offered_unasked_up_to_a_number_of_findings(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = editor.open(NET, "file:///nowhere/many.yaml")
    findings = len(editor.diagnostics(uri))
    monkeypatch.setattr(code_actions, "_MOST_FIXED", findings)
    assert "Fix all that can be fixed safely" in actions(editor, uri, "input")
    monkeypatch.setattr(code_actions, "_MOST_FIXED", findings - 1)
    assert "Fix all that can be fixed safely" not in actions(editor, uri, "input")
    assert actions(editor, uri, "input", only=["source.fixAll"])
