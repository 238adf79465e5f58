"""Building in process: the deferred build against Keras' own two ways, growth, memory."""

import gc
import resource
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.checking import deep
from benchmarks.kinds import KINDS
from benchmarks.row import Row
from benchmarks.timing import Measured, functions, scripts
from netbuilder.lint.runner import lint
from netbuilder.parse import parse
from netbuilder.parse.draft import Draft
from netbuilder.source import read

# In processes of their own, and several builds each: what one leaves to Python's garbage collection, the next one pays.
_KIND = """
import time
import netbuilder as nb
from benchmarks.kinds import KINDS
kind = KINDS["{0}"]
{1}
start = time.process_time()
for _ in range(5):
    {1}
print((time.process_time() - start) / 5)
"""


def drafted(layers: int) -> Draft:
    """The draft of a network of that many Dense layers."""
    return parse(read("seed: 1\n" + deep(layers), "bench.yaml"))


def build(layers: int) -> Any:
    """The model of a network of that many Dense layers, through netbuilder from the text on."""
    from netbuilder.engine.build import build as build_model
    from netbuilder.plan import plan

    return build_model(plan(lint(drafted(layers)).graph)).model


def listed(layers: int) -> Any:
    """The same by `keras.Sequential([...])`."""
    import keras

    stack = [keras.layers.Dense(64, "relu", kernel_initializer="he_normal") for _ in range(layers)]
    model = keras.Sequential([keras.Input((64,)), *stack])
    model.compile("adam", "mse")
    return model


def added(layers: int) -> Any:
    """The same by `add()`, one layer after the other."""
    import keras

    model = keras.Sequential([keras.Input((64,))])
    for _ in range(layers):
        model.add(keras.layers.Dense(64, "relu", kernel_initializer="he_normal"))
    model.compile("adam", "mse")
    return model


def rows() -> Iterator[Row]:
    """300 layers three ways, growth to 1,000, one training step, memory over 300 builds."""
    for name, kind in KINDS.items():
        ours, theirs = _KIND.format(name, "nb.build(kind.config())"), _KIND.format(name, "kind.program()")
        yield Row(f"nb.build of {kind.name}", scripts(ours, theirs, "", 3), kind.bar, "Sequential([...])")
    once = functions(partial(build, 300), partial(added, 300), 1, warm=True)
    yield Row("build of 300 Dense layers", once, 0.1, "add() one by one")
    yield from _growth()
    yield _fit()


def _save(layers: int) -> None:
    from netbuilder.engine.save import save

    with tempfile.TemporaryDirectory() as folder:
        save(build(layers), Path(folder, "model.keras"))


def _growth() -> Iterator[Row]:
    base = functions(partial(_save, 300), lambda: None, 3).ours
    for layers, bar in ((10, None), (100, None), (1000, 1.5)):
        ours = functions(partial(_save, layers), lambda: None, 1 if layers == 1000 else 3, warm=layers == 1000).ours
        measured = Measured(ours / layers / (base / 300), ours, base)
        yield Row(f"build and save {layers:,} layers, per layer", measured, bar, "that of 300 layers")


def _fit() -> Row:
    import numpy as np

    x = np.random.default_rng(0).standard_normal((2048, 64)).astype("float32")
    ours, theirs = build(4), listed(4)
    measured = functions(
        lambda: ours.fit(x, x, epochs=10, verbose=0), lambda: theirs.fit(x, x, epochs=10, verbose=0), 15
    )
    return Row("fit on the built model", measured, 1.03, "hand-written")


def memory(builds: int = 300) -> str:
    """How much memory grows over many builds in one process, in KiB a build."""
    import keras

    def used() -> float:
        gc.collect()
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize() / 1024

    def many(count: int) -> None:
        for number in range(count):
            build(10)
            # It collects garbage among all of TensorFlow's objects, which takes longer than four builds.
            if number % 25 == 24:
                keras.utils.clear_session()

    many(50)
    start = used()
    many(builds // 2)
    half = used()
    many(builds - builds // 2)
    first, second = (half - start) / (builds // 2), (used() - half) / (builds - builds // 2)
    grown = f"{first:+.1f} KiB a build in the first half, {second:+.1f} in the second"
    return f"Memory over {builds} builds of 10 layers in one process: {grown}."
