"""Options that are said to change nothing: in Keras two values of each give the same, bit for bit."""

from typing import Any

import pytest

from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import KINDS, every
from tests.vocabulary.built import keras_layer

PAIRS: dict[str, tuple[Any, Any]] = {
    "initializer": ("zeros", "ones"),
    "regularizer": (None, "l2"),
    "constraint": (None, "non_neg"),
    "alpha": (0.2, 0.9),
    "axis": (-1, 0),
    "dilation_rate": (1, 2),
    "ema_momentum": (0.2, 0.9),
    "ema_overwrite_frequency": (None, 1),
    "epsilon": (0.01, 0.3),
    "fill_value": (0.0, 9.0),
    "lora_alpha": (None, 7.0),
    "min_power": (1e-10, 0.5),
    "momentum": (0.9, 0.1),
    "nesterov": (False, True),
    "num_thresholds": (3, 200),
    "pad_to_max_tokens": (False, True),
    "ref_power": (1.0, 3.0),
    "renorm_clipping": (None, {"rmax": 1.1, "rmin": 0.9, "dmax": 0.1}),
    "renorm_momentum": (0.9, 0.1),
    "seed": (1, 2),
    "top_db": (80.0, 1.0),
    "unit_forget_bias": (True, False),
    "warmup_steps": (0, 5),
}
DECISIVE: dict[str, Any] = {
    "bias_axes": None,
    "fill_mode": "reflect",
    "kernel_size": 1,
    "momentum": 0.0,
    "output_mode": "int",
    "thresholds": [0.25, 0.75],
}
"""What the deciding options are where the others are idle, if not false, 0 or null."""
STATEMENTS = [(cls, statement) for kind in KINDS for cls in every(kind) for statement in cls.counts_with]


def called(value: Any) -> str:
    return value.__name__ if isinstance(value, type) else "-".join(value.options)


def deciding(cls: type[Item], statement: CountsWith) -> dict[str, Any]:
    """The deciding options as they are where the others count for nothing."""
    if statement.unless:
        return {other: DECISIVE[other] for other in statement.others}
    values = {}
    for other in statement.others:
        default = cls.model_fields[other].default
        kept = {bool: statement.values != (True,) and bool(statement.values), int: 0, float: 0.0}
        values[other] = DECISIVE.get(other, kept.get(type(default)))
    return values


def pair(option: str) -> tuple[Any, Any]:
    return PAIRS.get(option) or PAIRS[option.rpartition("_")[2]]


def alternatives(cls: type[Item], statement: CountsWith) -> list[dict[str, Any]]:
    """The class twice, the options that count for nothing with other values each time."""
    needed = {"max_tokens": 9} if "pad_to_max_tokens" in statement.options else {}
    fixed = {**cls.example, **needed, **deciding(cls, statement)}
    return [{**fixed, **{option: pair(option)[at] for option in statement.options}} for at in (0, 1)]


def test_every_statement_is_about_options_of_its_class() -> None:
    assert len(STATEMENTS) > 40
    for cls, statement in STATEMENTS:
        assert {*statement.options, *statement.others} <= set(cls.model_fields), cls
        for options in alternatives(cls, statement):
            assert statement.is_idle(cls.model_validate(options)), cls


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize(("cls", "statement"), STATEMENTS, ids=called)
def test_two_values_give_the_same(cls: type[Item], statement: CountsWith) -> None:
    first, second = alternatives(cls, statement)
    assert results(cls, first) == results(cls, second)


def results(cls: type[Item], options: dict[str, Any]) -> list[bytes]:
    """What comes of a class with these options: weights and losses after two steps, or the value."""
    import keras
    import numpy as np

    keras.utils.set_random_seed(1)
    die = np.random.default_rng(1)
    options = {
        name: tuple(value) if isinstance(value, list) and name != "thresholds" else value
        for name, value in options.items()
    }
    if cls.kind == "metric":
        metric = getattr(keras.metrics, cls.__name__)(**options)
        predictions = die.random(64) if cls.__name__ == "AUC" else die.integers(0, 2, 64)
        metric.update_state(die.integers(0, 2, 64), predictions)
        return [np.asarray(metric.result()).tobytes()]
    if cls.kind == "schedule":
        schedule = getattr(keras.optimizers.schedules, cls.__name__)(**options)
        return [np.asarray(schedule(step)).tobytes() for step in range(12)]
    if issubclass(cls, Layer):
        layer = keras_layer(cls.__name__, options)
        return trained([layer], cls.example_input, "adam", "mse", cls.input_dtype)
    if cls.kind == "cell":
        cell = getattr(keras.layers, cls.__name__)(**options)
        return trained([keras.layers.RNN(cell)], (5, 3), "adam", "mse")
    head = [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
    if cls.kind == "loss":
        return trained(head, (3,), "adam", getattr(keras.losses, cls.__name__)(**options))
    return trained(head, (3,), getattr(keras.optimizers, cls.__name__)(**options), "mse")


def trained(
    layers: list[Any], shape: tuple[int | None, ...], optimizer: Any, loss: Any, dtype: str | None = None
) -> list[bytes]:
    """Losses of two steps, and all weights and predictions after them."""
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input(shape, batch_size=6, dtype=dtype), *layers])
    x = np.random.default_rng(2).random((6, *(size or 5 for size in shape))).astype("float32")
    if dtype == "string":
        x = keras.ops.convert_to_tensor(np.resize(np.array(["red good", "blue", "bad"]), x.shape))
    y = np.random.default_rng(3).integers(0, 2, model(x).shape).astype("float32")
    found = []
    if model.trainable_weights:
        model.compile(optimizer, loss, run_eagerly=True)
        found = [np.float64(model.train_on_batch(x, y)).tobytes() for _ in range(2)]
        found += [np.asarray(weight).tobytes() for weight in model.get_weights()]
    keras.utils.set_random_seed(4)
    return [*found, np.asarray(model(x, training=True)).tobytes()]
