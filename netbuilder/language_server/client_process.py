"""The process of the client: a server whose client has died leaves, though its pipes may be held open by others."""

import asyncio
import os
import sys
from collections.abc import Callable

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
