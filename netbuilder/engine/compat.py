"""The names of Keras that it does not document, each in one function: what to look at when Keras changes.

`tests/engine/test_compat.py` has a test for each, which fails with its name. Where Keras has a name no more, a
function says so (None, or what is always safe) rather than raise, if the engine has another way.
"""

from functools import cache
from importlib import import_module
from inspect import signature
from typing import Any

from netbuilder.vocabulary.base.releases import Number, number


def release(keras: Any) -> Number:
    """`keras.__version__`, which is documented, as something to compare."""
    return number(keras.__version__)


def _global_state() -> Any:
    """`keras.src.backend.common.global_state`: what Keras keeps for this thread; None where it is elsewhere."""
    try:
        return import_module("keras.src.backend.common.global_state")
    except ImportError:
        return None


def waiting_variables() -> list[Any] | None:
    """Global attribute `uninitialized_variables`: the variables that have no values yet; None where Keras has none."""
    state = _global_state()
    return None if state is None else list(state.get_global_attribute("uninitialized_variables") or ())


def set_waiting_variables(variables: list[Any]) -> None:
    """Put others in their place, or the same in another order."""
    _global_state().set_global_attribute("uninitialized_variables", variables)


def is_stateless() -> bool:
    """Global attribute `stateless_scope`: whether the caller decides already when variables are created."""
    state = _global_state()
    return state is not None and state.get_global_attribute("stateless_scope") is not None


def name_counters() -> Any:
    """Global attribute `object_name_uids`: how often each automatic name was given; None before the first."""
    state = _global_state()
    return None if state is None else state.get_global_attribute("object_name_uids")


def set_name_counters(counters: Any) -> None:
    """Count from there on."""
    state = _global_state()
    if state is not None:
        state.set_global_attribute("object_name_uids", counters)


def deferred_scope(keras: Any) -> Any:
    """Argument `initialize_variables` of `keras.StatelessScope`: inside, variables wait for their values.

    Raises:
        TypeError: Keras has no such argument.
    """
    return keras.StatelessScope(initialize_variables=False)


def initializer_of(variable: Any) -> Any:
    """`_initializer`: what a variable without values is drawn from; None where it does not say."""
    return getattr(variable, "_initializer", None)


def set_initializer(variable: Any, initializer: Any) -> None:
    """`_initializer`: draw the values of a variable that has none from something else."""
    variable._initializer = initializer


def has_graph(model: Any) -> bool:
    """`_functional`: whether a Sequential knows what goes in and out of every layer."""
    return model._functional is not None


def flat_layers(model: Any) -> list[Any]:
    """`_flatten_layers`: a model, its layers, and theirs."""
    return list(model._flatten_layers())


def is_called(layer: Any) -> bool:
    """`_inbound_nodes`: whether a layer is part of a graph."""
    return bool(layer._inbound_nodes)


def drew_seed(generator: Any) -> bool:
    """`_initial_seed`: whether a seed generator was given no seed."""
    return generator._initial_seed is None


def set_seed(generator: Any, seed: int) -> None:
    """Start a seed generator anew, as if it had been made with the seed."""
    generator._initial_seed = seed
    generator.state.assign([seed, 0])


def takes_training(layer: Any) -> bool:
    """`_call_has_training_arg`: whether a layer is told that it is trained."""
    takes = getattr(layer, "_call_has_training_arg", None)
    return "training" in signature(layer.call).parameters if takes is None else bool(takes)


def is_plain_call(keras: Any, layer: Any, x: Any) -> bool:
    """`Layer.__call__`: whether `layer(x)` computes nothing but `layer.call(x)`, and leaves nothing behind.

    So it is where neither masks nor another dtype nor a loss of the layer's own play a part.
    """
    cls: Any = type(layer)
    return (
        cls.__module__.startswith("keras.src.layers.")
        and _has_plain_call(keras, cls)
        and layer.compute_dtype == layer.variable_dtype == x.dtype
        and layer.activity_regularizer is None
        and getattr(layer, "quantization_mode", None) is None
        and getattr(layer, "_remat_mode", None) is None
        and getattr(x, "_keras_mask", None) is None
        and keras.distribution.distribution() is None
    )


@cache
def _has_plain_call(keras: Any, cls: Any) -> bool:
    """Whether a class of Keras is called as `Layer` itself is, and knows nothing of masks."""
    own = [base for base in cls.__mro__ if issubclass(base, keras.layers.Layer) and base is not keras.layers.Layer]
    has_own_way = any({"__call__", "compute_mask"} & vars(base).keys() for base in own)
    return not has_own_way and "mask" not in signature(cls.call).parameters


def operation(name: str) -> Any:
    """`keras.src.ops.nn`: the class of an operation such as `gelu`, which keeps its options in a saved model."""
    return getattr(import_module("keras.src.ops.nn"), "".join(part.capitalize() for part in name.split("_")))
