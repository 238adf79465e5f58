"""A network on JAX and on PyTorch: built, trained, saved; one backend a process, and never another one beside it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.rules.base import every_rule
from netbuilder.system.extras import missing_packages
from tests.engine.saved import run_fresh

TEXT = "seed: 1\ninput: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n  - Dropout: {rate: 0.1}\n"
TEXT += "  - Dense: {units: 1}\ncompile: {optimizer: {Adam: {learning_rate: 0.05}}, loss: mse}\n"

TRAINED = """
import json, sys
from pathlib import Path
import numpy as np
import netbuilder as nb
backend, folder = sys.argv[1:]
text = Path(folder, "net.yaml").read_text()
models = [nb.build(text, backend=backend) for _ in range(2)]
first, again = ([weight.tobytes() for weight in model.get_weights()] for model in models)
x, y = np.ones((16, 8), "float32"), np.ones((16, 1), "float32")
losses = models[0].fit(x, y, epochs=20, batch_size=8, verbose=0).history["loss"]
nb.save(models[0], Path(folder, "model.keras"), source=Path(folder, "net.yaml"))
expected = models[0].predict(x[:2], verbose=0).tolist()
try:
    nb.probe(text, backend=backend)
except ValueError as error:
    probed = str(error)
try:
    nb.build(text)
except nb.ConfigError as error:
    other = error.diagnostics[0]
import keras
print(json.dumps([keras.config.backend(), first == again, losses, expected, probed, other.code, other.message]))
"""


def installed(backend: str) -> str:
    """The backend, where it is there; the reason for skipping else."""
    if missing_packages(backend):
        pytest.skip(f"not installed: {', '.join(missing_packages(backend))}")
    return backend


@pytest.mark.keras
@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_a_network_is_built_trained_and_saved(backend: str, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TEXT)
    running, is_same, losses, expected, probed, code, message = run_fresh(TRAINED, installed(backend), str(tmp_path))
    assert running == backend
    assert is_same, "the same seed draws other weights"
    assert losses[-1] < losses[0]
    assert "a probe measures on TensorFlow" in probed
    assert code == "NB905"
    assert message == f"this process runs Keras on {backend}, the network is built on tensorflow"
    import keras
    import numpy as np

    opened = keras.models.load_model(tmp_path / "model.keras")  # on TensorFlow
    np.testing.assert_allclose(opened.predict(np.ones((2, 8)), verbose=0), expected, atol=1e-5)


def loaded(code: str, *arguments: str) -> Any:
    """Which backends a process has imported after that code."""
    code += "\nimport json, sys\nprint(json.dumps([name for name in ('tensorflow', 'jax', 'torch', 'keras')"
    code += " if sys.modules.get(name)]))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


COMMAND = """
import sys
from netbuilder.cli.click_group import main
try: main(sys.argv[1:])
except SystemExit as end: assert not end.code, end.code
"""


@pytest.mark.keras
def test_a_build_on_tensorflow_imports_no_other_backend(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TEXT)
    target = str(tmp_path / "model.keras")
    assert loaded(COMMAND, "build", str(tmp_path / "net.yaml"), "-o", target, "-q") == ["tensorflow", "keras"]
    assert loaded(f"import netbuilder as nb; nb.build({TEXT!r})") == ["tensorflow", "keras"]


@pytest.mark.keras
@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_a_build_on_another_backend_imports_no_tensorflow(backend: str, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(f"{TEXT}runtime: {{backend: {installed(backend)}}}\n")
    target = str(tmp_path / "model.keras")
    assert loaded(COMMAND, "build", str(tmp_path / "net.yaml"), "-o", target, "-q") == [backend, "keras"]


@pytest.mark.parametrize("command", ["check", "show", "code", "schema", "rules"])
def test_no_light_command_imports_a_backend(command: str, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(f"{TEXT}runtime: {{backend: jax}}\n")
    arguments = [command] if command in ("schema", "rules") else [command, str(tmp_path / "net.yaml")]
    assert loaded(COMMAND, *arguments) == []


def test_a_backend_that_is_missing_is_said_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    from netbuilder.engine import installation

    monkeypatch.setitem(sys.modules, "torch", None)
    if not missing_packages("torch"):
        pytest.skip("PyTorch cannot be hidden here")
    with pytest.raises(nb.InstallationError) as caught:
        installation.check("torch")
    assert str(caught.value) == (
        "building a model on PyTorch needs PyTorch, which is not installed\n"
        '  = fix: `pip install "keras-netbuilder[torch]"`'
    )


NEAR = {"jacks": "", "JAX": "jax", "pytorch": "torch", "tf": "tensorflow", "tensorfow": "tensorflow", "theano": ""}


@pytest.mark.parametrize("word", NEAR)
def test_a_misspelt_backend_is_refused_where_it_stands(word: str) -> None:
    [diagnostic] = nb.check(f"{TEXT}runtime:\n  backend: {word}\n").errors
    assert diagnostic.code == "NB012"
    assert diagnostic.address is not None
    assert diagnostic.address.line == 9  # type: ignore[union-attr]
    assert diagnostic.fix == (f"did you mean `{NEAR[word]}`?" if NEAR[word] else "")
    with pytest.raises(nb.ConfigError, match="NB012"):
        nb.build(TEXT, backend=word)


@pytest.mark.parametrize(
    ("layers", "dtype", "refused"),
    [
        ("Conv2D: {filters: 2, kernel_size: 3}", "uint8", ("tensorflow", "torch")),
        ("Conv2DTranspose: {filters: 2, kernel_size: 3}", "uint8", ("tensorflow", "jax", "torch")),
        ("AveragePooling2D: {pool_size: 2}", "int32", ("tensorflow", "torch")),
        ("AveragePooling2D: {pool_size: 2}", "bool", ("tensorflow", "jax", "torch")),
        ("TimeDistributed: {layer: {Dropout: {rate: 0.5}}}", "int32", ("tensorflow", "jax")),
        ("Activation: {activation: sigmoid}", "int32", ("tensorflow", "jax")),
        ("RandomErasing: {dtype: mixed_float16}", "float32", ("tensorflow",)),
        ("MaxPooling2D: {dtype: bool}", "float32", ("tensorflow", "torch")),
        ("Conv2D: {filters: 2, kernel_size: 3, dtype: float16, autocast: false}", "float32", ("tensorflow", "torch")),
        ("Conv2D: {filters: 2, kernel_size: 3, kernel_initializer: orthogonal, dtype: bfloat16}", "float32", "all"),
    ],
)
def test_what_a_backend_takes_is_not_refused_there(layers: str, dtype: str, refused: tuple[str, ...] | str) -> None:
    """The facts themselves are tried in test_layers.py."""
    text = f"input: {{shape: [8, 8, 3], dtype: {dtype}}}\nlayers:\n  - {layers}\n  - Flatten\n  - Dense: {{units: 1}}\n"
    text += "compile: {optimizer: sgd, loss: mse}\nruntime: {backend: BACKEND}\n"
    for backend in ("tensorflow", "jax", "torch"):
        codes = {error.code for error in nb.check(text.replace("BACKEND", backend)).errors}
        assert bool(codes & {"NB109", "NB122"}) == (refused == "all" or backend in refused), backend


GARBAGE = """
import json, warnings
import netbuilder as nb
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    nb.build("seed: 1\\ninput: [8]\\nlayers:\\n  - Dense: {units: 4}\\n")
import keras
print(json.dumps([keras.config.backend(), [str(warning.message) for warning in caught]]))
"""


@pytest.mark.keras
def test_another_backend_in_the_environment_is_named() -> None:
    for word in ("garbage", "jax"):
        backend, [warning] = run_fresh(GARBAGE, KERAS_BACKEND=word)
        assert backend == "tensorflow"
        assert f"KERAS_BACKEND={word} is found" in warning


WIDE = """
import json
import netbuilder as nb
text = "seed: 1\\ninput: [8]\\nrules: {NB922: off}\\nlayers:\\n  - Dense: {units: 4}\\n"
model = nb.build(text + "runtime: {backend: jax, precision: float64}\\n")
weight = model.weights[0]
print(json.dumps([weight.dtype, str(weight.value.dtype)]))
"""


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize(("setting", "dtype"), [("0", "float32"), ("1", "float64")])
def test_float64_on_jax_is_what_its_rule_says(setting: str, dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    installed("jax")
    assert run_fresh(WIDE, JAX_ENABLE_X64=setting) == ["float64", dtype]
    monkeypatch.setenv("JAX_ENABLE_X64", setting)
    monkeypatch.delitem(sys.modules, "jax", raising=False)
    [rule] = [rule for rule in every_rule() if rule.code == "NB922"]
    assert bool([one for one in nb.check(rule.bad[0]).diagnostics if one.code == "NB922"]) == (setting == "0")


MIRRORED = """
import json, sys
import numpy as np
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import netbuilder as nb
text = "seed: 1\\ninput: [6]\\nrules: {NB923: off}\\nlayers:\\n  - Dense: {units: 8}\\n  - BatchNormalization%s\\n"
text += "  - ReLU\\n  - Dense: {units: 1}\\ncompile: {optimizer: {SGD: {learning_rate: 0.05}}, loss: mse}\\n"
x = np.random.default_rng(0).standard_normal((32, 6)).astype("float32")
y = x[:, :1] * 2
distances = []
for option in ("", ": {synchronized: true}"):
    models = [nb.build(text % option), nb.build(text % option + "runtime: {strategy: mirrored}\\n")]
    for model in models:
        model.fit(x, y, batch_size=8, epochs=3, shuffle=False, verbose=0)
    alone, spread = (np.concatenate([weight.ravel() for weight in model.get_weights()]) for model in models)
    distances.append(float(np.abs(alone - spread).max()))
print(json.dumps(distances))
"""


@pytest.mark.keras
@pytest.mark.slow
def test_statistics_of_every_replica_train_another_model() -> None:
    apart, together = run_fresh(MIRRORED)
    assert apart > 1e-3
    assert together < 1e-5
