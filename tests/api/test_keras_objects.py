"""Objects of Keras that are handed to our classes are taken for what they are."""

import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras


def test_pieces_of_layers() -> None:
    import keras

    assert nb.Dense(units=4, kernel_initializer=keras.initializers.HeNormal()) == nb.Dense(
        units=4, kernel_initializer="HeNormal"
    )
    dense = nb.Dense(
        units=4,
        activation=keras.activations.relu,
        kernel_initializer=keras.initializers.RandomNormal(stddev=0.1, seed=3),
        kernel_regularizer=keras.regularizers.L2(0.02),
        kernel_constraint=keras.constraints.MaxNorm(3),
    )
    assert nb.Network(input=[8], layers=[dense]).to_yaml() == (
        "input: [8]\nlayers:\n  - Dense:\n      units: 4\n      activation: relu\n"
        "      kernel_initializer: {RandomNormal: {stddev: 0.1, seed: 3}}\n"
        "      kernel_regularizer: {L2: {l2: 0.02}}\n      kernel_constraint: {MaxNorm: {max_value: 3}}\n"
    )
    assert nb.Dense(units=4, activation=keras.layers.LeakyReLU(negative_slope=0.1)).activation.negative_slope == 0.1


def test_training() -> None:
    import keras

    compiled = nb.Compile(
        optimizer=keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9), momentum=0.9),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=[keras.metrics.AUC(num_thresholds=50), "accuracy"],
    )
    text = nb.Network(input=[8], layers=[nb.Dense(units=1)], compile=compiled).to_yaml()
    assert text.partition("compile:\n")[2] == (
        "  optimizer:\n"
        "    SGD:\n"
        "      learning_rate:\n"
        "        ExponentialDecay: {initial_learning_rate: 0.1, decay_steps: 100, decay_rate: 0.9}\n"
        "      momentum: 0.9\n"
        "  loss: {BinaryCrossentropy: {from_logits: true}}\n"
        "  metrics: [{AUC: {num_thresholds: 50}}, accuracy]\n"
    )
    assert nb.Compile(optimizer=keras.optimizers.Adam(1e-2), loss=keras.losses.mean_squared_error).optimizer == (
        nb.optimizers.Adam(learning_rate=0.01)
    )


def test_layers_and_overrides() -> None:
    import keras

    layers = [
        keras.layers.Dense(4, activation="relu"),
        keras.layers.Dense(3),
        nb.Bidirectional(layer=keras.layers.LSTM(3)),
    ]
    text = nb.Network(input=[5, 8], layers=layers).to_yaml()
    assert "- Dense: {units: 4, activation: relu, kernel_initializer: GlorotUniform}\n" in text
    assert "dense_" not in text
    changed = nb.load(text).replace({"layers.0.Dense.kernel_initializer": keras.initializers.HeNormal()})
    assert "kernel_initializer: HeNormal" in changed.to_yaml()
    report = nb.check(text, overrides={"layers.0.Dense.activation": keras.activations.tanh})
    assert all("relu" not in diagnostic.message for diagnostic in report)


def test_what_is_of_another_kind_or_of_nobody_is_refused() -> None:
    import keras

    class Mine(keras.layers.Layer):
        pass

    with pytest.raises(nb.ConfigError, match="no initializer is called `L2`"):
        nb.Dense(units=4, kernel_initializer=keras.regularizers.L2(0.1))
    with pytest.raises(nb.ConfigError, match="takes a layer, got Mine"):
        nb.Network(input=[8], layers=[Mine()])
    with pytest.raises(nb.ConfigError, match="takes an activation"):
        nb.Dense(units=4, activation=lambda x: x)
