"""Device, precision and strategy: what the network says, what the machine has, and nothing in silence."""

import json
import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Span
from netbuilder.engine.backends.absent import absent_by_environment
from netbuilder.engine.backends.base import Backend, Device
from netbuilder.engine.devices import refused_strategy, slow_precision
from netbuilder.engine.keras_state import broken_setting
from netbuilder.engine.runtime import refusals
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.vocabulary.network import STRATEGIES, Runtime
from tests.engine.saved import run, same_values

LAYERS = "seed: 1\ninput: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n"


def draft(runtime: str) -> Any:
    return parse(read(f"{LAYERS}runtime: {{{runtime}}}\n", "net.yaml"))


def test_a_hidden_gpu_is_seen_without_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    for hidden in ("", "-1"):
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", hidden)
        found = absent_by_environment("gpu", None)
        assert found is not None
        assert found.code == "NB901"
        assert f"CUDA_VISIBLE_DEVICES={hidden}" in found.why
        assert absent_by_environment("cpu", None) is None
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    assert absent_by_environment("gpu", None) is None


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_strategies_that_do_nothing_are_refused_with_the_reason(strategy: str) -> None:
    found = refused_strategy(draft(f"strategy: {strategy}"), strategy)
    assert (found is None) == (strategy in ("none", "mirrored"))
    if found is not None:
        assert found.code == "NB903"
        assert found.why
        assert found.fix
        assert found.address is not None
        assert found.address.line == 5  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("policy", "device", "is_slow"),
    [
        ("float32", Device("cpu:0", "CPU"), False),
        ("float64", Device("cpu:0", "CPU"), False),
        ("mixed_float16", Device("cpu:0", "CPU"), True),
        ("mixed_bfloat16", Device("cpu:0", "CPU"), True),
        ("mixed_bfloat16", Device("gpu:0", "GPU:0", (7, 5)), True),
        ("mixed_bfloat16", Device("gpu:0", "GPU:0", (8, 0)), False),
        ("mixed_float16", Device("gpu:0", "GPU:0", (7, 0)), False),
        ("mixed_float16", Device("gpu:0", "GPU:0", (6, 1)), True),
        ("float16", Device("gpu:0", "GPU:0", None), False),
        ("float64", Device("gpu:0", "GPU:0", (9, 0)), True),
    ],
)
def test_precision_by_device(policy: str, device: Device, is_slow: bool) -> None:
    found = slow_precision(draft(f"precision: {policy}"), policy, device)
    assert (found is not None) == is_slow


@pytest.mark.keras
class TestBuilding:
    @pytest.fixture(autouse=True)
    def _no_gpu(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)

    def test_a_gpu_that_is_not_there(self) -> None:
        import tensorflow as tf

        if tf.config.list_physical_devices("GPU"):
            pytest.skip("there is a GPU")
        with pytest.raises(nb.ConfigError, match="NB901") as caught:
            nb.build(LAYERS, device="gpu")
        [found] = caught.value.diagnostics
        assert ("driver" if tf.sysconfig.get_build_info()["is_cuda_build"] else "CPU-only") in found.why
        assert isinstance(found.address, Span)
        assert found.address.text.string == "runtime.device=gpu"
        with pytest.raises(nb.ConfigError, match="NB901") as caught:
            nb.build(f"{LAYERS}runtime: {{device: gpu:1}}\n")
        assert caught.value.diagnostics[0].address is not None

    def test_placement(self) -> None:
        for device in ("cpu", "auto"):
            weight = nb.build(LAYERS, device=device).weights[0]
            assert "DEVICE:" in str(weight.value.device).upper()

    def test_an_unknown_device_is_refused_as_in_a_file(self) -> None:
        with pytest.raises(nb.ConfigError, match="auto"):
            nb.build(LAYERS, device="tpu")

    @pytest.mark.parametrize(
        ("policy", "compute", "variable"),
        [
            ("float64", "float64", "float64"),
            ("mixed_bfloat16", "bfloat16", "float32"),
            ("mixed_float16", "float16", "float32"),
            ("float16", "float16", "float16"),
        ],
    )
    @pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
    def test_precision(self, policy: str, compute: str, variable: str) -> None:
        import keras

        before = keras.config.dtype_policy().name
        model = nb.build(f"{LAYERS}compile: {{optimizer: adam}}\nruntime: {{precision: {policy}}}\n")
        assert keras.config.dtype_policy().name == before
        layer = model.layers[0]
        assert (layer.compute_dtype, layer.variable_dtype) == (compute, variable)
        scaled = type(model.optimizer).__name__ == "LossScaleOptimizer"
        assert scaled == (policy == "mixed_float16")

    def test_slow_precision_is_a_warning(self) -> None:
        with pytest.warns(nb.ConfigWarning, match="NB902"):
            nb.build(f"{LAYERS}runtime: {{precision: mixed_float16, device: cpu}}\n")
        with pytest.raises(nb.ConfigError, match="NB902"):
            nb.build(f"{LAYERS}runtime: {{precision: mixed_float16, device: cpu}}\n", strict=True)
        nb.build(f"{LAYERS}rules: {{NB902: off}}\nruntime: {{precision: mixed_float16, device: cpu}}\n")

    def test_jit_compile_from_runtime_and_from_compile(self) -> None:
        runtime = "runtime: {jit_compile: true}\n"
        assert nb.build(f"{LAYERS}compile: {{loss: mse}}\nrules: {{NB311: off}}\n{runtime}").jit_compile
        text = f"{LAYERS}compile: {{loss: mse, jit_compile: false}}\nrules: {{NB311: off}}\n{runtime}"
        assert not nb.build(text).jit_compile

    def test_process_state_is_what_it_was(self) -> None:
        import keras

        def state() -> tuple[Any, ...]:
            return (sys.getrecursionlimit(), random.getstate(), dict(os.environ), keras.config.floatx())

        number = keras.backend.get_uid("dense")
        before = state()
        nb.build(LAYERS)
        with pytest.raises(nb.ConfigError):
            nb.build(LAYERS.replace("units: 4", "unitz: 4"))
        assert state() == before
        assert keras.backend.get_uid("dense") == number + 1

    def test_threads_may_build_at_once(self) -> None:
        expected = nb.build(LAYERS)
        models: list[Any] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(3):
                    models.append(nb.build(LAYERS))
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work) for _ in range(4)]
        before = sys.getrecursionlimit()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert len(models) == 12
        assert all(same_values(model, expected) for model in models)
        assert len({model.name for model in models}) <= 12
        assert sys.getrecursionlimit() == before


MIRRORED = """
import json
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import numpy as np
import netbuilder as nb
text = "seed: 1\\ninput: [8]\\nlayers:\\n  - Dense: {units: 4, activation: relu}\\n  - Dense: {units: 1}\\n"
text += "compile: {optimizer: adam, loss: mse}\\n"
plain = nb.build(text)
mirrored = nb.build(text + "runtime: {strategy: mirrored}\\n")
equal = all(np.array_equal(a, b) for a, b in zip(plain.get_weights(), mirrored.get_weights()))
history = mirrored.fit(np.ones((8, 8)), np.ones((8, 1)), epochs=2, batch_size=4, verbose=0).history["loss"]
kind = type(mirrored.weights[0].value).__name__
print(json.dumps([equal, history[1] < history[0], mirrored.distribute_strategy.num_replicas_in_sync, kind]))
"""


@pytest.mark.keras
def test_mirrored_on_two_devices_starts_equal_and_trains() -> None:
    equal, learns, replicas, kind = run(MIRRORED)
    assert (equal, learns, replicas) == (True, True, 2)
    assert "Mirrored" in kind


TWO_MIRRORED = """
import json
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import numpy as np
import netbuilder as nb
losses = []
for units in (4, 7, 4):
    text = f"seed: 1\\ninput: [8]\\nlayers:\\n  - Dense: {{units: {units}, activation: relu}}\\n"
    text += "  - Dense: {units: 1}\\n"
    model = nb.build(text + "compile: {optimizer: adam, loss: mse}\\nruntime: {strategy: mirrored}\\n")
    losses.append(model.fit(np.ones((8, 8)), np.ones((8, 1)), epochs=2, batch_size=4, verbose=0).history["loss"])
print(json.dumps(losses))
"""


@pytest.mark.keras
def test_several_mirrored_networks_of_one_process_train() -> None:
    first, other, again = run(TWO_MIRRORED)
    assert first == again
    assert other[1] < other[0]


KERAS_JSON = """
import json, warnings
import netbuilder as nb
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    model = nb.build("seed: 1\\ninput: [8, 8, 3]\\nlayers:\\n  - Conv2D: {filters: 4, kernel_size: 3}\\n")
import keras
codes = sorted(line for one in told for line in str(one.message).splitlines() if "NB905" in line)
config = keras.config
print(json.dumps([config.backend(), model.output_shape, model.layers[0].dtype, config.image_data_format(), codes]))
"""


@pytest.mark.keras
def test_a_keras_json_that_would_change_the_model_is_noticed(tmp_path: Path) -> None:
    settings = '{"floatx": "float64", "epsilon": 1e-7, "backend": "jax", "image_data_format": "channels_first"}'
    (tmp_path / "keras.json").write_text(settings)
    backend, shape, dtype, data_format, told = run(KERAS_JSON, KERAS_HOME=str(tmp_path))
    assert (backend, shape, dtype) == ("tensorflow", [None, 6, 6, 4], "float32")
    assert data_format == "channels_first"
    assert len(told) == 3
    _, shape, _, _, told = run(KERAS_JSON, KERAS_BACKEND="torch")
    assert shape == [None, 6, 6, 4]
    assert len(told) == 1


@pytest.mark.parametrize(
    "setting", [{"floatx": "nonsense"}, {"epsilon": 1}, {"epsilon": "small"}, {"image_data_format": "last"}]
)
def test_a_keras_json_that_stops_keras_is_named(
    setting: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    file = tmp_path / "keras.json"
    for harmless in ("", "[]", "{", '{"floatx": "float16", "backend": "jax", "epsilon": 0.1}'):
        file.write_text(harmless)
        assert broken_setting() is None
    file.write_text(json.dumps(setting))
    ((name, value),) = setting.items()
    assert broken_setting() == (f"{name}: {value}", file)
    monkeypatch.setattr("netbuilder.engine.backends.start.running", lambda: "")
    (found,) = refusals(draft("device: cpu"), Runtime())
    assert found.code == "NB905"
    assert str(file) in found.why


WITHOUT_XLA = """
import json, warnings
import netbuilder as nb
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    nb.build("input: [8, 8, 1]\\nlayers:\\n  - LAYER\\n  - Dense: {units: 1}\\n"
             "compile: {loss: mse}\\nruntime: {jit_compile: trueRUNTIME}\\n")
print(json.dumps([str(warning.message) for warning in caught]))
"""


@pytest.mark.keras
@pytest.mark.parametrize(
    ("layer", "runtime", "why"),
    [
        ("Flatten", "", ""),
        ("RandomRotation: {factor: 0.1}", "", "`random_rotation` (RandomRotation)"),
        pytest.param("Flatten", ", deterministic: true", "`deterministic: true`", marks=pytest.mark.since("3.7")),
    ],
)
def test_xla_that_keras_turns_off_is_said(layer: str, runtime: str, why: str) -> None:
    messages = run(WITHOUT_XLA.replace("LAYER", layer).replace("RUNTIME", runtime))
    assert len(messages) == bool(why)
    for message in messages:
        assert "NB908" in message
        assert "<text>:6:24" in message
        assert why in message


@pytest.mark.keras
@pytest.mark.gpu
class TestGpu:
    @pytest.fixture(autouse=True)
    def _gpu(self) -> None:
        from netbuilder.engine.backends.start import start

        if not start("tensorflow").package.config.list_physical_devices("GPU"):
            pytest.skip("no GPU on this machine")

    def test_the_weights_are_on_it(self) -> None:
        assert "GPU:0" in nb.build(LAYERS, device="gpu").weights[0].value.device.upper()

    def test_one_that_is_not_there(self) -> None:
        with pytest.raises(nb.ConfigError, match="NB901"):
            nb.build(LAYERS, device="gpu:99")

    def test_mixed_precision_trains(self) -> None:
        import numpy as np

        text = f"{LAYERS}runtime: {{precision: mixed_float16, device: gpu}}\nrules: {{NB311: off, NB902: off}}\n"
        model = nb.build(f"{text}compile: {{optimizer: adam, loss: mse}}\n")
        history = model.fit(np.ones((32, 8)), np.ones((32, 4)), epochs=5, verbose=0).history["loss"]
        assert history[-1] < history[0]


DETERMINISTIC = """
import json
import numpy as np
import tensorflow as tf
import netbuilder as nb
text = "seed: 1\\ninput: [8]\\nlayers:\\n  - Dense: {units: 4, activation: relu}\\n"
text += "  - Dropout: {rate: 0.2}\\n  - Dense: {units: 1}\\n"
text += "compile: {optimizer: adam, loss: mse}\\nruntime: {deterministic: true, memory_growth: true}\\n"
found = []
for _ in range(2):
    model = nb.build(text)
    tf.random.set_seed(0)
    model.fit(np.ones((32, 8)), np.ones((32, 1)), epochs=2, shuffle=False, verbose=0)
    found.append([weight.tolist() for weight in model.get_weights()])
from tensorflow.python.framework.config import is_op_determinism_enabled
print(json.dumps([found[0] == found[1], is_op_determinism_enabled()]))
"""


@pytest.mark.keras
@pytest.mark.slow
def test_deterministic_training() -> None:
    assert run(DETERMINISTIC) == [True, True]


@pytest.mark.keras
def test_weights_that_are_elsewhere_stop_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """TensorFlow takes a CPU in silence; that the weights are looked at is what this says."""
    monkeypatch.setattr(Backend, "misplaced", lambda backend, weights, device: "GPU:7" if list(weights) else "")
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(LAYERS)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "NB901"
    assert diagnostic.message.startswith("the weights are on GPU:7")
