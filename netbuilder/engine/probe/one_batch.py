"""Train a copy on one batch: a model that can learn at all learns 32 samples by heart."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from netbuilder.engine.backends.start import start
from netbuilder.engine.keras_state import deep_enough, untouched
from netbuilder.engine.probe import expected, forward, sample
from netbuilder.engine.probe.batch import NotProbed, own_batch
from netbuilder.propagation.records import OneBatch

STEPS, SAMPLES = 200, 32
FITS, SLOW = 0.1, 0.5


def fit_one_batch(
    model: Any, data: Any = None, steps: int = STEPS, progress: Callable[[int], None] | None = None
) -> OneBatch:
    """Train a copy of a compiled model on one batch with the optimizer it is compiled with.

    The criterion is relative: the loss falls to a tenth (fits), to a half (slow) or less (fails). Dropout and noise
    rest. The model itself is never touched.

    Raises:
        NotProbed: the model is not compiled with a loss.
    """
    import numpy as np

    backend = start("tensorflow")
    keras, tensorflow = backend.keras, backend.package
    if expected.loss_of(model) is None:
        raise NotProbed("fitting a batch needs a loss: add `compile`")
    if not model.trainable_variables:
        raise NotProbed("fitting a batch needs a layer that is trained: all are frozen")
    generator = np.random.default_rng(0)
    with untouched(keras, model, trains=True), deep_enough(len(model.layers)):
        copy = keras.models.clone_model(model)
        for ours, theirs in zip(copy.variables, model.variables, strict=True):
            ours.assign(theirs)
        layers = forward.flat(keras, copy)
        x, y = _batch(keras, copy, layers, data, generator)
        loss_setting = expected.loss_of(model, y)
        loss = keras.losses.get(loss_setting)
        target = y if y is not None else sample.targets(loss_setting, copy(x, training=False), generator)
        optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
        optimizer.build(copy.trainable_variables)
        rate = float(optimizer.learning_rate)

        def one_step() -> Any:
            with tensorflow.GradientTape() as tape:
                [*_, output] = forward.apply(keras, layers, tensorflow.convert_to_tensor(x))
                value = tensorflow.reduce_mean(tensorflow.cast(loss(target, output), "float32"))
                whole = value + sum(copy.losses) if copy.losses else value
            variables = copy.trainable_variables
            optimizer.apply(tape.gradient(whole, [variable.value for variable in variables]), variables)
            return value

        step = tensorflow.function(one_step, autograph=False)
        first = last = float("nan")
        for number in range(steps):
            last = float(step())
            first = last if number == 0 else first
            if progress is not None:
                progress(number + 1)
            if not isfinite(last):
                break
    return OneBatch(first, last, number + 1, _outcome(first, last), rate)


def _outcome(first: float, last: float) -> str:
    if not isfinite(last):
        return "fails"
    if last <= FITS * first:
        return "fits"
    return "slow" if last <= SLOW * first else "fails"


def _batch(keras: Any, model: Any, layers: list[Any], data: Any, generator: Any) -> tuple[Any, Any]:
    if data is None:
        return sample.synthetic(keras, model, layers, SAMPLES, generator).x, None
    return own_batch(model, data, SAMPLES)
