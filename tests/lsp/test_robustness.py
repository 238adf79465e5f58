"""Nothing kills the server: half-typed texts, hostile ones, random edits, clients that vanish."""

import asyncio
import random
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from lsprotocol import types

from netbuilder.convert.templates import template, templates
from netbuilder.language_server.transport import INTERVAL
from tests.hostile import corpus
from tests.lsp.editor import Editor
from tests.lsp.raw import PATIENCE, SERVER, RawClient

ROOT = Path(__file__).parents[2]
CONFIGS = {path.stem: path.read_text() for path in sorted((ROOT / "configs").glob("*.yaml"))}
TEXTS = CONFIGS | {name: template(name) for name in templates()}
WHOLE = types.Range(types.Position(0, 0), types.Position(10**6, 0))


@contextmanager
def server() -> Iterator[Editor]:
    """An editor whose server, a process of its own, must go on to the end without a word in its log."""
    editor = Editor(command=SERVER)
    yield editor
    assert editor.end() == 0
    log = editor.log()
    assert not log, log[-3000:]


def ask_everything(editor: Editor, uri: str, offset: int) -> None:
    """Every request about a place; each must be answered without an error."""
    client, document, at = editor.client, types.TextDocumentIdentifier(uri), editor.position(uri, offset)
    here = types.Range(at, at)
    context = types.CodeActionContext([])

    async def all_of_them() -> None:
        await asyncio.gather(
            client.text_document_completion_async(types.CompletionParams(document, at)),
            client.text_document_hover_async(types.HoverParams(document, at)),
            client.text_document_code_action_async(types.CodeActionParams(document, here, context)),
            client.text_document_definition_async(types.DefinitionParams(document, at)),
            client.text_document_prepare_rename_async(types.PrepareRenameParams(document, at)),
            client.text_document_inlay_hint_async(types.InlayHintParams(document, WHOLE)),
            client.text_document_code_lens_async(types.CodeLensParams(document)),
            client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
            client.text_document_folding_range_async(types.FoldingRangeParams(document)),
            client.text_document_selection_range_async(types.SelectionRangeParams(document, [at])),
            client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document)),
        )

    editor.wait(all_of_them())


def typed_and_deleted(editor: Editor, text: str, uri: str, every: int) -> None:
    editor.open("", uri)
    for at, letter in enumerate(text):
        editor.type(uri, at, letter)
        if at % every == 0:
            ask_everything(editor, uri, at + 1)
    for at in range(len(text), 0, -1):
        editor.type(uri, at - 1, "", at)
        if at % every == 0:
            ask_everything(editor, uri, at - 1)
    ask_everything(editor, uri, 0)


def test_a_config_typed_letter_by_letter_and_deleted_again() -> None:
    with server() as editor:
        typed_and_deleted(editor, CONFIGS["regression"], "file:///nowhere/typed.yaml", 9)


@pytest.mark.slow
def test_every_config_and_template_typed_and_deleted_every_place_asked() -> None:
    with server() as editor:
        for name, text in TEXTS.items():
            typed_and_deleted(editor, text, f"file:///nowhere/{name}.yaml", 1)


LARGEST = 11_000_000


@pytest.mark.slow
def test_the_hostile_corpus_opened_as_documents() -> None:
    with server() as editor:
        for number, hostile in enumerate([*corpus.SIZES, *corpus.SMALL]):
            data = hostile.make()
            if len(data) > LARGEST:
                continue
            text = data.decode("utf-8", "replace")
            uri = editor.open(text, f"file:///nowhere/hostile{number}.yaml", "netbuilder")
            editor.diagnostics(uri)
            ask_everything(editor, uri, min(len(text), 40))
            editor.type(uri, 0, "#")
            editor.diagnostics(uri)
            editor.close(uri)


PIECES = [
    *("\n", "  ", "- ", ": ", "{", "}", "[", "]", ", ", "#", "'", '"', "&a ", "*a", "<<: *a", "|", ">", "\t", "\r\n"),
    *("Dense", "units", "64", "relu", "layers:", "input: [8]", "compile:", "null", "-1", "1e400", "😀", "\u2028", "%"),
]


def random_edits(editor: Editor, uri: str, count: int, seed: int) -> Iterator[int]:
    """So many edits anywhere in a text of bounded size; the number of each."""
    chance = random.Random(seed)
    start = TEXTS["cnn"]
    for number in range(count):
        text = editor.texts[uri]
        if len(text) > 1.5 * len(start) or len(text) < 0.3 * len(start):
            editor.type(uri, 0, start, len(text))
            text = start
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice([0, 0, 0, 1, 1, 3, 20]))
        editor.type(uri, at, chance.choice(PIECES), end)
        yield number


def test_random_edits_leave_the_server_with_the_same_text() -> None:
    with server() as editor:
        uri = editor.open(TEXTS["cnn"], "file:///nowhere/random.yaml")
        for number in random_edits(editor, uri, 300, 5):
            if number % 10 == 0:
                ask_everything(editor, uri, len(editor.texts[uri]) // 2)
        again = editor.open(editor.texts[uri], "file:///nowhere/random2.yaml", "netbuilder")
        document = types.TextDocumentIdentifier(uri)
        editor.call(editor.client.text_document_did_save, types.DidSaveTextDocumentParams(document))
        reports = [
            editor.wait(
                editor.client.text_document_diagnostic_async(
                    types.DocumentDiagnosticParams(types.TextDocumentIdentifier(address))
                )
            )
            for address in (uri, again)
        ]
        assert [(d.code, d.range) for d in reports[0].items] == [(d.code, d.range) for d in reports[1].items]


def resident(editor: Editor) -> float:
    """The resident memory of the server, in MiB."""
    process = editor.client._server
    assert process is not None
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@pytest.mark.slow
def test_memory_is_flat_over_10_000_edits(capsys: pytest.CaptureFixture[str]) -> None:
    with server() as editor:
        uri = editor.open(TEXTS["cnn"], "file:///nowhere/memory.yaml")
        points = []
        # Code is loaded and tables with a limit are filled for some 5,000 edits; the next 10,000 are what counts.
        for number in random_edits(editor, uri, 15_001, 7):
            if number % 10 == 0:
                ask_everything(editor, uri, len(editor.texts[uri]) // 2)
            if number % 250 == 0:
                points.append((number / 1000, resident(editor)))
        first, last = slope(points[: len(points) // 3]), slope(points[len(points) // 3 :])
        with capsys.disabled():
            print(f"\n{points[0][1]:.1f} MiB to {points[-1][1]:.1f} MiB after 15,000 edits; a 1,000 edits")
            print(f"{first:.3f} MiB in the first 5,000, {last:.3f} MiB in the 10,000 after them")
        assert last < 0.25
        assert points[-1][1] < 100


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line that fits some points best."""
    mean = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    return sum((x - mean[0]) * (y - mean[1]) for x, y in points) / sum((x - mean[0]) ** 2 for x, _ in points)


def test_a_document_of_10_mb() -> None:
    with server() as editor:
        text = TEXTS["cnn"] + "# a line of comment that says nothing at all\n" * 222_000
        uri = editor.open(text[:9_990_000], "file:///nowhere/large.yaml")
        assert editor.diagnostics(uri) is not None
        ask_everything(editor, uri, 100)
        editor.type(uri, 0, "#")
        other = editor.open("layers:\n  - Dens\n", "file:///nowhere/small.yaml")
        assert editor.codes(other)


@contextmanager
def listening() -> Iterator[tuple[subprocess.Popen[str], tuple[str, int]]]:
    """A server on a port of its own."""
    command = [*SERVER, "--tcp", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        host, _, port = line.removeprefix("listening on ").strip().rpartition(":")
        assert host == "127.0.0.1", line
        yield process, (host, int(port))
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        rest = process.stderr.read()
        assert "Traceback" not in rest, rest


def test_two_clients_at_once_each_with_its_own_documents() -> None:
    with listening() as (process, address):
        first, second = Editor(address=address), Editor(address=address)
        uri = "file:///nowhere/same.yaml"
        first.open("layers:\n  - Dens\n", uri)
        second.open("services: {}\n", uri)
        assert first.codes(uri)
        assert not second.published
        first.end()  # one client's leave is not the other's
        second.type(uri, 0, "layers:\n  - Flaten\n")
        ask_everything(second, uri, 5)
        assert process.poll() is None
        second.hang_up()


def test_a_client_that_vanishes_from_a_port_leaves_the_others() -> None:
    with listening() as (process, address):
        gone, other = Editor(address=address), Editor(address=address)
        uri = gone.open("layers:\n  - Dens\n")
        gone.hang_up()
        time.sleep(0.2)
        other.open("layers:\n  - Dens\n", uri)
        assert other.codes(uri)
        assert process.poll() is None
        other.hang_up()


@pytest.mark.parametrize(
    "sends", [b"", b"Content-Length: 3\r\n\r\n{}", b"Content-Length: 99\r\n\r\n{", b"\xff\xfe\x00"]
)
def test_the_server_ends_with_its_client(sends: bytes) -> None:
    client = RawClient()
    client.send_bytes(sends)
    assert client.gone() == 1  # it has not taken its leave
    assert "Traceback" not in client.log()


def test_the_server_leaves_when_the_process_of_its_client_dies() -> None:
    client = RawClient()
    with subprocess.Popen(["sleep", "600"]) as editor:
        client.initialize(editor.pid)
        item = {"uri": "file:///nowhere/net.yaml", "languageId": "yaml", "version": 1, "text": "layers:\n  - Dens\n"}
        client.notify("textDocument/didOpen", {"textDocument": item})
        assert client.request("textDocument/documentSymbol", {"textDocument": {"uri": item["uri"]}})["result"]
        assert client.process.poll() is None
        editor.kill()
    assert client.ended() == 1  # the pipes are still open
    client.gone()
    assert not client.log()


def test_a_client_whose_number_means_nothing_here_is_served() -> None:
    client = RawClient()
    with subprocess.Popen(["sleep", "600"]) as gone:
        gone.kill()
    client.initialize(gone.pid)
    with pytest.raises(subprocess.TimeoutExpired):
        client.process.wait(2.5 * INTERVAL)
    assert client.end() == 0
    assert not client.log()


def test_what_makes_no_sense_is_answered() -> None:
    client = RawClient()
    client.initialize()
    for method, params in [("textDocument/hover", {"x": 1}), ("no/such", {}), ("textDocument/completion", None)]:
        assert client.request(method, params)["error"]["code"] in (-32602, -32601)
    client.send_bytes(b"Content-Length: 9\r\n\r\nno JSON {")
    document = {"uri": "file:///nowhere/net.yaml"}
    item = {**document, "languageId": "yaml", "version": 1, "text": "layers:\n  - Dens\n"}
    client.notify("textDocument/didOpen", {"textDocument": item})
    far = {"line": 10**6, "character": 10**6}
    assert "error" not in client.request("textDocument/hover", {"textDocument": document, "position": far})
    nowhere = {"textDocument": {"uri": "file:///not/open.yaml"}, "position": far}
    assert client.request("textDocument/hover", nowhere)["result"] is None
    change = {"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": "x"}
    client.notify("textDocument/didChange", {"textDocument": {**document, "version": 2}, "contentChanges": [change]})
    assert "error" not in client.request("textDocument/hover", {"textDocument": document, "position": far})
    assert client.request("shutdown", None)["result"] is None
    assert client.request("textDocument/hover", nowhere)["error"]["code"] == -32600
    client.notify("exit", None)
    assert client.gone() == 0
    assert "in handle" not in client.log()  # pygls notes what it could not read, and nothing of ours failed


def test_the_server_loads_neither_keras_nor_numpy() -> None:
    with server() as editor:
        uri = editor.open(TEXTS["cnn"])
        ask_everything(editor, uri, 200)
        process = editor.client._server
        assert process is not None
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        assert "numpy" not in maps
        assert "tensorflow" not in maps
        assert resident(editor) < 100
