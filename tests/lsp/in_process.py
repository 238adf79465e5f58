"""A server in the process of the tests: what it executes is seen, and none has to start."""

import asyncio
import gc
import logging

from pygls.io_ import run_async
from pygls.lsp.client import LanguageClient

from netbuilder.language_server.server import Server


class Pipe:
    """What one side writes the other reads."""

    def __init__(self) -> None:
        self.reader = asyncio.StreamReader()

    def write(self, data: bytes) -> None:
        self.reader.feed_data(data)

    def close(self) -> None:
        self.reader.feed_eof()


class Log(logging.Handler):
    """What would stand in a server's standard error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter().format(record))


class ServerInProcess:
    """A server and the connection of a client to it, in the loop that both run in."""

    def __init__(self) -> None:
        self.server = Server()
        self.log = Log()
        self._thresholds = gc.get_threshold()

    async def connect(self, client: LanguageClient) -> None:
        """Let a client and the server talk to each other."""
        logging.getLogger().addHandler(self.log)
        questions, answers = Pipe(), Pipe()
        client.protocol.set_writer(questions)
        self.server.protocol.set_writer(answers)
        self._serving = asyncio.ensure_future(
            run_async(self.server.protocol.stop, questions.reader, self.server.protocol)
        )
        self._listening = asyncio.ensure_future(run_async(client._stop_event, answers.reader, client.protocol))
        self._answers = answers

    async def gone(self) -> int:
        """The exit status that a process would have, once the client has gone."""
        await self._serving
        self.server.shutdown()
        self._answers.close()
        await self._listening
        logging.getLogger().removeHandler(self.log)
        gc.set_threshold(*self._thresholds)
        return 0 if self.server.protocol.is_shut_down else 1
