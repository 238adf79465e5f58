"""What NB4xx, NB5xx and NB6xx say about learning, shown with Keras itself."""

from statistics import mean
from typing import Any

import pytest

from tests.rules.learning import digits, learn, network, powers, stack

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def sgd(rate: float = 0.01, momentum: float = 0.0) -> Any:
    import keras

    return keras.optimizers.SGD(rate, momentum=momentum)


def noise(*shape: int) -> Any:
    import numpy as np

    return np.random.default_rng(0).normal(size=shape).astype("float32")


def test_nb401_two_linear_layers_are_one_and_find_no_circle() -> None:
    import keras
    import numpy as np
    from keras.layers import Dense

    first, second = Dense(16, use_bias=False), Dense(4, use_bias=False)
    x = noise(32, 8)
    assert np.allclose(second(first(x)), x @ (np.asarray(first.kernel) @ np.asarray(second.kernel)), atol=1e-4)
    points = noise(1000, 2)
    inside = (np.hypot(*points.T) < 1.18).astype("float32")
    reached = {}
    for activation in (None, "relu"):
        model = network(
            Dense(16, activation=activation),
            Dense(16, activation=activation),
            Dense(1, activation="sigmoid"),
            shape=(2,),
        )
        reached[activation] = learn(
            model, keras.optimizers.Adam(0.01), x=points, y=inside, loss="binary_crossentropy"
        ).accuracy
    assert reached[None] < 0.65
    assert reached["relu"] > 0.93


def test_nb402_softmax_behind_relu_has_lost_the_negative_half() -> None:
    import numpy as np
    from keras.layers import Dense, ReLU, Softmax

    x = noise(16, 4)
    assert (np.asarray(ReLU()(ReLU()(x))) == np.asarray(ReLU()(x))).all()
    cut, whole = (
        mean(
            learn(network(Dense(32, activation="relu"), Dense(10, activation=last), Softmax()), sgd()).accuracy
            for _ in range(6)
        )
        for last in ("relu", None)
    )
    assert cut < whole - 0.05


def test_nb403_softmax_in_between_takes_the_power_of_the_signal() -> None:
    import numpy as np
    from keras.layers import Softmax

    assert 1 / float((np.asarray(Softmax()(noise(4096, 64))) ** 2).mean()) == pytest.approx(1640, rel=0.1)
    assert learn(stack(2, 64, "softmax"), sgd(0.01, 0.9)).accuracy < 0.15
    assert learn(stack(2, 64, "relu"), sgd(0.01, 0.9)).accuracy > 0.97


def test_nb404_sigmoid_layers_stop_sgd_first_momentum_next_and_adam_last() -> None:
    reached = {depth: learn(stack(depth, 64, "sigmoid"), sgd()).accuracy for depth in (1, 2, 3)}
    assert reached[1] > 0.6
    assert reached[2] < 0.6
    assert reached[3] < 0.35
    assert learn(stack(2, 64, "sigmoid"), sgd(0.01, 0.9)).accuracy > 0.7
    assert learn(stack(3, 64, "sigmoid"), sgd(0.01, 0.9)).accuracy < 0.6
    assert learn(stack(3, 64, "sigmoid"), "adam").accuracy > 0.85


def test_nb404_tanh_layers_train_also_in_numbers() -> None:
    """Which is why five of them are information and no warning."""
    assert learn(stack(5, 64, "tanh"), sgd()).accuracy > 0.85
    assert learn(stack(10, 64, "tanh"), sgd(0.01, 0.9)).accuracy > 0.97


def test_nb405_an_unbounded_state_grows_where_tanh_holds_it() -> None:
    import keras
    import numpy as np
    from keras.initializers import Orthogonal
    from keras.layers import GRU, LSTM, ConvLSTM2D, SimpleRNN

    signal = noise(64, 100, 4)

    def largest(kind: Any, activation: str, gain: float, steps: int = 100, **options: Any) -> float:
        keras.utils.set_random_seed(0)
        start = {"recurrent_initializer": Orthogonal(gain), **options}
        return float(np.abs(np.asarray(kind(32, activation=activation, **start)(signal[:, :steps]))).max())

    assert largest(SimpleRNN, "relu", 2.0) > 1e9
    assert largest(LSTM, "relu", 3.0) > 1e4
    # Over so few steps it stays small, and in a GRU over all of them: there the rule only notes it.
    assert largest(LSTM, "relu", 3.0, steps=30) < 10
    assert largest(GRU, "relu", 3.0) < 10
    assert largest(SimpleRNN, "tanh", 2.0) <= 1
    assert largest(LSTM, "tanh", 3.0) <= 1
    assert largest(SimpleRNN, "relu", 1.0, recurrent_initializer="identity") < 100
    assert np.isnan(largest(SimpleRNN, "exponential", 1.0))
    assert largest(LSTM, "softmax", 1.0) < 0.1
    # An Identity recurrent kernel, which makes relu fine, makes neither of these fine.
    assert np.isnan(largest(SimpleRNN, "exponential", 1.0, recurrent_initializer="identity"))

    def memory(activation: str) -> float:
        """What is left in the state of another first step, nine steps later."""
        keras.utils.set_random_seed(0)
        layer = SimpleRNN(32, activation=activation, recurrent_initializer="identity")
        other = np.concatenate([signal[:, :1] + 1, signal[:, 1:10]], axis=1)
        return float(np.abs(np.asarray(layer(signal[:, :10])) - np.asarray(layer(other))).max())

    frames = noise(2, 10, 16, 16, 1)
    film = ConvLSTM2D(16, 3, padding="same", activation="relu", recurrent_initializer=Orthogonal(3.0, seed=0))
    assert float(np.abs(np.asarray(film(frames))).max()) < 20

    assert memory("softmax") < 1e-6
    assert memory("relu") > 0.1


def test_nb406_two_relu_units_rarely_learn_xor() -> None:
    """Forty networks at once: one group of units each, joined to nothing else."""
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
    y = np.array([0, 1, 1, 0], "float32")

    def solved(units: int, activation: str, networks: int = 40) -> float:
        keras.utils.set_random_seed(0)
        first = np.stack([np.asarray(keras.initializers.GlorotUniform(seed=at)((2, units))) for at in range(networks)])
        last = np.stack(
            [np.asarray(keras.initializers.GlorotUniform(seed=99 + at)((units, 1))) for at in range(networks)]
        )
        weights = [
            keras.Variable(value.astype("float32"))
            for value in (first, np.zeros((networks, 1, units)), last, np.zeros((networks, 1, 1)))
        ]
        function, rule = keras.activations.get(activation), keras.optimizers.Adam(0.02)
        rule.build(weights)

        def logits() -> Any:
            one, bias, two, offset = weights
            return tf.matmul(function(tf.matmul(x[None], one) + bias), two) + offset

        @tf.function
        def run() -> None:
            for _ in tf.range(1500):
                with tf.GradientTape() as tape:
                    wanted = tf.broadcast_to(y[None, :, None], (networks, 4, 1))
                    missed = tf.reduce_sum(keras.ops.binary_crossentropy(wanted, logits(), from_logits=True)) / 4
                rule.apply(tape.gradient(missed, [weight.value for weight in weights]))

        run()
        return float(((logits().numpy()[:, :, 0] > 0) == (y > 0)).all(1).mean())

    learned = {(units, name): solved(units, name) for units, name in ((2, "relu"), (8, "relu"), (2, "elu"))}
    assert learned[2, "relu"] < 0.5
    assert learned[8, "relu"] > 0.75
    assert learned[2, "elu"] > 0.7


def test_nb407_no_scale_keeps_the_signal() -> None:
    import math

    x, _ = digits()
    for initializer in ("glorot_uniform", "he_normal"):
        assert not math.isfinite(powers(stack(4, 64, "exponential", initializer), x[:256])[3])
        assert powers(stack(8, 64, "log_softmax", initializer), x[:256])[7] > 1e6
    for activation in ("tanh_shrink", "soft_shrink"):
        signal = powers(stack(10, 64, activation), x[:256])
        assert signal[4] < 1e-2
        assert signal[9] < 1e-12
    assert powers(stack(8, 64, "hard_shrink", "he_normal"), x[:256])[7] > 50


def test_nb501_the_bias_before_normalization_stays_at_zero() -> None:
    import numpy as np
    from keras.layers import BatchNormalization, Dense, ReLU

    model = network(Dense(32), BatchNormalization(), ReLU(), Dense(10, activation="softmax"))
    learn(model, sgd(0.1), steps=140)
    assert float(np.abs(np.asarray(model.layers[0].bias)).max()) < 1e-6
    assert float(np.abs(np.asarray(model.layers[1].beta)).max()) > 0.05


def test_nb502_the_variance_learnt_with_dropout_is_not_that_in_use() -> None:
    import numpy as np
    from keras.layers import BatchNormalization, Dense, Dropout

    x, _ = digits()
    ratio = {}
    for dropped_first in (True, False):
        dropout, norm = Dropout(0.5, seed=1), BatchNormalization()
        middle = [dropout, norm] if dropped_first else [norm, dropout]
        model = network(Dense(64, activation="relu"), *middle, Dense(10, activation="softmax"))
        learn(model, "adam")
        used = np.asarray(model.layers[0](x)).var(0)
        ratio[dropped_first] = float(np.asarray(norm.moving_variance).sum() / used.sum())
    assert ratio[True] == pytest.approx(2.3, abs=0.3)
    assert ratio[False] == pytest.approx(1.0, abs=0.05)


def test_nb502_little_dropout_costs_next_to_nothing_and_much_in_many_layers_a_lot() -> None:
    import numpy as np
    from keras.layers import BatchNormalization, Dense, Dropout

    x, y = digits()

    def unseen(rate: float, depth: int, dropped_first: bool) -> float:
        layers: list[Any] = []
        for seed in range(depth):
            pair = [Dropout(rate, seed=seed), BatchNormalization()]
            layers += [Dense(128, activation="relu"), *(pair if dropped_first else pair[::-1])]
        model = network(*layers, Dense(10, activation="softmax"))
        learn(model, "adam", x=x[:1200], y=y[:1200], steps=600)
        return float((np.asarray(model(x[1200:])).argmax(1) == y[1200:]).mean())

    assert abs(unseen(0.3, 2, True) - unseen(0.3, 2, False)) < 0.03
    assert unseen(0.5, 8, True) < unseen(0.5, 8, False) - 0.1


def test_nb503_dropped_predictions_cannot_be_learned() -> None:
    from keras.layers import Dense, Dropout

    def reached(*last: Any) -> float:
        return learn(network(Dense(32, activation="relu"), *last), "adam").accuracy

    behind = mean(reached(Dense(10, activation="softmax"), Dropout(0.5, seed=seed)) for seed in range(3))
    before = mean(reached(Dropout(0.5, seed=seed), Dense(10, activation="softmax")) for seed in range(3))
    assert behind < before - 0.05


def test_nb504_eight_of_ten_values_dropped_is_too_many_for_narrow_layers() -> None:
    import numpy as np
    from keras.layers import Dense, Dropout, GaussianDropout

    for rate, spread in ((0.5, 1.0), (0.8, 2.0)):
        values = np.asarray(GaussianDropout(rate, seed=1)(np.ones((1000, 100), "float32"), training=True))
        assert float(values.std()) == pytest.approx(spread, rel=0.02)

    def reached(width: int, rate: float) -> float:
        layers = [[Dense(width, activation="relu"), Dropout(rate, seed=seed)] for seed in (1, 2)]
        return learn(network(*layers[0], *layers[1], Dense(10, activation="softmax")), "adam").accuracy

    assert reached(32, 0.5) > 0.8
    assert reached(32, 0.8) < 0.6
    assert reached(512, 0.7) > 0.97
    assert reached(1024, 0.8) > 0.97


def test_nb505_the_wrong_axis_leaves_channels_as_different_as_they_were() -> None:
    import numpy as np
    from keras.layers import BatchNormalization

    maps = noise(64, 8, 8, 2) * np.array([1, 100], "float32")
    rows, channels = (np.asarray(BatchNormalization(axis=axis)(maps, training=True)).var((0, 1, 2)) for axis in (1, -1))
    assert rows[1] / rows[0] > 1000
    assert channels[1] / channels[0] == pytest.approx(1, abs=0.01)


def test_nb506_normalized_predictions_depend_on_the_batch_and_do_not_sum_to_one() -> None:
    import numpy as np
    from keras.layers import BatchNormalization, Dense

    x, _ = digits()
    model = network(Dense(10, activation="softmax"), BatchNormalization())
    learn(model, "adam", steps=140)
    alone, among = (np.asarray(model(x[: 8 + more], training=True))[:8] for more in (0, 50))
    assert np.abs(alone - among).max() > 0.1
    given = np.asarray(model(x))
    assert given.min() < 0
    assert np.abs(given.sum(1) - 1).max() > 0.1


def test_nb507_a_strong_penalty_pulls_the_weights_to_zero() -> None:
    import keras

    def reached(penalty: Any) -> float:
        return learn(stack(2, 64, "relu", kernel_regularizer=penalty), "adam").accuracy

    assert reached(keras.regularizers.L2(1e-4)) > 0.97
    assert reached(keras.regularizers.L2(1.0)) < 0.8
    assert reached(keras.regularizers.L1(0.1)) < 0.2


@pytest.mark.filterwarnings("ignore:.*mask.*:UserWarning")
def test_nb603_padding_is_read_as_data_where_the_mask_is_dropped() -> None:
    import numpy as np
    from keras.layers import LSTM, Embedding, Flatten, GlobalAveragePooling1D

    words = np.array([[3, 5, 0, 0, 0, 0]])

    def change(layer: Any) -> float:
        """Of the output, by another vector for the padding."""
        model = network(Embedding(10, 4, mask_zero=True), layer, shape=(6,))
        before = np.asarray(model(words))
        vectors = model.layers[0].get_weights()[0]
        vectors[0] += 5
        model.layers[0].set_weights([vectors])
        return float(np.abs(np.asarray(model(words)) - before).max())

    assert change(Flatten()) == pytest.approx(5)
    assert change(GlobalAveragePooling1D()) == 0
    assert change(LSTM(4)) == 0


def test_nb605_eight_of_nine_weights_see_only_padding() -> None:
    import numpy as np
    import tensorflow as tf
    from keras.layers import Conv2D

    layer = Conv2D(16, 3, padding="same", use_bias=False)
    with tf.GradientTape() as tape:
        missed = tf.reduce_sum(layer(noise(8, 1, 1, 8)) ** 2)
    used = np.abs(np.asarray(tape.gradient(missed, layer.trainable_variables)[0])).sum((2, 3)) > 0
    assert used.tolist() == [[False] * 3, [False, True, False], [False] * 3]


def test_nb601_ten_classes_do_not_pass_through_one_number() -> None:
    import keras

    reached = {
        units: learn(stack(1, units, "tanh"), keras.optimizers.Adam(0.01), steps=560).accuracy for units in (1, 2, 16)
    }
    assert reached[1] < 0.4
    assert reached[2] < 0.7
    assert reached[16] > 0.97


def test_nb604_fifty_plain_layers_stall_with_the_right_initializer() -> None:
    assert learn(stack(50, 64, "relu", "he_normal"), sgd(0.003, 0.9)).accuracy < 0.75
    assert learn(stack(8, 64, "relu", "he_normal"), sgd(0.003, 0.9)).accuracy > 0.95
