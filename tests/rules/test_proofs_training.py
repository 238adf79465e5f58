"""What NB7xx say about learning, shown with Keras itself."""

from typing import Any

import pytest

from tests.rules.learning import Result, digits, learn, moved, network

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def small(hidden: int = 1) -> Any:
    from keras.layers import Dense

    return network(*(Dense(64, activation="relu") for _ in range(hidden)), Dense(10, activation="softmax"))


def trained(name: str, rate: Any, **options: Any) -> Result:
    import keras

    return learn(small(), getattr(keras.optimizers, name)(rate, **options))


def test_nb701_a_negative_rate_climbs() -> None:
    import keras

    result = learn(small(), keras.optimizers.SGD(-0.01), steps=90)
    assert result.loss > 2 * result.start


def test_nb701_large_rates_jump_or_stand_still() -> None:
    import keras
    from keras.layers import Dense

    reached = {rate: learn(small(2), keras.optimizers.Adam(rate)).accuracy for rate in (0.01, 0.1, 0.5)}
    # How much is lost hangs on the draw: of twenty, 0.99 to 1.00 against 0.43 to 0.87.
    assert reached[0.01] > 0.96 > 0.93 > reached[0.1]
    assert reached[0.5] < 0.3
    assert learn(small(2), keras.optimizers.SGD(5.0)).accuracy < 0.3
    assert learn(small(2), keras.optimizers.SGD(0.1, momentum=0.9)).accuracy > 0.95
    assert learn(small(2), keras.optimizers.SGD(0.3, momentum=0.9)).accuracy < 0.5
    convex = network(Dense(10, activation="softmax"))
    assert learn(convex, keras.optimizers.Adam(0.5)).accuracy > 0.95, "without a hidden layer nothing is lost"


def test_nb701_a_large_epsilon_bears_a_large_rate() -> None:
    import keras

    reached = {
        epsilon: learn(small(2), keras.optimizers.Adam(0.5, epsilon=epsilon)).accuracy for epsilon in (1.0, 1e-7)
    }
    assert reached[1.0] > 0.97 > 0.3 > reached[1e-7]


def test_nb701_a_mean_over_many_outputs_bears_a_large_rate() -> None:
    import keras
    import numpy as np
    from keras.layers import Dense
    from sklearn.datasets import load_digits

    pixels = np.kron(load_digits().data.reshape(-1, 8, 8) / 16, np.ones((1, 3, 3))).reshape(-1, 576).astype("float32")

    def last_loss(rate: float, loss: str, activation: str | None) -> float:
        hidden = [Dense(units, activation="selu", kernel_initializer="lecun_normal") for units in (64, 30, 64)]
        model = network(*hidden, Dense(576, activation=activation), shape=(576,))
        model.compile(keras.optimizers.SGD(rate), loss)
        return float(model.fit(pixels, pixels, batch_size=64, epochs=10, verbose=0).history["loss"][-1])

    assert last_loss(2.0, "binary_crossentropy", "sigmoid") < 0.35
    assert last_loss(0.1, "binary_crossentropy", "sigmoid") > 0.4
    assert np.isnan(last_loss(5.0, "mse", None)), "numbers without bounds do not"


def test_nb701_tiny_rates_change_next_to_nothing() -> None:
    import keras

    for rule, most in ((keras.optimizers.Adam(1e-6), 1e-3), (keras.optimizers.SGD(1e-6), 1e-4)):
        model = small()
        before = model.get_weights()
        result = learn(model, rule)
        assert moved(before, model) < most
        assert result.start - result.loss < 0.05


def test_nb702_the_default_of_adadelta_stands_still() -> None:
    assert learn(small(), "adadelta").accuracy < 0.4
    assert trained("Adadelta", 1.0).accuracy > 0.95


def test_nb703_a_decay_of_one_does_not_decay() -> None:
    import math

    import keras

    assert trained("Adam", 0.001).accuracy > 0.9
    assert math.isnan(learn(small(), keras.optimizers.Adam(beta_1=1.0), steps=140).loss)
    assert trained("Adam", 0.001, beta_1=1.5).accuracy < 0.8


def test_nb704_a_decay_of_ten_steps_is_over_before_anything_is_learned() -> None:
    from keras.optimizers.schedules import ExponentialDecay

    short, long = (trained("SGD", ExponentialDecay(0.1, steps, 0.5)).accuracy for steps in (10, 10_000))
    assert short < long - 0.1


def test_nb705_a_frozen_model_is_trained_and_stays_what_it_was() -> None:
    import numpy as np
    from keras.layers import Dense

    model = network(Dense(10, activation="softmax", trainable=False))
    before = model.get_weights()
    model.compile("adam", "sparse_categorical_crossentropy")
    with pytest.warns(UserWarning, match="trainable"):
        model.fit(np.ones((8, 64), "float32"), np.zeros(8), epochs=2, verbose=0)
    assert moved(before, model) == 0


def test_nb314_a_sigmoid_for_each_of_ten_classes_learns_far_more_slowly() -> None:
    import keras
    import numpy as np
    from keras.layers import Dense

    x, y = digits()
    one_hot = np.eye(10, dtype="float32")[y]

    def reached(activation: str, loss: str) -> float:
        model = network(Dense(32, activation="relu"), Dense(10, activation=activation))
        return learn(model, keras.optimizers.SGD(0.01), x=x, y=one_hot, loss=loss).accuracy

    assert reached("sigmoid", "binary_crossentropy") < 0.5
    assert reached("softmax", "categorical_crossentropy") > 0.7


def test_nb312_mape_with_zeros_among_the_targets_predicts_0_for_all() -> None:
    import keras
    import numpy as np
    from keras.layers import Dense

    x = np.random.default_rng(0).normal(size=(1024, 4)).astype("float32")
    y = np.maximum(200 + 150 * x[:, 0], 0).astype("float32")
    assert 0.02 < (y == 0).mean() < 0.2

    def predicted(loss: str) -> float:
        model = network(Dense(32, activation="relu"), Dense(1), shape=(4,))
        learn(model, keras.optimizers.Adam(0.01), x=x, y=y, loss=loss, steps=600)
        return float(np.abs(model(x)).mean())

    assert predicted("mean_absolute_error") > 150
    assert predicted("mean_absolute_percentage_error") < 20
