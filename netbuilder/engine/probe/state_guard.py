"""Leave a model as it was found: weights, optimizer, statistics, seeds, random state, byte for byte."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def untouched(keras: Any, model: Any) -> Iterator[None]:
    """Put everything back afterwards, also after an exception or Ctrl-C."""
    import numpy as np

    variables = list(model.variables)
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None:
        variables += list(optimizer.variables)
    unique = list({id(variable): variable for variable in variables}.values())
    saved_values = [(variable, np.array(keras.ops.convert_to_numpy(variable))) for variable in unique]
    state, array_state = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        for variable, value in saved_values:
            now = np.asarray(keras.ops.convert_to_numpy(variable))
            if now.tobytes() != value.tobytes():
                variable.assign(value)
        random.setstate(state)
        np.random.set_state(array_state)
