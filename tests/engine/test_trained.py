"""The example configs, built and really trained on real data."""

from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.system.extras import installed_version
from netbuilder.vocabulary.base.releases import number
from tests.engine.saved import CONFIGS

pytestmark = pytest.mark.keras


HAS_BLOCKS = number(installed_version("keras") or "3.0") >= number("3.8")
"""Before, the last block of an epoch is counted as full, and one of one batch has no metrics."""
IN_BLOCKS = {"compile.steps_per_execution": 8} if HAS_BLOCKS else {}
"""The same steps of training, eight a call of TensorFlow: half of the time of small networks is the way there."""


@pytest.fixture(autouse=True)
def _the_same_order_of_samples() -> None:
    import keras

    keras.utils.set_random_seed(0)


def split(x: Any, y: Any) -> tuple[Any, Any, Any, Any]:
    from sklearn.model_selection import train_test_split

    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, random_state=0)
    return x_train, x_test, y_train, y_test


def digits() -> tuple[Any, Any, Any, Any]:
    from sklearn.datasets import load_digits

    data = load_digits()
    return split(data.images.astype("float32") / 16, data.target)


def standardized(data: Any) -> Any:
    return ((data - data.mean(0)) / data.std(0)).astype("float32")


@pytest.mark.parametrize(("config", "epochs"), [("digits_mlp", 12), ("digits_cnn", 12)])
def test_digits(config: str, epochs: int) -> None:
    x_train, x_test, y_train, y_test = digits()
    if config == "digits_cnn":
        x_train, x_test = x_train[..., None], x_test[..., None]
    model = nb.build(CONFIGS / f"{config}.yaml", overrides=IN_BLOCKS)
    model.fit(x_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    accuracy = model.evaluate(x_test, y_test, verbose=0, return_dict=True)["accuracy"]
    assert accuracy >= 0.95


@pytest.mark.parametrize(("config", "epochs"), [("binary", 15), ("selu", 15)])
def test_yes_or_no(config: str, epochs: int) -> None:
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    x_train, x_test, y_train, y_test = split(standardized(data.data), data.target)
    model = nb.build(CONFIGS / f"{config}.yaml", overrides=IN_BLOCKS)
    model.fit(x_train, y_train, epochs=epochs, batch_size=16, verbose=0)
    found = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
    assert found["accuracy"] >= 0.93
    assert found.get("auc", 1.0) >= 0.97


def test_a_number() -> None:
    from sklearn.datasets import load_diabetes

    data = load_diabetes()
    x_train, x_test, y_train, y_test = split(standardized(data.data), standardized(data.target))
    model = nb.build(CONFIGS / "regression.yaml", overrides=IN_BLOCKS)
    model.fit(x_train, y_train, epochs=12, batch_size=16, verbose=0)
    found = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
    # Always saying the mean of the training data is the thing to beat.
    assert found["mae"] < 0.85 * float(np.mean(np.abs(y_test - y_train.mean())))


@pytest.mark.slow
def test_text() -> None:
    """Sentences are positive where word 7 comes before word 8: only an order-aware model can know."""
    generator = np.random.default_rng(0)
    x = generator.integers(10, 100, (1500, 12))
    y = generator.integers(0, 2, 1500)
    places = np.sort([generator.choice(10, 2, replace=False) for _ in range(1500)], axis=1)
    rows = np.arange(1500)
    x[rows, places[:, 0]], x[rows, places[:, 1]] = np.where(y, 7, 8), np.where(y, 8, 7)
    x[:, 10:] = 0  # padding
    model = nb.build(CONFIGS / "text_bilstm.yaml", overrides={"compile.optimizer.Adam.learning_rate": 0.005})
    model.fit(x[:1200], y[:1200], epochs=12, batch_size=32, verbose=0)
    assert model.evaluate(x[1200:], y[1200:], verbose=0, return_dict=True)["accuracy"] >= 0.95


@pytest.mark.slow
def test_depth_trains_with_what_the_rules_choose_long_before_keras_defaults() -> None:
    x_train, x_test, y_train, y_test = digits()
    import keras

    found = {}
    for initializers in ("auto", "keras"):
        model = nb.build(CONFIGS / "deep_relu.yaml", overrides={"initializers": initializers})
        keras.utils.set_random_seed(0)  # the order of the samples
        model.fit(x_train.reshape(-1, 64), y_train, epochs=12, batch_size=32, verbose=0)
        found[initializers] = model.evaluate(x_test.reshape(-1, 64), y_test, verbose=0, return_dict=True)["accuracy"]
    assert found["auto"] > 0.7, found
    assert found["keras"] < found["auto"] - 0.15, found
