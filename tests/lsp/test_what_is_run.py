"""What a command runs, and what becomes of its outcome."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from netbuilder.language_server import commands
from netbuilder.language_server.processes import Finished
from tests.lsp.editor import Editor

NET = "input: [4]\nlayers:\n  - Dense: {units: 1}\n"
Runs = list[tuple[list[str], str, str | None]]


class Machine:
    """Notes what is run, and says how it ended."""

    def __init__(self) -> None:
        self.runs: Runs = []
        self.outcome = Finished(0, "", "")
        self.git = Finished(0, "before", "")

    async def run_netbuilder(
        self, arguments: list[str], folder: str, text: str | None, progress: Callable[[str], None]
    ) -> Finished:
        if arguments[0] == "compare":
            assert Path(arguments[1]).read_text() == self.git.output
            arguments = [arguments[0], Path(arguments[1]).name, *arguments[2:]]
        self.runs.append((list(arguments), folder, text))
        progress("x" * 300)
        return self.outcome

    async def run(self, command: list[str], folder: str) -> Finished:
        self.runs.append((command, folder, None))
        return self.git


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(commands, "run_netbuilder", machine.run_netbuilder)
    monkeypatch.setattr(commands, "run", machine.run)
    return machine


@pytest.fixture
def client(machine: Machine) -> Iterator[Editor]:
    editor = Editor(options={"imports": ["mine", "other"]})
    yield editor
    assert editor.end() == 0
    assert not editor.log()


def execute(editor: Editor, command: str, uri: str) -> dict[str, Any]:
    params = types.ExecuteCommandParams(f"netbuilder.{command}", [uri])
    answer = editor.wait(editor.client.workspace_execute_command_async(params))
    return answer if isinstance(answer, dict) else answer._asdict()  # type: ignore[union-attr]


IMPORTS = ["--import", "mine", "--import", "other"]


@pytest.mark.parametrize("is_open", [True, False])
def test_what_is_run(client: Editor, machine: Machine, tmp_path: Path, is_open: bool) -> None:
    path = tmp_path / "net.yaml"
    uri = path.as_uri()
    if is_open:
        client.open(NET, uri)
    config, text = ("-", NET) if is_open else (str(path), None)
    folder = str(tmp_path)
    for command, arguments in {
        "build": ["build", config, "-o", str(tmp_path / "build" / "net.keras"), *IMPORTS],
        "probe": ["probe", config, "--format", "json", *IMPORTS],
        "report": ["report", config, "-o", str(tmp_path / "build" / "net.html"), *IMPORTS],
    }.items():
        assert execute(client, command, uri) == {"status": 0, "output": "", "errors": ""}
        assert machine.runs == [(arguments, folder, text)]
        machine.runs.clear()
    assert client.shown == [(tmp_path / "build" / "net.html").as_uri()]
    assert execute(client, "compareWithHead", uri)["status"] == 0
    assert machine.runs == [
        (["git", "show", "HEAD:./net.yaml"], folder, None),
        (["compare", "HEAD net.yaml", config], folder, text),
    ]
    [*_, shown] = client.until(lambda: client.shown[1:])
    assert shown.endswith("net%20against%20HEAD.txt")


def test_a_text_without_a_folder_is_run_here(client: Editor, machine: Machine) -> None:
    for uri, name in (("untitled:Untitled-1", "network"), ("file:///nowhere/at/all.yaml", "all")):
        client.open(NET, uri)
        execute(client, "build", uri)
        ((arguments, folder, text),) = machine.runs
        assert (folder, text) == (os.getcwd(), NET)
        assert arguments[3] == os.path.join(os.getcwd(), "build", f"{name}.keras")
        machine.runs.clear()


@pytest.mark.parametrize(
    ("command", "outcome", "message"),
    [
        ("build", Finished(0, "first\nsaved net.keras\n\n", "noise"), "netbuilder build: saved net.keras"),
        ("build", Finished(0, "", ""), "netbuilder build: "),
        ("build", Finished(1, "out\n", "\nNB011 wrong\nmore\n"), "netbuilder build: NB011 wrong"),
        ("build", Finished(3, "out\n", " \n"), "netbuilder build: out"),
        ("build", Finished(3, "", ""), "netbuilder build: ended with 3"),
        ("report", Finished(1, "", "no"), "netbuilder report: no"),
        ("probe", Finished(0, json.dumps({"sentence": "fine"}), ""), "netbuilder probe: probe: fine"),
        ("probe", Finished(0, json.dumps([{"sentence": "fine"}]), ""), "netbuilder probe: probe: fine"),
        ("probe", Finished(0, "no JSON", ""), "netbuilder probe: "),
        ("probe", Finished(1, "", ""), "netbuilder probe: probe: stopped by errors"),
        ("probe", Finished(1, "{}", "why\n"), "netbuilder probe: why"),
    ],
)
def test_the_outcome_in_a_line(client: Editor, machine: Machine, command: str, outcome: Finished, message: str) -> None:
    machine.outcome = outcome
    uri = client.open(NET)
    answer = execute(client, command, uri)
    assert answer == {"status": outcome.status, "output": outcome.output, "errors": outcome.errors}
    assert client.until(lambda: client.messages) == [message]
    assert client.shown == []


def test_the_verdict_of_a_probe_stands_over_the_layers(client: Editor, machine: Machine) -> None:
    machine.outcome = Finished(0, json.dumps({"sentence": "fine"}), "")
    uri = client.open(NET)
    execute(client, "probe", uri)
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    lenses: Any = client.wait(client.client.text_document_code_lens_async(params))
    assert [(lens.command.title, lens.command.command) for lens in lenses[:3]] == [
        ("5 parameters, 20 B", ""),
        ("probe: fine", ""),
        ("build", "netbuilder.build"),
    ]


def test_what_is_not_in_head_is_not_compared(client: Editor, machine: Machine) -> None:
    machine.git = Finished(128, "", " fatal: no\n")
    answer = execute(client, "compareWithHead", client.open(NET))
    assert answer == {"status": 2, "output": "", "errors": "`net.yaml` is not in HEAD: fatal: no"}
    [shown] = client.until(lambda: client.shown)
    assert Path(shown.removeprefix("file://").replace("%20", " ")).read_text() == answer["errors"]


def test_without_git(client: Editor, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(command: list[str], folder: str) -> Finished:
        raise FileNotFoundError(2, "not there")

    monkeypatch.setattr(commands, "run", run)
    answer = execute(client, "compareWithHead", client.open(NET))
    assert answer == {"status": 2, "output": "", "errors": "git cannot be run: not there"}


def test_the_page_of_a_code_in_any_case(client: Editor) -> None:
    assert execute(client, "explain", "nb202")["status"] == 0
    assert execute(client, "explain", "NB99999") == {"status": 2, "output": "", "errors": ""}
    assert [uri.rpartition("/")[2] for uri in client.until(lambda: client.shown[1:] and client.shown)] == [
        "nb202.md",
        "NB99999.md",
    ]


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("netbuilder.explode", ["x"]), ("netbuilder.build", []), ("netbuilder.build", [3]), ("netbuilder.explain", None)],
)
def test_what_is_no_command(client: Editor, machine: Machine, command: str, arguments: list[Any] | None) -> None:
    params = types.ExecuteCommandParams(command, arguments)
    with pytest.raises(Exception, match="no command"):
        client.wait(client.client.workspace_execute_command_async(params))
    assert machine.runs == []


def kinds(progress: list[Any]) -> list[tuple[str, Any]]:
    values = [value if isinstance(value, dict) else value._asdict() for value in progress]
    return [(value["kind"], value.get("title") or value.get("message")) for value in values]


def test_progress_is_told_and_ends(client: Editor, machine: Machine) -> None:
    execute(client, "compareWithHead", client.open(NET))
    assert kinds(client.until(lambda: client.progress[2:] and client.progress)) == [
        ("begin", "netbuilder compare with HEAD"),
        ("report", "x" * 200),
        ("end", None),
    ]


def test_progress_goes_by_the_token_of_the_client(client: Editor, machine: Machine) -> None:
    tokens: list[Any] = []
    client.client.protocol.fm.features["$/progress"] = lambda params: tokens.append(params.token)
    params = types.ExecuteCommandParams("netbuilder.build", [client.open(NET)], work_done_token="mine")
    client.wait(client.client.workspace_execute_command_async(params))
    client.until(lambda: tokens[2:])
    assert tokens == ["mine"] * 3


def test_a_client_that_shows_nothing_is_told(machine: Machine) -> None:
    editor = Editor(types.ClientCapabilities())
    answer = execute(editor, "explain", "NB202")
    assert editor.until(lambda: editor.messages) == [answer["output"]]
    execute(editor, "build", editor.open(NET))
    assert editor.progress == editor.shown == []
    assert machine.runs[0][0][-1].endswith("net.keras")  # and no modules
    assert editor.end() == 0


def test_what_was_shown_goes_with_the_server(machine: Machine) -> None:
    editor = Editor()
    execute(editor, "explain", "NB202")
    [shown] = editor.until(lambda: editor.shown)
    assert Path(shown.removeprefix("file://")).exists()
    assert editor.end() == 0
    assert not Path(shown.removeprefix("file://")).parent.exists()
