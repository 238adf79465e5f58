"""What NB1xx and NB3xx say about learning, shown with Keras itself."""

from contextlib import nullcontext
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


def steps_and_words(np: Any) -> tuple[Any, Any]:
    """Sequences in which each letter of a word stands for three of five steps."""
    die = np.random.default_rng(0)
    words = die.integers(1, 9, (64, 4))
    steps = np.zeros((64, 20, 9), "float32")
    for row, word in enumerate(words):
        for at, letter in enumerate(word):
            steps[row, at * 5 : at * 5 + 3, letter] = 1
    return steps, words


@pytest.mark.parametrize(
    ("activation", "learns"), [(None, True), ("log_softmax", True), ("softmax", False), ("tanh", False)]
)
def test_nb305_nb312_ctc_applies_softmax_itself(keras: Any, np: Any, activation: str | None, learns: bool) -> None:
    steps, words = steps_and_words(np)
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(32, activation="relu"), keras.layers.Dense(9, activation=activation)]
    model = keras.Sequential([keras.Input((20, 9)), *layers])
    last = trained(model, steps, words, "ctc", steps=100, optimizer=keras.optimizers.Adam(0.02))[-1]
    assert last < 1 if learns else last > 8


@pytest.mark.parametrize("metric", ["accuracy", "mae", "categorical_accuracy", "AUC"])
def test_nb315_no_metric_compares_words_with_steps(keras: Any, np: Any, metric: str) -> None:
    steps, words = steps_and_words(np)
    model = keras.Sequential([keras.Input((20, 9)), keras.layers.Dense(9)])
    model.compile("adam", "ctc", metrics=[metric])
    with pytest.raises(ValueError, match=r"equal|same leading"):
        model.fit(steps, words, verbose=0)


def masks(np: Any) -> tuple[Any, Any]:
    """Images, and where the mean of a 5x5 window is high."""
    images = np.random.default_rng(0).normal(size=(128, 16, 16, 1)).astype("float32")
    padded = np.pad(images[..., 0], ((0, 0), (2, 2), (2, 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (5, 5), axis=(1, 2))
    return images, (windows.sum((-1, -2)) / 5 > 0.5).astype("float32")[..., None]


@pytest.mark.parametrize("name", ["Dice", "Tversky", "CosineSimilarity", "CategoricalCrossentropy"])
def test_nb317_keras_stops_in_fit_at_an_axis_that_the_output_does_not_have(keras: Any, np: Any, name: str) -> None:
    x, y = np.ones((4, 6)), np.eye(3)[[0, 1, 2, 0]]
    for axis, stops in ((1, False), (2, True), (-3, True)):
        model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation="softmax")])
        model.compile("sgd", getattr(keras.losses, name)(axis=axis))
        with pytest.raises(Exception, match=r"dimension|limit|range|axis") if stops else nullcontext():
            model.fit(x, y, verbose=0)


@pytest.mark.parametrize("loss", ["dice", "tversky"])
def test_nb312_an_overlap_of_what_is_no_mask_is_no_measure(keras: Any, np: Any, loss: str) -> None:
    images, wanted = masks(np)

    def learned(activation: str | None) -> tuple[float, float]:
        keras.utils.set_random_seed(1)
        convolution = keras.layers.Conv2D(8, 5, padding="same", activation="relu")
        head = keras.layers.Conv2D(1, 1, activation=activation)
        model = keras.Sequential([keras.Input((16, 16, 1)), convolution, head])
        model.compile("adam", loss)
        last = model.fit(images, wanted, epochs=30, batch_size=16, verbose=0).history["loss"][-1]
        return last, float(((model.predict(images, verbose=0) > 0.5) == (wanted > 0.5)).mean())

    last, right = learned("sigmoid")
    assert 0 < last < 1
    assert learned("tanh")[1] < right - 0.05
    linear_last, linear_right = learned(None)
    assert linear_last > 1  # beyond what an overlap can be
    assert linear_right < right - 0.03
    assert learned("relu")[0] < 0


def test_nb312_the_generalized_cross_entropy_looks_at_the_true_class_alone(keras: Any, np: Any) -> None:
    die = np.random.default_rng(0)
    labels = die.integers(0, 4, 256)
    x = (np.eye(4)[labels] * 1.5 + die.normal(size=(256, 4))).astype("float32")

    def learned(activation: str | None) -> tuple[Any, float]:
        model = network(keras, 4, activation)
        trained(model, x, labels, keras.losses.CategoricalGeneralizedCrossEntropy(), steps=400)
        return model.predict(x, verbose=0), accuracy(np, model, x, labels)

    right = learned("softmax")[1]
    outputs, sigmoid_right = learned("sigmoid")
    assert sigmoid_right < right - 0.1
    assert outputs.mean() > 0.9  # every class is said of every sample
    assert np.isnan(learned(None)[0]).any()


def test_nb318_the_greatest_of_one_output_is_always_that_one(keras: Any, np: Any) -> None:
    die = np.random.default_rng(0)
    labels = die.integers(0, 2, (64, 1)).astype("float32")
    for metric in (keras.metrics.F1Score, lambda: keras.metrics.OneHotMeanIoU(num_classes=2)):
        values = []
        for outputs in (labels * 0.8 + 0.1, die.random((64, 1)), 0.9 - labels * 0.8):
            made = metric()
            made.update_state(labels, outputs)
            values.append(float(np.asarray(made.result()).ravel()[0]))
        assert values[0] == values[1] == values[2]


def test_nb318_a_probability_is_no_class_number(keras: Any, np: Any) -> None:
    labels = np.arange(64).reshape(64, 1) % 2
    made = keras.metrics.MeanIoU(num_classes=2)
    made.update_state(labels, labels * 0.8 + 0.1)
    assert float(made.result()) == pytest.approx(0.25)
    right = keras.metrics.BinaryIoU()
    right.update_state(labels, labels * 0.8 + 0.1)
    assert float(right.result()) == 1


def test_nb318_several_labels_are_not_found_by_the_greatest_output(keras: Any, np: Any) -> None:
    labels = np.random.default_rng(0).integers(0, 2, (64, 4)).astype("float32")

    def score(**options: Any) -> float:
        made = keras.metrics.F1Score(average="macro", **options)
        # All right, one a little surer than the others.
        made.update_state(labels, labels * (0.8 + 0.01 * np.arange(4)) + 0.05)
        return float(made.result())

    assert score(threshold=0.5) == 1
    assert score() < 0.8
