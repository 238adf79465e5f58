"""Build a model's graph first and all its weights afterwards: the same model in half the time.

It rests on what Keras does not document, see `compat`. Whatever goes wrong with it, a model is built the plain way.
"""

from collections.abc import Callable
from typing import Any

from netbuilder.engine import compat, raw_values


def build(keras: Any, make: Callable[[], Any]) -> Any:
    """What `make` returns, its weights created at the end.

    `make` is called a second time, the plain way, where it fails after weights were put off: a layer may want their
    values while it is built, and its error does not say so. A layer of the caller's is then constructed twice, and what
    it does besides happens twice; a real mistake takes twice the time, and is raised by the plain way.
    """
    if compat.waiting_variables() != [] or compat.is_stateless():
        return make()
    try:
        scope = compat.deferred_scope(keras)
    except TypeError:
        return make()
    try:
        with scope:
            model = make()
    except BaseException as error:
        was_deferred = bool(compat.waiting_variables())
        # Left there, the variables would be created by whoever opens the next scope.
        compat.set_waiting_variables([])
        if isinstance(error, Exception) and was_deferred:
            return make()
        raise
    variables = compat.waiting_variables()
    assert variables is not None
    _sort(variables)
    raw_values.hasten(keras, variables)
    try:
        # Leaving an ordinary scope creates what waits.
        with keras.StatelessScope():
            pass
    except BaseException:
        compat.set_waiting_variables([])
        raise
    return model


def _sort(variables: list[Any]) -> None:
    """One kind of initializer after the other, which is a little faster than in turns.

    Not where one is the caller's: it may draw from a random state that the order changes.
    """
    initializers = [compat.initializer_of(variable) for variable in variables]
    if all(str(getattr(initializer, "__module__", "")).startswith("keras.") for initializer in initializers):
        order = {kind: position for position, kind in enumerate(dict.fromkeys(map(type, initializers)))}
        variables.sort(key=lambda variable: order[type(compat.initializer_of(variable))])
        compat.set_waiting_variables(variables)
