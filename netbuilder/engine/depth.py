"""The recursion limit: Keras walks a model with one Python frame a layer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from netbuilder.engine.silence import lock
from netbuilder.plan.planner import recursion_limit


@contextmanager
def deep_enough(layers: int) -> Iterator[None]:
    """A recursion limit that fits so many layers, restored afterwards; one thread at a time."""
    with lock:
        before = sys.getrecursionlimit()
        # As a notebook or a test runner has used up part of it, the stack is counted and not just the layers.
        if _depth() + layers + 200 <= before:
            yield
            return
        sys.setrecursionlimit(max(before, _depth() + recursion_limit(layers)))
        try:
            yield
        finally:
            sys.setrecursionlimit(before)


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth
