"""Build a model's graph first and all its weights afterwards: the same model in half the time.

The only place that knows the argument `initialize_variables`, which Keras has and does not document. Whatever goes
wrong with it, the model is built the ordinary way.
"""

from collections.abc import Callable
from typing import Any


def build(keras: Any, make: Callable[[], Any]) -> Any:
    """What `make` returns, its weights created at the end; `make` may be called a second time, for the plain way."""
    waiting = _Waiting()
    if not waiting.is_known or waiting.variables or waiting.is_in_a_scope:
        return make()
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = make()
    except Exception:
        # Left there, the variables would be created by whoever opens the next scope.
        waiting.clear()
        return make()
    except BaseException:
        waiting.clear()
        raise
    waiting.sort()
    try:
        # Leaving an ordinary scope creates what waits.
        with keras.StatelessScope():
            pass
    except BaseException:
        waiting.clear()
        raise
    return model


class _Waiting:
    """Keras' list of the variables of this thread that have no values yet."""

    def __init__(self) -> None:
        try:
            from keras.src.backend.common import global_state
        except ImportError:
            self._state: Any = None
        else:
            self._state = global_state

    @property
    def is_known(self) -> bool:
        return self._state is not None

    @property
    def variables(self) -> list[Any]:
        return list(self._state.get_global_attribute("uninitialized_variables") or ())

    @property
    def is_in_a_scope(self) -> bool:
        """Whether the caller decides already when variables are created."""
        return self._state.get_global_attribute("stateless_scope") is not None

    def sort(self) -> None:
        """One kind of initializer after the other, which is a little faster than in turns.

        Not where one is the caller's: it may draw from a random state that the order changes.
        """
        variables = self.variables
        initializers = [getattr(variable, "_initializer", None) for variable in variables]
        if all(str(getattr(initializer, "__module__", "")).startswith("keras.") for initializer in initializers):
            place = {kind: at for at, kind in enumerate(dict.fromkeys(map(type, initializers)))}
            variables.sort(key=lambda variable: place[type(variable._initializer)])
            self._state.set_global_attribute("uninitialized_variables", variables)

    def clear(self) -> None:
        self._state.set_global_attribute("uninitialized_variables", [])
