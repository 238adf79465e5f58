"""What the proofs share: handwritten digits, small networks of Keras, and training that is the same every time.

Training is a loop of Keras' own layers, losses and optimizers inside one graph: `fit` spends most of a small
experiment on starting up.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

STEPS = 300
BATCH = 64


class Result(NamedTuple):
    """How training ended, on the data it was trained on."""

    start: float
    """The loss before the first step."""
    loss: float
    accuracy: float


@cache
def digits() -> tuple[Any, Any]:
    """1797 handwritten digits of 8x8 pixels, centred and scaled to a power of 1, and their classes."""
    import numpy as np
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    x = np.clip((x - x.mean(0)) / (x.std(0) + 1e-6), -5, 5)
    return (x / np.sqrt((x**2).mean())).astype("float32"), y


def network(*layers: Any, shape: Sequence[int] = (64,)) -> Any:
    """A Sequential for the digits. Its layers chose their seeds when they were made: conftest.py seeds every test."""
    import keras

    return keras.Sequential([keras.Input(tuple(shape)), *layers])


def stack(depth: int, width: int, activation: str, initializer: Any = "glorot_uniform", **options: Any) -> Any:
    """Equal Dense layers before ten classes; `initializer` is an identifier or makes a new one for every layer."""
    from keras.layers import Dense

    def drawn() -> Any:
        return initializer if isinstance(initializer, str) else initializer()

    hidden = [Dense(width, activation=activation, kernel_initializer=drawn(), **options) for _ in range(depth)]
    return network(*hidden, Dense(10, activation="softmax"))


def learn(
    model: Any,
    optimizer: Any,
    *,
    x: Any = None,
    y: Any = None,
    loss: str = "sparse_categorical_crossentropy",
    steps: int = STEPS,
) -> Result:
    """Train on the digits, or on what is given, in batches that are the same every time."""
    import keras
    import numpy as np
    import tensorflow as tf

    if x is None:
        x, y = digits()
    count = len(x)
    die = np.random.default_rng(0)
    rounds = -(-steps * min(BATCH, count) // count)
    order = tf.constant(np.concatenate([die.permutation(count) for _ in range(rounds)])[: steps * min(BATCH, count)])
    batches = tf.reshape(order, (steps, -1))
    inputs, targets = tf.constant(x), tf.constant(y)
    penalty, rule = keras.losses.get(loss), keras.optimizers.get(optimizer)
    weights = model.trainable_variables
    rule.build(weights)

    def missed(wanted: Any, given: Any) -> Any:
        if given.shape[-1] == 1:
            wanted = tf.reshape(wanted, (-1, 1))
        return tf.reduce_mean(penalty(wanted, given))

    @tf.function
    def run() -> None:
        for at in tf.range(steps):
            with tf.GradientTape() as tape:
                given = model(tf.gather(inputs, batches[at]), training=True)
                total = missed(tf.gather(targets, batches[at]), given)
                if model.losses:
                    total += tf.add_n(model.losses)
            rule.apply(tape.gradient(total, weights))

    start = float(missed(targets, model(inputs)))
    run()
    given = model(inputs)
    values = given.numpy()
    said = values.argmax(1) if values.shape[-1] > 1 else values[:, 0] > 0.5
    truth = y.argmax(1) if y.ndim > 1 else y
    return Result(start, float(missed(targets, given)), float((said == truth).mean()))


def powers(model: Any, x: Any) -> list[float]:
    """The mean square of every layer's output."""
    import numpy as np

    found, signal = [], x
    for layer in model.layers:
        signal = layer(signal)
        found.append(float((np.asarray(signal, dtype="float64") ** 2).mean()))
    return found


def distinct(layer: Any) -> int:
    """How many different units a Dense layer has."""
    import numpy as np

    return int(np.unique(np.asarray(layer.kernel).round(5), axis=1).shape[1])


def moved(before: Sequence[Any], model: Any) -> float:
    """The largest change of any weight."""
    import numpy as np

    return max(float(np.abs(one - other).max()) for one, other in zip(before, model.get_weights(), strict=True))
