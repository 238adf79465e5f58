"""Every undocumented name of Keras that the engine uses: one test each, which fails with its name."""

from typing import Any

import pytest

from netbuilder.engine import compat

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras() -> Any:
    from netbuilder.engine.backends.start import start

    return start("tensorflow").keras


def two_layers(keras: Any) -> Any:
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.Sequential([keras.layers.Dropout(0.5)])])


def test_uninitialized_variables(keras: Any) -> None:
    assert compat.waiting_variables() == []
    with compat.deferred_scope(keras):
        layer = keras.layers.Dense(2)
        layer.build((None, 3))
        waiting = compat.waiting_variables()
        assert waiting is not None
        assert [variable.path for variable in waiting] == [variable.path for variable in layer.variables]
        compat.set_waiting_variables(waiting[::-1])
        assert [id(variable) for variable in compat.waiting_variables() or ()] == [id(one) for one in waiting[::-1]]
    compat.set_waiting_variables([])
    assert compat.waiting_variables() == []


def test_initialize_variables(keras: Any) -> None:
    with compat.deferred_scope(keras):
        layer = keras.layers.Dense(2)
        layer.build((None, 3))
        assert layer.kernel._value is None
    with keras.StatelessScope():
        pass  # leaving it creates what waits
    assert layer.kernel.numpy().shape == (3, 2)


def test_stateless_scope(keras: Any) -> None:
    assert not compat.is_stateless()
    with keras.StatelessScope():
        assert compat.is_stateless()


def test_object_name_uids(keras: Any) -> None:
    before = compat.name_counters()
    compat.set_name_counters(None)
    try:
        names = [keras.layers.Dense(1).name for _ in range(2)]
        assert names == ["dense", "dense_1"]
        assert compat.name_counters()["dense"] == 2
    finally:
        compat.set_name_counters(before)


def test_initializer(keras: Any) -> None:
    zeros = keras.initializers.Zeros()
    with compat.deferred_scope(keras):
        variable = keras.Variable(zeros, shape=(2,))
        assert compat.initializer_of(variable) is zeros
    with keras.StatelessScope():
        pass


def test_set_initializer(keras: Any) -> None:
    with compat.deferred_scope(keras):
        variable = keras.Variable(keras.initializers.Zeros(), shape=(2,))
        compat.set_initializer(variable, keras.initializers.Ones())
    with keras.StatelessScope():
        pass
    assert variable.numpy().tolist() == [1, 1]


def test_functional(keras: Any) -> None:
    assert compat.has_graph(two_layers(keras))
    assert not compat.has_graph(keras.Sequential([keras.layers.Dense(2)]))


def test_flatten_layers(keras: Any) -> None:
    model = two_layers(keras)
    kinds = [type(layer).__name__ for layer in compat.flat_layers(model)]
    assert kinds.count("Dense") == kinds.count("Dropout") == 1


def test_inbound_nodes(keras: Any) -> None:
    model = two_layers(keras)
    assert compat.is_called(model.layers[0])
    assert not compat.is_called(keras.layers.Dense(2))


def test_initial_seed(keras: Any) -> None:
    generator = keras.random.SeedGenerator()
    assert compat.drew_seed(generator)
    assert not compat.drew_seed(keras.random.SeedGenerator(seed=3))
    compat.set_seed(generator, 3)
    assert generator.get_config()["seed"] == 3
    drawn = keras.random.normal((4,), seed=generator), keras.random.normal((4,), seed=keras.random.SeedGenerator(3))
    assert (keras.ops.convert_to_numpy(drawn[0]) == keras.ops.convert_to_numpy(drawn[1])).all()


def test_call_has_training_arg(keras: Any) -> None:
    class Told(keras.layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any, training: bool = False) -> Any:
            return inputs

    layers = [keras.layers.Dropout(0.1), Told(), keras.layers.Flatten()]
    assert [compat.takes_training(layer) for layer in layers] == [True, True, False]
    assert all(hasattr(layer, "_call_has_training_arg") for layer in layers)


def test_ops_nn(keras: Any) -> None:
    gelu = compat.operation("gelu")(approximate=False)
    layer = keras.layers.Dense(2, activation=gelu)
    assert layer.activation is gelu
    assert compat.operation("leaky_relu")(negative_slope=0.1).get_config()["negative_slope"] == 0.1
