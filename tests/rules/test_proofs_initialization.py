"""What NB2xx say about learning, shown with Keras itself. The numbers are those that the rules' pages quote."""

from typing import Any

import pytest

from tests.rules.learning import digits, distinct, learn, network, powers, stack

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def sgd(rate: float, momentum: float = 0.9) -> Any:
    import keras

    return keras.optimizers.SGD(rate, momentum=momentum)


def normal(stddev: float) -> Any:
    import keras

    return lambda: keras.initializers.RandomNormal(stddev=stddev)


def noise(*shape: int) -> Any:
    import numpy as np

    return np.random.default_rng(0).normal(size=shape).astype("float32")


def test_nb201_glorot_before_relu_is_harmless_at_8_layers() -> None:
    for initializer in ("he_normal", "glorot_uniform"):
        assert learn(stack(8, 64, "relu", initializer), sgd(0.01)).accuracy > 0.94


def test_nb201_without_momentum_glorot_falls_behind_from_layer_to_layer() -> None:
    reached = {}
    for depth in (3, 8, 10):
        for initializer in ("he_uniform", "glorot_uniform"):
            model = stack(depth, 64, "relu", initializer)
            reached[depth, initializer] = learn(model, sgd(0.01, 0.0), steps=600).accuracy
    assert min(reached[depth, "he_uniform"] for depth in (3, 8, 10)) > 0.94
    assert reached[3, "glorot_uniform"] > 0.92
    assert 0.65 < reached[8, "glorot_uniform"] < 0.92
    assert reached[10, "glorot_uniform"] < 0.65


def test_nb201_glorot_before_relu_loses_the_signal_at_30_layers_and_he_keeps_it() -> None:
    """Figure 3 of He et al."""
    x, _ = digits()
    reached = {}
    for initializer in ("he_normal", "glorot_uniform"):
        model = stack(30, 128, "relu", initializer)
        signal = powers(model, x[:256])
        reached[initializer] = (signal[29] / signal[0], learn(model, sgd(0.001), steps=560))
    assert 0.01 < reached["he_normal"][0] < 10
    assert reached["he_normal"][1].accuracy > 0.9
    assert reached["glorot_uniform"][0] < 1e-7
    assert reached["glorot_uniform"][1].accuracy < 0.3
    assert reached["glorot_uniform"][1].loss > 2.2


def test_nb202_tanh_with_he_trains_at_20_layers() -> None:
    assert learn(stack(20, 64, "tanh", "he_normal"), sgd(0.01)).accuracy > 0.95


def test_nb203_zeros_before_relu_never_move_and_stop_the_whole_network() -> None:
    import numpy as np

    model = stack(1, 64, "relu", "zeros")
    assert learn(model, "adam").accuracy < 0.15
    assert not np.asarray(model.layers[0].kernel).any()


def test_nb203_constant_kernels_keep_one_distinct_column() -> None:
    import keras

    model = stack(3, 64, "tanh", lambda: keras.initializers.Constant(0.01))
    result = learn(model, "adam")
    assert [distinct(layer) for layer in model.layers[:2]] == [1, 1]
    assert distinct(model.layers[2]) > 60, "the drawn output layer tells the units of the last hidden one apart"
    assert result.accuracy < 0.6


def test_nb203_a_single_constant_layer_is_taken_apart_by_the_next_one() -> None:
    import keras
    from keras.layers import Dense

    constant = Dense(64, activation="relu", kernel_initializer=keras.initializers.Constant(0.01))
    model = network(
        Dense(64, activation="relu"), constant, Dense(64, activation="relu"), Dense(10, activation="softmax")
    )
    assert learn(model, "adam").accuracy > 0.97
    assert distinct(constant) == 64


def test_nb204_lecun_holds_selu_at_its_fixed_point_and_he_does_not() -> None:
    for size in (0.3, 1.0, 2.0):
        x = noise(256, 64) * size
        assert powers(stack(30, 256, "selu", "lecun_normal"), x)[29] == pytest.approx(1.0, abs=0.1)
        assert powers(stack(30, 256, "selu", "he_normal"), x)[29] > 40
    assert learn(stack(10, 64, "selu", "he_normal"), sgd(0.01, 0.0)).accuracy > 0.95, "and still it trains"
    # At 30 layers three draws of four stay at chance, at 40 all of them.
    assert learn(stack(40, 64, "selu", "he_normal"), sgd(0.01, 0.0), steps=600).accuracy < 0.3
    assert learn(stack(40, 64, "selu", "lecun_normal"), sgd(0.01, 0.0), steps=600).accuracy > 0.95


def test_nb204_dropout_moves_the_moments_and_alpha_dropout_keeps_them() -> None:
    import keras
    import numpy as np
    from keras.layers import AlphaDropout, Dense, Dropout

    moments = {}
    for kind in (Dropout, AlphaDropout):
        keras.utils.set_random_seed(0)
        signal = noise(256, 256)
        for seed in range(20):
            signal = Dense(256, activation="selu", kernel_initializer="lecun_normal")(signal)
            signal = kind(0.1, seed=seed)(signal, training=True)
        moments[kind] = float(np.asarray(signal).var())
    assert moments[AlphaDropout] == pytest.approx(1.0, abs=0.1)
    assert moments[Dropout] > 1.4


def test_nb205_a_fixed_normal_start_is_right_at_one_width_and_wrong_at_another() -> None:
    lost = {}
    for width in (64, 800):
        signal = powers(stack(5, width, "relu", normal(0.05)), noise(128, width if width == 64 else 64))
        lost[width] = signal[4] / signal[0]
    assert lost[64] < 1e-3
    assert 0.3 < lost[800] < 3
    assert learn(stack(10, 64, "relu", normal(0.05)), sgd(0.01)).accuracy < 0.15


def test_nb205_a_spread_of_one_starts_far_above_chance() -> None:
    import keras
    from keras.layers import Dense

    x, y = digits()
    for depth, least in ((1, 25), (2, 120)):
        wide = [Dense(64, activation="relu", kernel_initializer=normal(1.0)()) for _ in range(depth)]
        model = network(*wide, Dense(10, activation="softmax", kernel_initializer=normal(1.0)()))
        loss = keras.losses.SparseCategoricalCrossentropy()
        assert float(loss(y, model(x))) > least
        assert float(loss(y, stack(depth, 64, "relu", "he_normal")(x))) < 5


def test_nb205_it_does_so_too_where_the_output_layer_is_left_to_keras() -> None:
    import keras
    from keras.layers import Dense

    x, y = digits()
    wide = [Dense(64, activation="relu", kernel_initializer=normal(1.0)()) for _ in range(2)]
    loss = keras.losses.SparseCategoricalCrossentropy()
    assert float(loss(y, network(*wide, Dense(10, activation="softmax"))(x))) > 20


def test_nb206_keras_counts_the_wrong_fan_for_depthwise_and_transposed_kernels() -> None:
    import keras
    import numpy as np
    from keras.layers import Conv2D, Conv2DTranspose, DepthwiseConv2D

    x = noise(16, 16, 16, 32)

    def gain(layer: Any) -> float:
        keras.utils.set_random_seed(0)
        return float((np.asarray(layer(x)) ** 2).mean() / (x**2).mean())

    assert gain(Conv2D(32, 3, kernel_initializer="he_normal")) == pytest.approx(2, abs=0.2)
    assert gain(DepthwiseConv2D(3, depthwise_initializer="he_normal")) == pytest.approx(2 / 32, abs=0.02)
    few, many = (gain(Conv2DTranspose(filters, 3, kernel_initializer="he_normal")) for filters in (8, 128))
    assert few / many == pytest.approx(16, rel=0.1), "the fan is that of the filters"
    spread = gain(Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer="he_normal"))
    assert spread == pytest.approx(2 / 4, abs=0.1), "a stride of 2 x 2 spreads every input over four places"


def test_nb207_sigmoid_layers_want_sixteen_times_the_variance() -> None:
    import keras

    large = learn(stack(4, 64, "sigmoid", lambda: keras.initializers.VarianceScaling(16.0)), sgd(0.1, 0.0))
    small = learn(stack(4, 64, "sigmoid"), sgd(0.1, 0.0))
    assert large.accuracy > 0.5
    assert small.accuracy < 0.3


def test_nb208_one_seed_and_one_shape_give_one_draw() -> None:
    import numpy as np
    from keras.initializers import GlorotNormal, HeNormal

    first, again, other = (np.asarray(kind(seed=7)((64, 64))) for kind in (HeNormal, HeNormal, GlorotNormal))
    assert (first == again).all()
    assert np.ptp(first / other) < 1e-4, "another initializer of that distribution differs by a factor"


def test_nb209_a_mean_outweighs_the_spread_where_inputs_are_positive() -> None:
    import numpy as np
    from keras.initializers import RandomUniform
    from keras.layers import Dense

    pixels = np.random.default_rng(0).uniform(size=(512, 100)).astype("float32")

    def common(minval: float, maxval: float) -> float:
        out = np.asarray(Dense(64, kernel_initializer=RandomUniform(minval, maxval, seed=1))(pixels))
        mean = out.mean(1, keepdims=True)
        return float(np.sqrt((mean**2).mean() / ((out - mean) ** 2).mean()))

    assert 12 < common(0.0, 1.0) < 19
    assert common(-0.1, 0.1) < 0.5
    one_sided, both = (
        learn(stack(3, 64, "relu", lambda low=low, high=high: RandomUniform(low, high)), sgd(0.01)).accuracy
        for low, high in ((0.0, 1.0), (-0.2, 0.2))
    )
    assert one_sided < 0.2
    assert both > 0.95


def test_nb210_a_low_bias_starts_relu_layers_dead() -> None:
    import keras

    x, _ = digits()
    low = stack(3, 64, "relu", "he_normal", bias_initializer=keras.initializers.Constant(-2.0))
    assert powers(low, x)[2] < 1e-3, "of the third layer next to no unit answers to any digit"
    assert learn(low, sgd(0.01)).accuracy < 0.2
    shallow = stack(1, 64, "relu", "he_normal", bias_initializer=keras.initializers.Constant(-1.0))
    assert learn(shallow, sgd(0.01)).accuracy > 0.95, "one layer at -1 recovers"


def test_nb211_identity_leaves_units_of_a_wider_layer_dead_and_refuses_convolutions() -> None:
    import numpy as np
    from keras.layers import Conv1D, Dense

    wide = Dense(128, activation="relu", kernel_initializer="identity")
    learn(network(wide, Dense(10, activation="softmax")), "adam", steps=50)
    assert not np.asarray(wide.kernel)[:, 64:].any()
    with pytest.raises(ValueError, match="Identity"):
        Conv1D(3, 1, kernel_initializer="identity").build((None, 8, 3))


def test_nb212_a_recurrent_kernel_that_triples_the_state_hides_the_first_steps() -> None:
    import keras
    import numpy as np
    from keras.layers import LSTM, Dense, SimpleRNN

    x, y = digits()
    rows = np.repeat(x.reshape(-1, 8, 8), 5, axis=1)

    def reached(kind: Any, factor: float) -> float:
        start = keras.initializers.RandomNormal(stddev=factor / np.sqrt(32))
        model = network(kind(32, recurrent_initializer=start), Dense(10, activation="softmax"), shape=(40, 8))
        return learn(model, "adam", x=rows, y=y).accuracy

    for kind in (SimpleRNN, LSTM):
        assert reached(kind, 3.0) < reached(kind, 1.0) - 0.15
