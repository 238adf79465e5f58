"""Quiet, and settings of the whole process that hold for a while only."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from threading import RLock

lock = RLock()
"""Held by whatever changes what the whole process shares: standard error, the recursion limit, the environment."""


@contextmanager
def hushed() -> Iterator[None]:
    """What is written to standard error inside stays there, native code's too; it comes out if the block fails."""
    with lock:
        try:
            terminal = os.dup(2)
        except OSError:  # there is no standard error to protect
            yield
            return
        with TemporaryFile() as sink:
            os.dup2(sink.fileno(), 2)
            try:
                yield
            except KeyboardInterrupt:
                _restore(terminal)
                raise
            except BaseException:
                _restore(terminal)
                sink.seek(0)
                os.write(2, sink.read())
                raise
            else:
                _restore(terminal)


def _restore(terminal: int) -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
    os.dup2(terminal, 2)
    os.close(terminal)


@contextmanager
def environment(**settings: str) -> Iterator[None]:
    """Environment variables that hold inside only."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
