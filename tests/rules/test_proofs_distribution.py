"""What the rules about `runtime.distribution` say of Keras, tried with plain Keras on eight devices of JAX."""

import json
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from netbuilder.rules.base import LayoutRule, every_rule
from netbuilder.system.extras import missing_packages
from tests.engine.saved import run_fresh

NEEDS_JAX = pytest.mark.skipif(find_spec("jax") is None, reason="needs jax, which is not installed")
"""Asked without importing it: every process that collects tests would have JAX in it."""
pytestmark = [pytest.mark.slow, pytest.mark.since("3.14"), NEEDS_JAX]

PROGRAM = Path(__file__).parents[1] / "cluster" / "plain_keras.py"
SAYS = {
    "NB1001": "error: missing ), unterminated subpattern",
    "NB1003": "matches multiple layout specification keys",
    "NB1005": "IndivisibleError",
    "NB1006": "Shape does not match the number of devices",
    "NB1007": "IndivisibleError",
    "NB1008": "IndexError",
}
"""A part of what Keras or JAX raises for the bad examples."""
AXES = ("Invalid axis names for Layout", "IndexError: list index out of range", "DuplicateSpecError")
"""The same for those of NB1004, in their order."""
SILENT = ("NB1002", "NB1009")
"""Those of which Keras says nothing: the weight stays whole, of a second model at least."""
RULES = {rule.code: rule for rule in every_rule() if isinstance(rule, LayoutRule) and rule.code != "NB1010"}
"""NB1010 is about other backends, and has an experiment of its own below."""


@cache
def _outcomes() -> dict[str, tuple[str, list[str]]]:
    texts = [text for rule in RULES.values() for text in (*rule.bad, *rule.good)]
    variables = {
        **os.environ,
        "KERAS_BACKEND": "jax",
        "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": "--xla_force_host_platform_device_count=8",
    }
    command = [sys.executable, str(PROGRAM)]
    ended = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, env=variables, timeout=500)
    assert ended.returncode == 0, ended.stderr[-2000:]
    outcomes = json.loads(ended.stdout.splitlines()[-1])
    return {text: (error, specs) for text, (error, specs) in zip(texts, outcomes, strict=True)}


@pytest.mark.parametrize("code", RULES)
def test_keras_takes_what_is_good(code: str) -> None:
    for text in RULES[code].good:
        error, _ = _outcomes()[text]
        assert error == "", text


@pytest.mark.parametrize("code", SAYS)
def test_keras_stops_at_what_is_bad(code: str) -> None:
    for text in RULES[code].bad:
        error, _ = _outcomes()[text]
        assert error, text
        assert SAYS[code] in error, error


def test_keras_stops_at_axes_that_do_not_fit() -> None:
    for text, says in zip(RULES["NB1004"].bad, AXES, strict=True):
        assert says in _outcomes()[text][0]


@pytest.mark.parametrize("code", SILENT)
def test_keras_says_nothing_and_leaves_weights_whole(code: str) -> None:
    for text in RULES[code].bad:
        error, specs = _outcomes()[text]
        assert error == ""
        # Of each example one pattern is wrong, and one at most is right.
        assert sum("model" in spec for spec in specs) == text.count("[null, model]") - text.count("[null, model]  # NB")


UNFIT = """
import json, sys
if sys.argv[1] == "tensorflow":
    import tensorflow as tf
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import keras, numpy as np
module, outcomes, places = keras.distribution, [], set()
mesh = module.DeviceMesh((1, 2), ["batch", "model"], ["cpu:0", "cpu:1"])
layout = module.LayoutMap(mesh)
layout[".*/kernel"] = (None, "model")
for distribution in (
    module.DataParallel(devices=["cpu:0", "cpu:1"], auto_shard_dataset=False),
    module.ModelParallel(layout_map=layout, batch_dim_name="batch", auto_shard_dataset=False),
):
    outcomes.append("")
    with distribution.scope():
        try:
            model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(33)])
            model.compile("sgd", "mse")
            model.fit(np.ones((9, 16)), np.ones((9, 33)), batch_size=9, verbose=0)
            places |= {str(weight.value.device) for weight in model.weights}
        except Exception as error:
            outcomes[-1] = type(error).__name__
print(json.dumps([keras.config.backend(), outcomes, len(places)]))
"""
"""Nine rows, and then 33 units, over two devices: neither divides, so that whoever spreads them has to stop."""


@pytest.mark.parametrize("backend", ["jax", "tensorflow", "torch"])
def test_keras_ignores_a_distribution_on_every_backend_but_one(backend: str) -> None:
    if missing_packages(backend):
        pytest.skip(f"not installed: {', '.join(missing_packages(backend))}")
    flags = {"XLA_FLAGS": "--xla_force_host_platform_device_count=2", "JAX_PLATFORMS": "cpu"}
    running, outcomes, places = run_fresh(UNFIT, backend, KERAS_BACKEND=backend, **flags)
    assert running == backend
    if backend == "jax":
        assert outcomes == ["IndivisibleError", "IndivisibleError"]
        return
    assert (outcomes, places) == (["", ""], 1)
