"""Python's search for garbage, paused while there is none to find. Nothing else in netbuilder switches it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_is_paused = False


def pause() -> None:
    """No collection until `resume`: importing makes many objects and no garbage."""
    global _is_paused
    if gc.isenabled():
        gc.disable()
        _is_paused = True


def resume() -> None:
    """End what `pause` began; nothing where it did not, as in a program that keeps collection off by itself."""
    global _is_paused
    if _is_paused:
        _is_paused = False
        gc.freeze()  # what was imported stays: no collection has to look through it
        gc.enable()


def collect_seldom() -> None:
    """For a process that answers while somebody types, or checks very many files: garbage is looked for every 50,000
    objects, not every 700.
    """
    gc.set_threshold(50_000, 20, 50)


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection inside: it would find nothing of a model in the making, and looks through all of TensorFlow."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
