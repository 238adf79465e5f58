"""The deferred build leaves Keras as it found it, whatever happens."""

from collections.abc import Iterator
from typing import Any

import pytest

from netbuilder.engine import compat, deferred

pytestmark = pytest.mark.keras


@pytest.fixture
def keras() -> Iterator[Any]:
    from netbuilder.engine.backends.start import start

    keras = start("tensorflow").keras
    yield keras
    assert not waiting()


def waiting() -> list[Any]:
    """The variables that Keras has still to create in this thread."""
    variables = compat.waiting_variables()
    assert variables is not None
    return variables


def dense(keras: Any, units: int = 2, **options: Any) -> Any:
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(units, **options)])


def test_a_failure_falls_back_to_the_plain_build(keras: Any) -> None:
    calls = []

    def make() -> Any:
        calls.append(keras.StatelessScope)
        model = dense(keras)
        if len(calls) == 1:
            raise RuntimeError("not in a scope")
        return model

    assert deferred.build(keras, make).built
    assert len(calls) == 2


def test_what_fails_both_ways_fails_with_its_own_error(keras: Any) -> None:
    with pytest.raises(ValueError, match="Could not interpret activation"):
        deferred.build(keras, lambda: dense(keras, activation="no such thing"))


def test_a_failure_before_any_weight_was_put_off_is_none_of_the_deferred_build(keras: Any) -> None:
    """A layer of the caller's is then constructed once."""
    calls = []

    def make() -> Any:
        calls.append("made")
        raise ValueError("units")

    with pytest.raises(ValueError, match="units"):
        deferred.build(keras, make)
    assert calls == ["made"]


def test_a_keras_without_the_argument(keras: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def scope(keras: Any) -> Any:
        raise TypeError("unexpected keyword argument 'initialize_variables'")

    monkeypatch.setattr(compat, "deferred_scope", scope)
    assert deferred.build(keras, lambda: dense(keras)).built


def test_an_interruption_leaves_nothing_behind(keras: Any) -> None:
    def make() -> Any:
        dense(keras)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deferred.build(keras, make)


def test_an_initializer_that_fails_leaves_nothing_behind(keras: Any) -> None:
    class Failing(keras.initializers.Initializer):  # type: ignore[misc]
        def __call__(self, shape: Any, dtype: Any = None) -> Any:
            raise MemoryError

    with pytest.raises(MemoryError):
        deferred.build(keras, lambda: dense(keras, kernel_initializer=Failing()))


def test_inside_a_scope_of_the_callers(keras: Any) -> None:
    """There the caller decides when variables are created."""
    with keras.StatelessScope():
        model = deferred.build(keras, lambda: dense(keras))
        assert len(waiting()) == 2
    assert model.built


def test_names_are_the_same_where_the_plain_build_is_needed() -> None:
    import netbuilder as nb

    text = "input: {shape: [5, 3], batch_size: 2}\nlayers:\n  - LSTM: {units: 2, stateful: true}\n"
    model = nb.build(text)
    assert [layer.name for layer in model._layers] == ["input_layer", "lstm"]


def test_what_draws_from_a_random_state_of_its_own_keeps_its_order(keras: Any) -> None:
    """Keras' own initializers are drawn one kind after the other; that must change no value of anybody else's."""
    import numpy as np

    class Drawn(keras.initializers.Initializer):  # type: ignore[misc]
        def __call__(self, shape: Any, dtype: Any = None) -> Any:
            return keras.ops.convert_to_tensor(np.random.normal(size=shape), dtype)

    class Other(Drawn):
        pass

    def make() -> Any:
        np.random.seed(0)
        kinds = (Drawn, Other, Drawn)
        dense = [keras.layers.Dense(3, kernel_initializer=kind(), bias_initializer=Other()) for kind in kinds]
        return keras.Sequential([keras.Input((2,)), *dense])

    for one, other in zip(deferred.build(keras, make).get_weights(), make().get_weights(), strict=True):
        assert (one == other).all()
