"""What Keras keeps for the whole process or thread, set for one build and put back."""

import json
import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netbuilder.engine import compat


@contextmanager
def counters_from_zero() -> Iterator[None]:
    """Keras' counters of automatic names start anew inside, and go on afterwards where they were.

    Every layer has its name from the plan; this is for what Keras names inside layers, such as seed generators.
    """
    before = compat.name_counters()
    compat.set_name_counters(defaultdict(int))
    try:
        yield
    finally:
        compat.set_name_counters(before)


@contextmanager
def random_state_kept() -> Iterator[None]:
    """Python's random state is afterwards what it was: Keras draws a seed from it wherever it is given none."""
    before = random.getstate()
    try:
        yield
    finally:
        if random.getstate() != before:
            random.setstate(before)


@contextmanager
def precision(keras: Any, policy: str) -> Iterator[None]:
    """The dtype policy of every layer that does not say its own; Keras keeps it per thread."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


FLOATX = "float32"
DATA_FORMAT = "channels_last"
"""What a network file means on every machine, whatever the user's keras.json says."""


@contextmanager
def settings(keras: Any) -> Iterator[None]:
    """Keras' process-wide settings as a network file means them."""
    config = keras.config
    floatx, data_format = config.floatx(), config.image_data_format()
    if (floatx, data_format) == (FLOATX, DATA_FORMAT):
        yield
        return
    config.set_floatx(FLOATX)
    config.set_image_data_format(DATA_FORMAT)
    try:
        yield
    finally:
        config.set_floatx(floatx)
        config.set_image_data_format(data_format)


def broken_setting() -> tuple[str, Path] | None:
    """A setting of the user's keras.json that Keras cannot be imported with, as `floatx: nonsense`, and the file."""
    stored = _settings()
    for name, fits in _FITTING.items():
        if name in stored and not fits(stored[name]):
            return f"{name}: {stored[name]}", _file()
    return None


_FITTING: dict[str, Callable[[Any], bool]] = {
    "floatx": lambda value: value in ("bfloat16", "float16", "float32", "float64"),
    "epsilon": lambda value: isinstance(value, float),
    "image_data_format": lambda value: value in ("channels_last", "channels_first"),
}


def _file() -> Path:
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "keras.json"


def _settings() -> dict[str, Any]:
    """What the user's keras.json says; nothing where it is not there or cannot be read, as Keras itself does."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    return stored if isinstance(stored, dict) else {}


def other_backend() -> str:
    """The setting that names another backend than TensorFlow, as it is written; empty where there is none."""
    value = os.environ.get("KERAS_BACKEND")
    if value is not None:
        return "" if value == "tensorflow" else f"KERAS_BACKEND={value}"
    value = _settings().get("backend")
    return "" if value in (None, "tensorflow") else f"`backend: {value}` in {_file()}"
