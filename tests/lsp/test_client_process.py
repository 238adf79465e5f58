"""Whether the editor's process still runs."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from netbuilder.language_server import transport
from netbuilder.language_server.transport import is_alive


def test_a_process_is_alive_until_it_is_waited_for() -> None:
    process = subprocess.Popen([sys.executable, "-ISc", "input()"], stdin=subprocess.PIPE)
    assert is_alive(process.pid)
    process.communicate(b"\n")
    assert not is_alive(process.pid)
    assert is_alive(os.getpid())
    assert is_alive(1)  # another user's, maybe


def test_what_is_no_process_is_not_alive() -> None:
    assert not is_alive(0)
    assert not is_alive(-1)
    assert not is_alive(2**70)


def test_an_end_is_waited_for_once_the_process_has_been_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "INTERVAL", 0)
    seen: list[int | None] = []

    def waited(numbers: Sequence[int | None]) -> list[int | None]:
        seen.clear()
        left = iter(numbers)

        def number() -> int | None:
            seen.append(next(left))
            return seen[-1]

        async def bounded() -> None:
            with contextlib.suppress(RuntimeError):  # the numbers are at an end
                await transport.ended(number)

        asyncio.run(bounded())
        return seen

    monkeypatch.setattr(transport, "is_alive", lambda number: number == 7)
    assert waited([None, 3, None, 3]) == [None, 3, None, 3]  # never seen alive
    assert waited([None, 7, 7, 3, 5]) == [None, 7, 7, 3]
    assert waited([7, None, 5]) == [7, None]
