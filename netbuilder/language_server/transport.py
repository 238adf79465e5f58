"""How the server is reached: standard input and output, or a socket with a server of its own for every client."""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async

from netbuilder.language_server.server import Server

_MOST_LINE = 2**16
"""Bytes of a header line; the body is read as a whole, of any size."""


def serve_stdio(server: Server) -> bool:
    """Serve the one client at the other end of standard input and output; whether it has taken its leave."""
    # Nothing else may write where the protocol is spoken.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        asyncio.run(_serve_stdio(server, StdoutWriter(output)))
    except (ConnectionError, EOFError, KeyboardInterrupt):
        pass  # the client has gone without a word
    finally:
        server.shutdown()
    return server.protocol.is_shut_down


async def _serve_stdio(server: Server, writer: StdoutWriter) -> None:
    server.protocol.set_writer(writer)
    reader: Any = asyncio.StreamReader(_MOST_LINE)
    try:
        pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
    except (ValueError, OSError, NotImplementedError):  # a file, or Windows: read in a thread, as pygls does
        pipe = None
        reader = StdinAsyncReader(sys.stdin.buffer, server.thread_pool)
    reading = asyncio.create_task(_run(server, reader))
    watching = asyncio.create_task(ended(lambda: server.process_id))
    await asyncio.wait((reading, watching), return_when=asyncio.FIRST_COMPLETED)
    watching.cancel()
    if pipe is not None:
        pipe.close()
    if reading.done():
        reading.result()
    else:
        reading.cancel()


async def _run(server: Server, reader: Any) -> None:
    await run_async(
        stop_event=server.protocol.stop,
        reader=reader,
        protocol=server.protocol,
        error_handler=server.report_server_error,
    )


def serve_tcp(make: Callable[[], Server], host: str, port: int, ready: Callable[[str, int], None]) -> None:
    """Serve every client that connects, each with its own documents and settings; `ready` is told the address."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve_tcp(make, host, port, ready))


async def _serve_tcp(make: Callable[[], Server], host: str, port: int, ready: Callable[[str, int], None]) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = make()
        server.protocol.set_writer(writer)
        try:
            await _run(server, reader)
        except (ConnectionError, EOFError, asyncio.CancelledError):
            pass  # the client has gone, or the server goes
        finally:
            server.shutdown()
            writer.close()

    listening = await asyncio.start_server(talk, host, port, limit=_MOST_LINE)
    ready(*listening.sockets[0].getsockname()[:2])
    async with listening:
        await listening.serve_forever()


INTERVAL = 2.0
"""Seconds between two looks."""


async def ended(process_id: Callable[[], int | None]) -> None:
    """Wait until the client's process is gone, once it has been named.

    One that was never seen says nothing: its number may be that of another machine, or outside of a container.
    """
    was_alive = False
    while True:
        number = process_id()
        alive = number is not None and is_alive(number)
        if was_alive and not alive:
            return
        was_alive = alive
        await asyncio.sleep(INTERVAL)


def is_alive(process_id: int) -> bool:
    """Whether a process of that number runs; never so on Windows, where to ask may end it."""
    if sys.platform == "win32" or process_id <= 0:
        return False
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
