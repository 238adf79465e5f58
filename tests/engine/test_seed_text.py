"""The networks that the project was asked for, each equal to the Keras program that one would write by hand."""

from typing import Any

import pytest

import netbuilder as nb
from tests.engine.saved import CONFIGS, plain

pytestmark = pytest.mark.keras

HEAD = "input: [100]\nlayers:\n"


def by_hand(*layers: Any, **compile_options: Any) -> Any:
    import keras

    model = keras.Sequential([keras.Input(shape=(100,)), *layers])
    if compile_options:
        model.compile(**compile_options)
    return model


def same(ours: Any, theirs: Any) -> None:
    assert plain(ours.get_config()) == plain(theirs.get_config())
    assert ours.compiled == theirs.compiled
    if ours.compiled:
        assert plain(ours.get_compile_config()) == plain(theirs.get_compile_config())


def test_two_dense_layers() -> None:
    import keras

    layers = "  - Dense: {units: 64, activation: relu}\n  - Dense: {units: 10, activation: softmax}\n"
    compiled = "compile: {optimizer: adam, loss: categorical_crossentropy, metrics: [accuracy]}\n"
    options = {"optimizer": "adam", "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    dense = keras.layers.Dense
    same(
        nb.build(f"initializers: keras\n{HEAD}{layers}{compiled}"),
        by_hand(dense(64, activation="relu"), dense(10, activation="softmax"), **options),
    )
    same(
        nb.build(HEAD + layers + compiled),
        by_hand(
            dense(64, activation="relu", kernel_initializer="he_normal"), dense(10, activation="softmax"), **options
        ),
    )
    same(
        nb.build(CONFIGS / "seed_text.yaml"),
        by_hand(
            dense(64, activation="relu", kernel_initializer="he_normal"), dense(10, activation="softmax"), **options
        ),
    )


def test_he_normal_as_written() -> None:
    import keras

    text = f"{HEAD}  - Dense: {{units: 64, activation: relu, kernel_initializer: HeNormal}}\n"
    ours = nb.build(f"initializers: keras\n{text}  - Dense: {{units: 10, activation: softmax}}\n")
    dense = keras.layers.Dense
    he = keras.initializers.HeNormal()
    same(ours, by_hand(dense(64, activation="relu", kernel_initializer=he), dense(10, activation="softmax")))


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "softmax", "tanh"])
@pytest.mark.parametrize(
    "initializer",
    ["RandomNormal", "RandomUniform", "Zeros", "HeNormal", "HeUniform", "GlorotNormal", "GlorotUniform"],
)
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
def test_every_pair(activation: str, initializer: str) -> None:
    import keras

    rules = "rules: {NB201: off, NB202: off, NB203: off, NB205: off}\n"
    text = f"{rules}{HEAD}  - Dense: {{units: 8, activation: {activation}, kernel_initializer: {initializer}}}\n"
    layer = keras.layers.Dense(8, activation=activation, kernel_initializer=getattr(keras.initializers, initializer)())
    same(nb.build(text), by_hand(layer))


@pytest.mark.since("3.10")  # before, an activation with options is a layer of its own
def test_objects_with_options() -> None:
    import keras

    text = f"""{HEAD}
  - Dense: {{units: 8, activation: {{leaky_relu: {{negative_slope: 0.1}}}}, kernel_regularizer: l2}}
  - Dense:
      units: 4
      kernel_initializer: {{RandomNormal: {{stddev: 0.1}}}}
      kernel_constraint: {{MaxNorm: {{max_value: 3}}}}
  - BatchNormalization
  - LeakyReLU: {{negative_slope: 0.2}}
  - Dense: {{units: 3, activation: softmax}}
compile:
  optimizer:
    SGD:
      learning_rate: {{ExponentialDecay: {{initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.9}}}}
  loss: {{CategoricalCrossentropy: {{label_smoothing: 0.1}}}}
  metrics: [accuracy, {{TopKCategoricalAccuracy: {{k: 2}}}}]
  weighted_metrics: [mse]
  loss_weights: [2.0]
"""
    layers, decay = keras.layers, keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    theirs = by_hand(
        layers.Dense(
            8,
            activation=layers.LeakyReLU(negative_slope=0.1),
            kernel_regularizer="l2",
            kernel_initializer="he_normal",
        ),
        layers.Dense(
            4,
            kernel_initializer=keras.initializers.RandomNormal(stddev=0.1),
            kernel_constraint=keras.constraints.MaxNorm(3),
        ),
        layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(3, activation="softmax"),
        optimizer=keras.optimizers.SGD(decay),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=2)],
        weighted_metrics=["mse"],
        loss_weights=[2.0],
    )
    same(nb.build(text), theirs)


def test_names_are_keras_own() -> None:
    import keras

    text = f"{HEAD}  - Dense: {{units: 4}}\n  - ReLU\n  - Dense: {{units: 4}}\n  - PReLU\n"
    ours = nb.build(f"{text}rules: {{NB402: off}}")
    layers = keras.layers
    keras.utils.clear_session()
    theirs = by_hand(layers.Dense(4), layers.ReLU(), layers.Dense(4), layers.PReLU())
    assert [layer.name for layer in ours.layers] == [layer.name for layer in theirs.layers]
    assert ours.inputs[0].name == theirs.inputs[0].name


def test_without_compile_the_model_is_not_compiled() -> None:
    model = nb.build(f"{HEAD}  - Dense: {{units: 4}}\n")
    assert not model.compiled


def test_two_models_fit_into_a_third() -> None:
    import keras

    parts = [nb.build(f"{HEAD}  - Dense: {{units: 100}}\n") for _ in range(2)]
    assert keras.Sequential([keras.Input((100,)), *parts]).output_shape == (None, 100)
