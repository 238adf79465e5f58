"""Import TensorFlow and Keras without their start-up chatter, and on no other backend."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryFile
from threading import RLock
from types import ModuleType
from typing import Any, NamedTuple

from netbuilder.engine import installation

lock = RLock()
"""Held by whatever changes what the whole process shares: standard error, the recursion limit, the environment."""


class Libraries(NamedTuple):
    """The modules that a build works with."""

    keras: Any
    tensorflow: Any


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


def is_started() -> bool:
    """Whether this process has imported TensorFlow already."""
    return "tensorflow" in sys.modules


def libraries() -> Libraries:
    """Keras and TensorFlow, imported at the first call: that takes seconds, and nothing but a build needs them.

    Raises:
        InstallationError: one of them is missing, too old or broken.
    """
    with lock:
        if "keras" in sys.modules and "tensorflow" in sys.modules:
            return Libraries(_import("keras"), _import("tensorflow"))
        installation.check()
        level = os.environ.get("TF_CPP_MIN_LOG_LEVEL", "3")
        # KERAS_BACKEND outweighs ~/.keras/keras.json, and is read once, at import.
        with environment(TF_CPP_MIN_LOG_LEVEL=level, KERAS_BACKEND="tensorflow"), hushed():
            tensorflow, keras = _import("tensorflow"), _import("keras")
    return Libraries(keras, tensorflow)


def _import(package: str) -> ModuleType:
    try:
        module = import_module(package)
    except Exception as error:  # a broken package raises whatever it likes
        raise installation.broken(package, error) from error
    installation.check_imported(package, module)
    return module
