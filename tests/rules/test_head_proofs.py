"""What NB1xx and NB3xx say about learning, shown with Keras itself."""

from typing import Any

import pytest

pytestmark = [
    pytest.mark.keras,
    pytest.mark.slow,
    # Keras does notice one unit under a categorical loss, in fit and in a warning.
    pytest.mark.filterwarnings("ignore:.*expected\\s+y_pred.shape to be.*:SyntaxWarning"),
    pytest.mark.filterwarnings("ignore:.*y_pred.shape.*:SyntaxWarning"),
    pytest.mark.filterwarnings("ignore:.*softmax over axis.*:UserWarning"),
]


@pytest.fixture(scope="module")
def keras() -> Any:
    return pytest.importorskip("keras")


@pytest.fixture(scope="module")
def np() -> Any:
    return pytest.importorskip("numpy")


def network(keras: Any, units: int, activation: str | None, *behind: Any, features: int = 4, seed: int = 1) -> Any:
    keras.utils.set_random_seed(seed)
    first = keras.layers.Dense(16, activation="tanh")
    return keras.Sequential(
        [keras.Input((features,)), first, keras.layers.Dense(units, activation=activation), *behind]
    )


def classes(np: Any, count: int, samples: int = 300, features: int = 4) -> tuple[Any, Any]:
    """Clouds that any classifier tells apart."""
    die = np.random.default_rng(3)
    labels = np.arange(samples) % count
    centres = die.normal(size=(count, features)) * 3
    return (centres[labels] + die.normal(size=(samples, features)) * 0.3).astype("float32"), labels


def trained(model: Any, x: Any, y: Any, loss: Any, *, steps: int = 80, optimizer: Any = None) -> list[float]:
    """The losses of some steps on the whole data, which is far cheaper than `fit` on batches."""
    import keras

    model.compile(optimizer=optimizer or keras.optimizers.Adam(0.02), loss=loss, jit_compile=False)
    return [float(model.train_on_batch(x, y)) for _ in range(steps)]


def accuracy(np: Any, model: Any, x: Any, y: Any) -> float:
    return float(np.mean(np.argmax(model.predict_on_batch(x), axis=-1) == y))


def loss_of(model: Any, x: Any, y: Any, loss: Any) -> float:
    model.compile(optimizer="sgd", loss=loss, jit_compile=False)
    return float(model.test_on_batch(x, y))


def gradient_size(keras: Any, model: Any, x: Any, y: Any, loss: Any) -> float:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        value = tf.reduce_mean(loss(y, model(x)))
    return max(float(tf.reduce_max(tf.abs(one))) for one in tape.gradient(value, model.trainable_variables))


def test_nb301_softmax_over_one_unit_is_constant_and_its_loss_still_falls(keras: Any, np: Any) -> None:
    x, y = classes(np, 2)
    model = network(keras, 1, "softmax")
    losses = trained(model, x, y[:, None], "binary_crossentropy")
    assert losses[-1] < losses[0] / 2
    assert np.allclose(model.predict_on_batch(x), 1.0, atol=1e-6)
    squared = network(keras, 1, "softmax")
    before = [one.copy() for one in squared.get_weights()]
    trained(squared, x, y[:, None], "mse", steps=5, optimizer="sgd")
    assert all(np.allclose(old, new, atol=1e-6) for old, new in zip(before, squared.get_weights(), strict=True))


@pytest.mark.parametrize("activation", [None, "relu", "tanh"])
def test_nb302_without_probabilities_the_loss_is_nan_or_stays_behind(
    keras: Any, np: Any, activation: str | None
) -> None:
    x, y = classes(np, 5)
    good, bad = network(keras, 5, "softmax"), network(keras, 5, activation)
    trained(good, x, y, "sparse_categorical_crossentropy")
    assert accuracy(np, good, x, y) > 0.98
    losses = trained(bad, x, y, "sparse_categorical_crossentropy")
    assert np.isnan(losses[-1]) or accuracy(np, bad, x, y) < 0.9


def test_nb303_sigmoid_is_trained_as_softmax_and_does_not_sum_to_1(keras: Any, np: Any) -> None:
    x, y = classes(np, 5)
    sigmoid, softmax = network(keras, 5, "sigmoid"), network(keras, 5, "softmax")
    for model in (sigmoid, softmax):
        trained(model, x, y, "sparse_categorical_crossentropy", steps=15)
    for one, other in zip(sigmoid.get_weights(), softmax.get_weights(), strict=True):
        assert np.array_equal(one, other)
    assert np.abs(sigmoid.predict_on_batch(x).sum(axis=1) - 1).max() > 0.1


def test_nb304_outside_0_to_1_there_is_no_gradient(keras: Any, np: Any) -> None:
    x, y = classes(np, 2)
    model = network(keras, 1, None)
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([kernel * 0.01, bias + 5.0])
    loss = keras.losses.BinaryCrossentropy()
    assert gradient_size(keras, model, x, y[:, None], loss) == 0.0


def test_nb305_the_flag_is_ignored_at_the_end_and_applied_twice_elsewhere(keras: Any, np: Any) -> None:
    x, y = classes(np, 5)
    flagged = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    plain = keras.losses.SparseCategoricalCrossentropy()
    at_the_end = network(keras, 5, "softmax")
    with pytest.warns(UserWarning, match="from_logits"):
        assert loss_of(at_the_end, x, y, flagged) == pytest.approx(loss_of(at_the_end, x, y, plain))
    hidden = network(keras, 5, "softmax", keras.layers.Reshape((5,)))
    trained(hidden, x, y, flagged)
    # A softmax of probabilities is never far from even: ln(e + 4) - 1 is the least that the loss can reach.
    assert loss_of(hidden, x, y, flagged) > 0.9
    assert loss_of(hidden, x, y, plain) < 0.2


def test_nb306_softmax_under_a_binary_loss_is_trained_as_sigmoids(keras: Any, np: Any) -> None:
    x, y = classes(np, 5)
    one_hot = np.eye(5, dtype="float32")[y]
    softmax, sigmoid = network(keras, 5, "softmax"), network(keras, 5, "sigmoid")
    for model in (softmax, sigmoid):
        trained(model, x, one_hot, "binary_crossentropy", steps=15)
    for one, other in zip(softmax.get_weights(), sigmoid.get_weights(), strict=True):
        assert np.array_equal(one, other)


def test_nb307_one_unit_under_a_categorical_loss_has_no_loss_and_a_constant_metric(keras: Any, np: Any) -> None:
    x, y = classes(np, 2)
    model = network(keras, 1, "sigmoid")
    losses = trained(model, x, y[:, None].astype("float32"), "categorical_crossentropy", steps=5, optimizer="sgd")
    assert np.allclose(losses, 0.0, atol=1e-6)
    metric = keras.metrics.CategoricalAccuracy()
    metric.update_state(y[:, None], model.predict_on_batch(x))
    assert float(metric.result()) == 1.0


@pytest.mark.parametrize(("activation", "units"), [("softmax", 2), ("sigmoid", 1)])
def test_nb308_nb309_a_sure_wrong_answer_has_no_slope_under_mse(
    keras: Any, np: Any, activation: str, units: int
) -> None:
    x, _ = classes(np, 2)
    model = network(keras, units, activation)
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([kernel * 0, bias + np.array([20.0, -20.0][:units])])
    wrong = np.tile(np.array([[0.0, 1.0][:units]], dtype="float32"), (len(x), 1))
    squared = gradient_size(keras, model, x, wrong, keras.losses.MeanSquaredError())
    entropy = keras.losses.BinaryCrossentropy() if units == 1 else keras.losses.CategoricalCrossentropy()
    assert squared < 1e-6
    assert gradient_size(keras, model, x, wrong, entropy) > 0.1


def test_nb310_perfect_hinge_predictions_are_half_right(keras: Any, np: Any) -> None:
    labels = np.where(np.arange(100) % 100 < 47, 1.0, -1.0)
    metric = keras.metrics.BinaryAccuracy()
    metric.update_state(labels, labels)
    assert float(metric.result()) == pytest.approx(0.47)
    exact = keras.metrics.Accuracy()
    exact.update_state(np.array([1.0, 0.0]), np.array([0.999, 0.001]))
    assert float(exact.result()) == 0.0


def test_nb311_a_relu_head_that_starts_below_0_never_learns(keras: Any, np: Any) -> None:
    x, _ = classes(np, 2)
    model = network(keras, 1, "relu")
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([kernel * 0.01, bias - 1.0])
    target = np.full((len(x), 1), 3.0, dtype="float32")
    assert gradient_size(keras, model, x, target, keras.losses.MeanSquaredError()) == 0.0


def test_nb312_what_is_negative_is_nan_or_has_no_gradient(keras: Any, np: Any) -> None:
    import tensorflow as tf

    truth, output = np.array([[3.0]], dtype="float32"), tf.Variable([[-5.0]])
    assert np.isnan(float(keras.losses.Poisson()(truth, output)))
    for loss in (keras.losses.MeanSquaredLogarithmicError(), keras.losses.KLDivergence()):
        with tf.GradientTape() as tape:
            value = loss(truth, output)
        assert np.isfinite(float(value))
        assert not np.any(tape.gradient(value, output))


def test_nb106_one_label_is_spread_over_all_steps_in_silence(keras: Any, np: Any) -> None:
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((6, 3)), keras.layers.LSTM(4, return_sequences=True), keras.layers.Dense(1)])
    x = np.random.default_rng(1).normal(size=(6, 6, 3)).astype("float32")
    y = np.ones((6, 1), dtype="float32")
    assert np.isfinite(trained(model, x, y, "mse", steps=2)[-1])
    assert model.predict_on_batch(x).shape == (6, 6, 1)


def test_nb107_numbers_between_0_and_1_are_all_row_0(keras: Any, np: Any) -> None:
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Embedding(10, 3)])
    rows = model.predict_on_batch(np.array([[0.1, 0.5, 0.9, 0.0]], dtype="float32"))[0]
    assert np.array_equal(rows, np.tile(rows[3], (4, 1)))


def test_nb104_channels_first_trains_in_silence(keras: Any, np: Any) -> None:
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((3, 16, 16)),
            keras.layers.Conv2D(4, 3, padding="same"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )
    assert model.layers[0].output.shape == (None, 3, 16, 4)
    assert model.layers[0].kernel.shape == (3, 3, 16, 4)


@pytest.mark.parametrize(
    "name", ["Precision", "Recall", "TruePositives", "AUC", "F1Score", "BinaryIoU", "CategoricalCrossentropy"]
)
def test_nb315_keras_stops_at_class_numbers_for_labels(keras: Any, np: Any, name: str) -> None:
    x, y = classes(np, 3)
    # An F-score takes a column of them for the labels of one class.
    for labels in (y,) if name == "F1Score" else (y, y[:, None]):
        model = network(keras, 3, "softmax")
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"], jit_compile=False)
        model.fit(x, labels, epochs=1, verbose=0)
        metric = getattr(keras.metrics, name)()
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=[metric], jit_compile=False)
        with pytest.raises(Exception, match=r".+"):
            model.fit(x, labels, epochs=1, verbose=0)
