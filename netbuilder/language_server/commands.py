"""The commands of an editor: build, probe, report, compare with HEAD, and the page of a rule."""

import asyncio
import json
import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import from_fs_path, to_fs_path

from netbuilder.language_server.code_actions import EXPLAIN
from netbuilder.language_server.code_lens import COMMANDS
from netbuilder.language_server.pages import code_page
from netbuilder.language_server.processes import Finished, run, run_netbuilder

if TYPE_CHECKING:
    from netbuilder.language_server.server import Server

NAMES = (*COMMANDS, EXPLAIN)
Result = dict[str, Any]


async def execute(server: "Server", params: types.ExecuteCommandParams) -> Result:
    """Run a command; its exit status and what it printed.

    Raises:
        JsonRpcInvalidParams: there is no such command, or not for what it is asked for.
    """
    argument = params.arguments[0] if params.arguments else None
    if params.command not in NAMES or not isinstance(argument, str):
        raise JsonRpcInvalidParams(f"no command `{params.command}` with {argument!r}")
    if params.command == EXPLAIN:
        text = code_page(argument.upper())
        await _show(server, f"{argument}.md", text)
        return {"status": 0 if text else 2, "output": text, "errors": ""}
    title = COMMANDS[params.command]
    async with _Progress(server, params.work_done_token, f"netbuilder {title}") as progress:
        done = await _run(server, params.command, argument, progress)
    return {"status": done.status, "output": done.output, "errors": done.errors}


async def _run(server: "Server", command: str, uri: str, progress: "_Progress") -> Finished:
    path = to_fs_path(uri) or ""
    document = server.documents.get(uri)
    folder = os.path.dirname(path) or os.getcwd()
    if not os.path.isdir(folder):
        folder = os.getcwd()
    stem = os.path.splitext(os.path.basename(path))[0] or "network"
    text = document.string if document is not None else None
    config = "-" if text is not None else path
    what = command.rpartition(".")[2]
    if what == "compareWithHead":
        done = await _compared(folder, path, config, text, progress)
        await _show(server, f"{stem} against HEAD.txt", done.output or done.errors)
        return done
    arguments = {
        "build": ["build", config, "-o", os.path.join(folder, "build", f"{stem}.keras")],
        "probe": ["probe", config, "--format", "json"],
        "report": ["report", config, "-o", os.path.join(folder, "build", f"{stem}.html")],
    }[what]
    done = await run_netbuilder(_with_imports(server, arguments), folder, text, progress.report)
    if what == "probe" and document is not None:
        document.verdict = _verdict(done)
        server.refresh_lenses()
    if what == "report" and done.status == 0 and server.supports("window", "show_document"):
        target = from_fs_path(os.path.join(folder, "build", f"{stem}.html")) or ""
        server.window_show_document(types.ShowDocumentParams(target, external=True))
    _say(server, what, done, document.verdict if document is not None else "")
    return done


def _with_imports(server: "Server", arguments: list[str]) -> list[str]:
    modules = (*server.documents.settings.imports, *server.documents.settings.client.imports)
    return [*arguments, *(word for module in modules for word in ("--import", module))]


async def _compared(folder: str, path: str, config: str, text: str | None, progress: "_Progress") -> Finished:
    name = os.path.basename(path)
    try:
        head = await run(["git", "show", f"HEAD:./{name}"], folder)
    except OSError as error:
        return Finished(2, "", f"git cannot be run: {error.strerror}")
    if head.status != 0:
        return Finished(2, "", f"`{name}` is not in HEAD: {head.errors.strip()}")
    with tempfile.TemporaryDirectory() as temporary:
        before = os.path.join(temporary, f"HEAD {name}")
        with open(before, "w", encoding="utf-8", newline="") as file:
            file.write(head.output)
        return await run_netbuilder(["compare", before, config], folder, text, progress.report)


def _verdict(done: Finished) -> str:
    """The sentence of a probe about the whole network."""
    with suppress(ValueError, TypeError, KeyError):
        measured = json.loads(done.output)
        measured = measured[0] if isinstance(measured, list) else measured
        return f"probe: {measured['sentence']}"
    return "probe: stopped by errors" if done.status else ""


def _say(server: "Server", what: str, done: Finished, verdict: str) -> None:
    """Say the outcome in a line."""
    lines = [line for line in (done.output if what != "probe" else "").splitlines() if line.strip()]
    text = verdict if what == "probe" and verdict else lines[-1] if lines else ""
    if done.status != 0:
        errors = [line for line in done.errors.splitlines() if line.strip()]
        text = errors[0] if errors else text or f"ended with {done.status}"
    kind = types.MessageType.Info if done.status == 0 else types.MessageType.Warning
    server.window_show_message(types.ShowMessageParams(kind, f"netbuilder {what}: {text}"))


async def _show(server: "Server", name: str, text: str) -> None:
    """Open a text in the editor, or say it where the editor cannot."""
    if not server.supports("window", "show_document"):
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))
        return
    file = os.path.join(server.folder, name)
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(text)
    server.window_show_document(types.ShowDocumentParams(from_fs_path(file) or "", take_focus=False))


class _Progress:
    """The progress of one command; stopping it in the editor cancels the command."""

    def __init__(self, server: "Server", token: types.ProgressToken | None, title: str) -> None:
        self._progress = server.work_done_progress
        self._token = token
        self._server = server
        self._title = title

    async def __aenter__(self) -> "_Progress":
        if self._token is None and self._server.supports("window", "work_done_progress"):
            self._token = str(uuid4())
            await self._progress.create_async(self._token)
        if self._token is not None:
            begin = types.WorkDoneProgressBegin(self._title, cancellable=True)
            self._progress.begin(self._token, begin)
            task = asyncio.current_task()
            stopped = self._progress.tokens[self._token]
            stopped.add_done_callback(lambda future: task.cancel() if future.cancelled() and task else None)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._token is not None:
            self._progress.end(self._token, types.WorkDoneProgressEnd())
            self._progress.tokens.pop(self._token, None)

    def report(self, line: str) -> None:
        """What the command says of itself."""
        if self._token is not None:
            self._progress.report(self._token, types.WorkDoneProgressReport(message=line[:200]))
