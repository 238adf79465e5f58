"""The recursion limit: Keras walks a model with one Python frame a layer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from netbuilder.engine.silence import lock

DEEP = 900
"""From this many layers on plain Keras needs a higher limit too, to open the file."""


def limit_for(layers: int) -> int:
    """A recursion limit that Keras can walk so many layers with."""
    return 20 * layers + 5000


@contextmanager
def deep_enough(layers: int) -> Iterator[None]:
    """A recursion limit that fits so many layers, restored afterwards; one thread at a time."""
    with lock:
        before = sys.getrecursionlimit()
        # As a notebook or a test runner has used up part of it, the stack is counted and not just the layers.
        if _depth() + layers + 200 <= before:
            yield
            return
        sys.setrecursionlimit(max(before, _depth() + limit_for(layers)))
        try:
            yield
        finally:
            sys.setrecursionlimit(before)


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth
