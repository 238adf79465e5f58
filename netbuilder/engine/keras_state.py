"""What is set for one build or one measurement, and put back: Keras' state, the recursion limit, a model's values."""

import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netbuilder.diagnostics.sentence import _
from netbuilder.engine import compat
from netbuilder.engine.silence import lock
from netbuilder.plan.planner import recursion_limit


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


def other_backend(name: str, is_written: bool) -> str:
    """The setting that names another backend than that one, as it is written; empty where there is none.

    Keras writes a keras.json with its default by itself: it says nothing where the network names a backend.
    """
    value = os.environ.get("KERAS_BACKEND")
    if value is not None:
        return "" if value == name else f"KERAS_BACKEND={value}"
    if is_written:
        return ""
    value = _settings().get("backend")
    return "" if value in (None, name) else _("`backend: {value}` in {file}", value=value, file=_file())


@contextmanager
def deep_enough(layers: int) -> Iterator[None]:
    """A recursion limit for so many layers, as Keras walks a model with one frame a layer; one thread at a time."""
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


@contextmanager
def untouched(keras: Any, model: Any, *, trains: bool = False) -> Iterator[None]:
    """Leave a model as it was: weights, optimizer, statistics, seeds and random state, byte for byte.

    Args:
        trains: Whether it is trained inside. Otherwise only what running a layer changes needs a copy: statistics,
            seeds and states, and every variable of a layer that is not Keras' own.
    """
    import numpy as np

    variables = list(model.variables)
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None:
        variables += list(optimizer.variables)
    unique = list({id(variable): variable for variable in variables}.values())
    if not trains:
        unchanged = {id(variable) for variable in _weights_of_keras(model)}
        unchanged |= {id(variable) for variable in optimizer.variables} if optimizer is not None else set()
        unique = [variable for variable in unique if id(variable) not in unchanged]
    saved_values = [(variable, np.array(keras.ops.convert_to_numpy(variable))) for variable in unique]
    state, array_state = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        for variable, value in saved_values:
            now = np.asarray(keras.ops.convert_to_numpy(variable))
            if now.tobytes() != value.tobytes():
                variable.assign(value)
        random.setstate(state)
        np.random.set_state(array_state)


def _weights_of_keras(model: Any) -> Iterator[Any]:
    """The trainable weights of layers that are Keras' own: running such a layer changes none of them."""
    for layer in model.layers:
        if all(part.__class__.__module__.startswith("keras.") for part in compat.flat_layers(layer)):
            yield from layer.trainable_variables
