"""Keras programs as text: idiomatic, as a formatter leaves them, with nothing in them that is not used."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.keras_program import program
from netbuilder.convert.templates import template, templates
from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.parse.draft import of_network
from netbuilder.plan import plan
from netbuilder.source import read
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.network import Network
from tests.convert import repeats
from tests.convert.repeats import REPEATS

CONFIGS = sorted((Path(__file__).parents[2] / "configs").glob("*.yaml"))


def written(text: str) -> str:
    draft = parse(read(text, "network.yaml"))
    assert draft.problems == []
    return program(plan(resolve(draft)))


def test_it_reads_like_a_program_that_people_write() -> None:
    text = """\
name: digits
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: relu}
  - MaxPooling2D
  - Flatten
  - Dense: {units: 64, activation: tanh, kernel_initializer: he_normal, kernel_regularizer: {L2: {l2: 1e-4}}}
  - Dropout: {rate: 0.3}
  - Dense: {units: 10, activation: softmax}
compile:
  optimizer: {Adam: {learning_rate: 3e-4}}
  loss: sparse_categorical_crossentropy
  metrics: [accuracy, {TopKCategoricalAccuracy: {k: 2}}]
"""
    assert (
        written(text)
        == """\
import keras

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        keras.layers.Conv2D(32, 3, activation="relu", kernel_initializer="he_normal"),
        keras.layers.MaxPooling2D(),
        keras.layers.Flatten(),
        keras.layers.Dense(
            64,
            activation="tanh",
            kernel_initializer="he_normal",
            kernel_regularizer=keras.regularizers.L2(l2=0.0001),
        ),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(10, activation="softmax"),
    ],
    name="digits",
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.0003),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=2)],
)
"""
    )


def test_a_repeat_is_a_loop() -> None:
    text = """\
input: [8]
layers:
  - repeat:
      times: 3
      layers:
        - Dense: {units: 8, activation: relu, name: block}
        - repeat: {times: 2, layers: [{Dropout: {rate: 0.1}}]}
  - Dense: {units: 1}
"""
    assert (
        written(text)
        == """\
import keras

layers = [keras.Input(shape=(8,))]
for i in range(3):
    layers += [
        keras.layers.Dense(
            8, activation="relu", kernel_initializer="he_normal", name=f"block_{i}"
        ),
    ]
    for _ in range(2):
        layers += [keras.layers.Dropout(0.1)]
layers += [keras.layers.Dense(1)]
model = keras.Sequential(layers)
"""
    )


def test_rounds_take_their_seeds_from_a_list() -> None:
    text = """\
seed: 42
input: [8]
layers:
  - repeat: {times: 3, layers: [{Dense: {units: 8, activation: relu}}]}
  - repeat: {times: 8, layers: [{Dropout: {rate: 0.1}}]}
  - Dense: {units: 1, kernel_initializer: zeros}
"""
    assert (
        written(text)
        == """\
import keras

layers = [keras.Input(shape=(8,))]
for seed in [379702626, 1434458510, 1319992570]:
    layers += [
        keras.layers.Dense(
            8,
            activation="relu",
            kernel_initializer=keras.initializers.HeNormal(seed=seed),
        ),
    ]
seeds = [
    831272723,
    889870878,
    66029135,
    1149209400,
    1802741159,
    1113383596,
    307917039,
    1937224017,
]
for seed in seeds:
    layers += [keras.layers.Dropout(0.1, seed=seed)]
layers += [keras.layers.Dense(1, kernel_initializer="zeros")]
model = keras.Sequential(layers)
"""
    )


def test_several_seeds_a_round_are_unpacked_and_an_inner_loop_has_a_list_a_round() -> None:
    text = """\
seed: 1
input: [8]
layers:
  - repeat:
      times: 3
      layers:
        - Dense: {units: 8, activation: relu, name: block}
        - Dropout: {rate: 0.1}
        - repeat: {times: 2, layers: [{Dense: {units: 8, name: deep}}, BatchNormalization]}
"""
    assert (
        written(text)
        == """\
import keras

layers = [keras.Input(shape=(8,))]
seeds = [
    (475587315, 278461271, [2060000425, 514587233]),
    (901233357, 2119575035, [250706079, 674194870]),
    (533264319, 1265750757, [1724417067, 1135108202]),
]
for i, (kernel_seed, dropout_seed, inner_seeds) in enumerate(seeds):
    layers += [
        keras.layers.Dense(
            8,
            activation="relu",
            kernel_initializer=keras.initializers.HeNormal(seed=kernel_seed),
            name=f"block_{i}",
        ),
        keras.layers.Dropout(0.1, seed=dropout_seed),
    ]
    for j, seed in enumerate(inner_seeds):
        layers += [
            keras.layers.Dense(
                8,
                kernel_initializer=keras.initializers.GlorotUniform(seed=seed),
                name=f"deep_{i}_{j}",
            ),
            keras.layers.BatchNormalization(),
        ]
model = keras.Sequential(layers)
"""
    )


@pytest.mark.parametrize("seed", [3, None], ids=["seeded", "unseeded"])
@pytest.mark.parametrize("layers", REPEATS.values(), ids=REPEATS)
def test_more_rounds_write_no_more_layers(layers: str, seed: int | None) -> None:
    if layers != REPEATS["names that Keras would not count on its own"]:
        text = repeats.network(layers, seed)
        longer = re.sub(r"times: [3-9]", "times: 11", text)
        assert written(text).count("keras.layers.") == written(longer).count("keras.layers.")


def test_few_short_rounds_are_written_one_by_one() -> None:
    text = "seed: 1\ninput: [8]\nlayers:\n  - repeat: {times: 2, layers: [{Dense: {units: 8}}]}\n"
    found = written(text)
    assert "for " not in found
    assert found.count("keras.layers.Dense(") == 2


def test_rounds_that_differ_in_more_than_numbers_are_written_one_by_one() -> None:
    found = written(repeats.network(REPEATS["names that Keras would not count on its own"], None))
    assert 'keras.layers.Dense(8, name="dense_5")' in found
    assert 'for j in range(3):\n    layers += [keras.layers.Dropout(0.1, name=f"off_1_{j}")]' in found


def test_a_name_is_written_where_keras_would_find_another() -> None:
    text = """\
input: [4, 8]
layers:
  - TimeDistributed: {layer: {Dense: {units: 8}}}
  - Flatten
  - Dense: {units: 8}
  - Sequential: {layers: [{Dense: {units: 8}}]}
"""
    found = written(text)
    assert "keras.layers.TimeDistributed(keras.layers.Dense(8))" in found
    # `dense` is taken by the wrapped layer, and again inside the nested model.
    assert found.count('keras.layers.Dense(8, name="dense")') == 2
    assert 'name="sequential"' in found
    assert "keras.Input(shape=(4, 8))" in found
    assert 'keras.Input(shape=(8,), name="input_layer_1")' in written(
        "input: [8]\nlayers:\n  - Dense: {units: 1, name: input_layer}\n"
    )


def test_weights_that_are_drawn_again_share_a_loop() -> None:
    layer = "  - SpectralNormalization: {layer: {Dense: {units: 8, kernel_initializer: zeros}}}\n"
    one = f"seed: 1\ninput: [8]\nlayers:\n{layer}"
    assert "\nweight = model.layers[0].vector_u\ninitializer = keras.initializers.TruncatedNormal(" in written(one)
    both = written(one + "  - Sequential: {layers: [{Dense: {units: 8, lora_rank: 2}}]}\n")
    assert "\nfor weight, initializer in [\n    (\n        model.layers[0].vector_u,\n" in both
    assert "model.layers[1].layers[0].lora_kernel_a,\n        keras.initializers.HeUniform(seed=" in both
    assert both.count("weight.assign(") == 1


def test_where_what_is_drawn_again_stands_is_python() -> None:
    layer = "{SpectralNormalization: {layer: {Dense: {units: 8}}}}"
    listed = f"{{Sequential: {{layers: [{{repeat: {{times: 2, layers: [{{Dense: {{units: 8}}}}]}}}}, {layer}]}}}}"
    found = written(f"seed: 1\ninput: [4, 8]\nlayers:\n  - TimeDistributed: {{layer: {listed}}}\n")
    assert "\nweight = model.layers[0].layer.layers[2].vector_u\n" in found


def test_a_generator_that_a_copy_loses_starts_from_its_seed() -> None:
    layer = "  - Bidirectional: {layer: {SimpleRNN: {units: 2, dropout: 0.5}}}\n"
    found = written(f"seed: 1\ninput: [4, 8]\nlayers:\n{layer}")
    for direction in ("forward_layer", "backward_layer"):
        assert f"\nmodel.layers[0].{direction}.cell.seed_generator.state.assign([" in found


def test_runtime_settings_stand_before_and_around_the_model() -> None:
    text = """\
input: [8]
layers:
  - Dense: {units: 1}
compile: {optimizer: sgd, loss: mse}
runtime: {precision: mixed_float16, device: cpu, deterministic: true, memory_growth: true, jit_compile: false}
"""
    assert (
        written(text)
        == """\
import keras
import tensorflow as tf

for gpu in tf.config.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(gpu, True)
tf.config.experimental.enable_op_determinism()
keras.config.set_dtype_policy("mixed_float16")

with keras.device("cpu"):
    model = keras.Sequential([keras.Input(shape=(8,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse", jit_compile=False)
"""
    )


def test_a_deep_network_raises_the_recursion_limit() -> None:
    text = "input: [8]\nlayers:\n  - repeat: {times: 950, layers: [{Dense: {units: 8}}]}\n"
    found = written(text)
    assert found.startswith("import sys\n\nimport keras\n\n")
    assert "sys.setrecursionlimit(24000)" in found
    assert "sys" not in written(text.replace("950", "890"))


DISTRIBUTED = """\
input: [8]
layers:
  - Dense: {units: 8}
runtime:
  backend: jax
  distribution: {ModelParallel: {mesh: {model: 4}, layout: {.*/kernel: [null, model], .*/bias: [model]}}}
"""


def test_a_mesh_and_a_layout_of_one_axis_are_tuples_of_one() -> None:
    found = written(DISTRIBUTED)
    assert '\nmesh = keras.distribution.DeviceMesh((4,), ["model"], keras.distribution.list_devices())\n' in found
    assert '\nlayout[".*/kernel"] = (None, "model")\nlayout[".*/bias"] = ("model",)\n' in found


def programs() -> dict[str, str]:
    found = {path.stem: written(path.read_text(encoding="utf-8")) for path in CONFIGS}
    found["distributed"] = written(DISTRIBUTED)
    for name in templates():
        found[f"template_{name}"] = written(template(name))
        found[f"unseeded_{name}"] = written(template(name).replace("seed: 42", ""))
    cls: Any
    for cls in every("layer"):
        options = {"input": {"shape": list(cls.example_input)}, "layers": [{cls.__name__: cls.example}]}
        for seed in (None, 3):
            network = Network.model_validate({**options, "seed": seed})
            found[f"{cls.__name__}_{seed}"] = program(plan(resolve(of_network(network))))
    for name, layers in REPEATS.items():
        for seed in (None, 3):
            found[f"{name.replace(' ', '_')}_{seed}"] = written(repeats.network(layers, seed))
    return found


def test_a_formatter_and_a_linter_find_nothing_to_change(tmp_path: Path) -> None:
    for name, text in programs().items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "ruff.toml").write_text(
        'line-length = 88\nlint.select = ["E", "F", "I", "UP", "B"]\n', encoding="utf-8"
    )
    for command in (["format", "--check", "--diff"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_config_becomes_a_program(path: Path) -> None:
    compile(written(path.read_text(encoding="utf-8")), path.name, "exec")
