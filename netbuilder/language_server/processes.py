"""Run netbuilder in a process of its own: what loads TensorFlow never does so in the server, and can be stopped."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple


class Finished(NamedTuple):
    """What a process came to."""

    status: int
    output: str
    errors: str


async def run_netbuilder(
    arguments: Sequence[str], folder: str, text: str | None, progress: Callable[[str], None]
) -> Finished:
    """Run a command of netbuilder, `text` on its standard input; each line of its errors is progress.

    Where the task is cancelled the process ends with it.
    """
    return await run([sys.executable, "-m", "netbuilder", *arguments], folder, text, progress)


async def run(
    command: Sequence[str], folder: str, text: str | None = None, progress: Callable[[str], None] | None = None
) -> Finished:
    """Run any command.

    Raises:
        OSError: it cannot be started.
    """
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    stdin = PIPE if text is not None else DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=stdin, stdout=PIPE, stderr=PIPE
    )
    try:
        return await _finished(process, text, progress)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _finished(process: Process, text: str | None, progress: Callable[[str], None] | None) -> Finished:
    assert process.stdout is not None
    assert process.stderr is not None
    output, errors, _ = await asyncio.gather(
        process.stdout.read(), _lines(process.stderr, progress), _feed(process, text)
    )
    return Finished(await process.wait(), output.decode(errors="replace"), errors)


async def _feed(process: Process, text: str | None) -> None:
    if text is None or process.stdin is None:
        return
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(text.encode("utf-8", "surrogatepass"))
        await process.stdin.drain()
    process.stdin.close()


async def _lines(stream: asyncio.StreamReader, progress: Callable[[str], None] | None) -> str:
    read = []
    while data := await stream.read(2**14):
        part = data.decode(errors="replace")
        read.append(part)
        lines = part.replace("\r", "\n").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        if progress is not None and last:
            progress(last)
    return "".join(read)
