"""Work on many groups of files in several processes, forked once what they need is imported; all in order."""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, NamedTuple, TypeVar

from netbuilder.cli.output import Transcript, transcript, write

Group = TypeVar("Group")
Result = TypeVar("Result")
_MOST = 8
"""Processes."""


class _Done(NamedTuple, Generic[Result]):
    result: Result
    printed: Transcript


def spread(groups: Sequence[Group], work: Callable[[Group], Result]) -> Iterator[Result]:
    """The result of each group, in order; what the work prints is printed in order too.

    Work that raises, or was lost with its process, is done again here when it has its turn.
    """
    yield work(groups[0])  # now everything is imported, once for all
    count = _processes(len(groups))
    others = [_Other(range(1 + number, len(groups), count), groups, work) for number in range(count - 1)]
    try:
        done = _done(range(count, len(groups), count), groups, work)
        for other in others:
            done |= other.results()
    finally:
        for other in others:
            other.end()
    for at, group in enumerate(groups[1:], 1):
        if at in done:
            write(done[at].printed)
            yield done[at].result
        else:
            yield work(group)


def _processes(groups: int) -> int:
    """How many processes are worth while, this one among them."""
    threading = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threading is not None and threading.active_count() > 1):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, groups // 2, _MOST))


def _done(share: Sequence[int], groups: Sequence[Group], work: Callable[[Group], Result]) -> dict[int, _Done[Result]]:
    """Number of a group -> its result, of those that did not raise."""
    done = {}
    for at in share:
        with suppress(Exception), transcript(holds=True) as printed:
            done[at] = _Done(work(groups[at]), printed)
    return done


class _Other(Generic[Result]):
    """A process that works on some of the groups."""

    def __init__(self, share: Sequence[int], groups: Sequence[Group], work: Callable[[Group], Result]) -> None:
        self._reader, writer = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            try:
                signal.signal(signal.SIGINT, signal.SIG_DFL)  # the process that asked says that it was stopped
                os.close(self._reader)
                with open(writer, "wb") as pipe:
                    pipe.write(pickle.dumps(_done(share, groups, work)))
            finally:
                os._exit(0)
        os.close(writer)

    def results(self) -> dict[int, _Done[Result]]:
        """Number of a group -> its result, as far as there is one."""
        with open(self._reader, "rb", closefd=False) as pipe:
            data = pipe.read()
        try:
            results: dict[int, _Done[Result]] = pickle.loads(data)  # from a process of this one's own
        except Exception:  # it was killed
            return {}
        return results

    def end(self) -> None:
        """End it, if it has not ended."""
        os.close(self._reader)
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._pid, 0)
