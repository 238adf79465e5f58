"""What the calls about machines, their packages and their settings are made with: see `test_calls.py`."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from netbuilder.diagnostics.errors import InstallationError
from netbuilder.engine import compat, findings, installation, keras_state, memory, save
from netbuilder.engine.backends import absent
from netbuilder.engine.distribution import whole
from netbuilder.pipeline import Session
from tests.engine.calls_of_probes import Hashable

NS = SimpleNamespace
GLOBAL_STATE = "keras.src.backend.common.global_state"


def without_driver(file: bool, tool: str | None) -> bool:
    """Whether a machine with this file of the driver, and this tool of it, is said to have none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(absent, "Path", lambda path: NS(exists=lambda: file))
        patch.setattr(absent.shutil, "which", lambda name: tool)
        return absent.no_driver()


def left(files: Mapping[str, str], pages: Sequence[int] = ()) -> int | None:
    """How many bytes are left on a machine with these files, where the system says so many pages and their size."""

    def read(name: str) -> str:
        if name not in files:
            raise OSError(name)
        return files[name]

    def size(name: str) -> int:
        if not pages:
            raise ValueError(name)
        return pages[name == "SC_PAGE_SIZE"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "Path", lambda name: NS(read_text=lambda encoding: read(name)))
        patch.setattr(memory, "os", NS(sysconf=size))
        return memory.available()


def required(backend: str) -> Any:
    """What is asked for before a model is built on that backend."""
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installation, "require", lambda extra, purpose: asked.append(f"{extra}: {purpose}"))
        patch.setattr(installation, "installed_version", lambda package: asked.append(package))
        installation.check(backend)
    return asked


def reinstalled(package: str, **versions: str) -> str:
    """The line that installs a broken package again, where these are installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installation, "installed_version", lambda name: versions.get(name.replace("-", "_")))
        try:
            installation.check_imported(package, ModuleType(package))
        except InstallationError as error:
            return str(error)
    return ""


def at(option: str, value: object, runtime: str = "device: cpu, deterministic: true") -> Any:
    """Where the value of an option stands in a network."""
    draft = Session(f"input: [4]\nlayers: [Flatten]\nruntime: {{{runtime}}}\n").draft
    address = findings.runtime_address(draft, option, value)
    return address and (address.line, address.column)  # type: ignore[union-attr]


class Spread:
    """A value, as JAX has it."""

    def __init__(self, is_here: bool, is_everywhere: bool) -> None:
        self.is_fully_addressable = is_here
        self.is_fully_replicated = is_everywhere

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array("here")


def gathered(processes: int, is_here: bool, is_everywhere: bool) -> str:
    """Where a value of so many processes comes from."""
    hosts = NS(process_allgather=lambda value, tiled: f"gathered, tiled={tiled}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "jax", ModuleType("jax"))
        patch.setitem(sys.modules, "jax.experimental", NS(multihost_utils=hosts))  # type: ignore[arg-type]
        return str(whole.gathered_array(Spread(is_here, is_everywhere), processes))


def state(**attributes: Any) -> Any:
    """What Keras keeps for this thread, and what is left of it when it is set."""
    keeps = NS(get_global_attribute=attributes.get, set_global_attribute=attributes.__setitem__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, GLOBAL_STATE, keeps)  # type: ignore[arg-type]
        before = compat.waiting_variables(), compat.is_stateless(), compat.name_counters()
        compat.set_name_counters("counters")
        compat.set_waiting_variables([1])
        return before, attributes


def without_state() -> Any:
    """The same where Keras has none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, GLOBAL_STATE, None)  # type: ignore[arg-type]
        compat.set_name_counters("counters")
        return compat.waiting_variables(), compat.is_stateless(), compat.name_counters()


class Layer:
    """As far as it is asked whether its call is a plain one."""

    compute_dtype = variable_dtype = "float32"
    activity_regularizer: Any = None

    def __call__(self, x: Any) -> None:
        """As Keras wraps it."""

    def call(self, x: Any) -> None:
        """What a subclass computes."""


def plain(
    module: str = "keras.src.layers.core", x: Any = None, spread: Any = None, base: type = Layer, **own: Any
) -> bool:
    """Whether a call of a layer with these attributes of its class is no more than its `call`."""
    keras = Hashable(layers=NS(Layer=Layer), distribution=NS(distribution=lambda: spread))
    layer = type("Own", (base,), {"__module__": module, **own})()
    return compat.is_plain_call(keras, layer, x or NS(dtype="float32"))


def masked(self: Any, x: Any, mask: Any = None) -> None:
    """A call that knows of masks."""


class OwnCall(Layer):
    """A class between `Layer` and the one that is asked about."""

    def compute_mask(self, x: Any) -> None:
        """Its own."""


def trained(told: bool | None, call: Any) -> bool:
    """Whether a layer is told that it is trained, by what Keras notes of it and by its `call`."""
    return compat.takes_training(NS(call=call) if told is None else NS(call=call, _call_has_training_arg=told))


def setting(text: str | None, home: str | None = "keras", backend: str | None = None) -> Any:
    """What is said of a keras.json, and of its backend where the network says nothing, and where it says its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("KERAS_HOME", home), ("KERAS_BACKEND", backend)):
            if value is None:
                patch.delenv(name, raising=False)
            else:
                patch.setenv(name, value)
        patch.setenv("HOME", os.path.abspath("home"))
        folder = Path(home) if home else Path("home", ".keras")
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "keras.json"
        if text is not None:
            file.write_text(text)
        broken = keras_state.broken_setting()
        others = [keras_state.other_backend("tensorflow", is_written) for is_written in (False, True)]
        file.unlink(missing_ok=True)
    return broken and (broken[0], broken[1].as_posix()), [str(other) for other in others]


def hushed_while_saved(backend: str) -> list[str]:
    """What happens, one after the other, where a model is saved on that backend."""
    steps: list[str] = []

    @contextmanager
    def hushed() -> Iterator[None]:
        steps.append("hushed")
        yield
        steps.append("heard again")

    def written(path: Path) -> None:
        steps.append("saved")
        path.write_text("a model")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(save.start, "running", lambda: backend)
        patch.setattr(save, "hushed", hushed)
        save.save(NS(layers=[], save=written), Path("m.keras"))
    Path("m.keras").unlink()
    return steps


def first_deep(levels: int = 0) -> int:
    """The least number of layers that the recursion limit is raised for, with so many frames in use beside this one."""
    if levels:
        return first_deep(levels - 1)
    limit = sys.getrecursionlimit()

    def is_raised(layers: int) -> bool:
        with keras_state.deep_enough(layers):
            return sys.getrecursionlimit() > limit

    return next(layers for layers in range(limit) if is_raised(layers))


def in_use() -> int:
    """How many frames are in use where it is called."""
    frame, count = sys._getframe(1), 1
    while (above := frame.f_back) is not None:
        frame, count = above, count + 1
    return count
