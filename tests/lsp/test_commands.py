"""Commands over a network, each in a process of its own."""

import subprocess
from ast import literal_eval
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor

NET = "input: [4]\nlayers:\n  - Dense: {units: 3, activation: relu}\n  - Dense: {units: 1}\n"
COMPILED = NET + "compile: {optimizer: adam, loss: mse}\n"


def execute(editor: Editor, command: str, *arguments: Any) -> dict[str, Any]:
    params = types.ExecuteCommandParams(f"netbuilder.{command}", arguments)
    answer = editor.wait(editor.client.workspace_execute_command_async(params))
    return answer if isinstance(answer, dict) else answer._asdict()  # type: ignore[union-attr]


def test_the_page_of_a_rule_is_opened(editor: Editor) -> None:
    answer = execute(editor, "explain", "NB202")
    assert "What it does" in answer["output"]
    shown = editor.until(lambda: [uri for uri in editor.shown if uri.endswith("NB202.md")])[0]
    assert Path(shown.removeprefix("file://")).read_text() == answer["output"]


def test_compare_with_head(editor: Editor, tmp_path: Path) -> None:
    net = tmp_path / "net.yaml"
    net.write_text(NET)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    uri = editor.open(NET.replace("units: 3", "units: 7"), net.as_uri())  # typed, and not saved
    answer = execute(editor, "compareWithHead", uri)
    assert answer["status"] == 0
    assert "units" in answer["output"]
    assert "3 -> 7" in answer["output"].replace("→", "->")
    other = editor.open(NET, (tmp_path / "other.yaml").as_uri())
    assert "is not in HEAD" in execute(editor, "compareWithHead", other)["errors"]


def test_a_network_with_errors_is_not_built_and_it_is_said(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(NET.replace("units: 3", "unit: 3"), (tmp_path / "wrong.yaml").as_uri())
    answer = execute(editor, "build", uri)
    assert answer["status"] == 1
    assert "NB011" in answer["errors"] or "NB013" in answer["errors"]
    assert not (tmp_path / "build").exists()
    editor.until(lambda: [message for message in editor.messages if message.startswith("netbuilder build: ")])


def test_an_unknown_command_is_refused(editor: Editor) -> None:
    with pytest.raises(Exception, match="no command"):
        execute(editor, "explode", "x")


@pytest.mark.slow
@pytest.mark.keras
def test_build_and_probe_with_progress(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(COMPILED, (tmp_path / "net.yaml").as_uri())
    assert execute(editor, "build", uri)["status"] == 0
    assert (tmp_path / "build" / "net.keras").exists()
    kinds = [value["kind"] if isinstance(value, dict) else value.kind for value in editor.progress]
    assert (kinds[0], kinds[-1]) == ("begin", "end")
    assert execute(editor, "probe", uri)["status"] == 0
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    lenses: Any = editor.wait(editor.client.text_document_code_lens_async(params))
    assert [lens for lens in lenses if lens.command.title.startswith("probe: ")]


@pytest.mark.slow
def test_a_command_is_stopped_by_the_client(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(COMPILED, (tmp_path / "stop.yaml").as_uri())
    begun = len(editor.progress)
    params = types.ExecuteCommandParams("netbuilder.build", [uri], work_done_token="mine")

    async def start() -> Any:
        return editor.client.protocol.send_request("workspace/executeCommand", params)

    future = editor.wait(start())
    editor.until(lambda: len(editor.progress) > begun)
    editor.call(editor.client.window_work_done_progress_cancel, types.WorkDoneProgressCancelParams("mine"))
    with pytest.raises(Exception, match="cancel"):
        future.result(30)
    assert not (tmp_path / "build").exists()
    assert literal_eval("1")  # the server goes on:
    assert "What it does" in execute(editor, "explain", "NB202")["output"]
