"""Objects of Keras that a program hands in, as the data that a file would hold.

Keras' objects stand here as what is asked of them: a class and what its `get_config` says.
"""

from typing import Any

import pytest

from netbuilder.vocabulary.base.decimals import shortest_decimal
from netbuilder.vocabulary.base.keras_objects import as_data
from netbuilder.vocabulary.base.python_values import as_written

POLICY = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}


def thing(name: str, /, **config: Any) -> Any:
    return type(name, (), {"get_config": lambda self: config, "__module__": f"keras.src.{name.lower()}"})()


def serialized(name: str, /, **config: Any) -> dict[str, Any]:
    return {"module": "keras", "class_name": name, "config": config, "registered_name": None}


def dense(**config: Any) -> Any:
    usual = {
        "name": "dense_3", "trainable": True, "dtype": POLICY, "units": 4, "activation": "linear", "use_bias": True,
        "kernel_initializer": serialized("GlorotUniform", seed=None), "bias_initializer": serialized("Zeros"),
        "kernel_regularizer": None, "bias_regularizer": None, "kernel_constraint": None, "bias_constraint": None,
    }  # fmt: skip
    return thing("Dense", **{**usual, **config})


DENSE = {"units": 4, "kernel_initializer": "GlorotUniform"}


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (dense(), {"Dense": DENSE}),
        (dense(name="dense"), {"Dense": DENSE}),
        (dense(name="Dense"), {"Dense": DENSE}),
        (dense(name="dense_x"), {"Dense": {**DENSE, "name": "dense_x"}}),
        (dense(name="dense3"), {"Dense": {**DENSE, "name": "dense3"}}),
        (dense(name="my_dense"), {"Dense": {**DENSE, "name": "my_dense"}}),
        (dense(name=3), {"Dense": {**DENSE, "name": 3}}),
        (dense(trainable=False, use_bias=False), {"Dense": {**DENSE, "trainable": False, "use_bias": False}}),
        (dense(activation="relu"), {"Dense": {**DENSE, "activation": "relu"}}),
        (dense(dtype="float32"), {"Dense": DENSE}),
        (dense(dtype="float16"), {"Dense": {**DENSE, "dtype": "float16"}}),
        (dense(dtype={**POLICY, "config": {"name": "mixed_float16"}}), {"Dense": {**DENSE, "dtype": "mixed_float16"}}),
        (dense(dtype={**POLICY, "config": None}), {"Dense": DENSE}),
        (dense(bias_initializer=serialized("Ones")), {"Dense": {**DENSE, "bias_initializer": "Ones"}}),
        (dense(kernel_initializer="zeros"), {"Dense": {"units": 4, "kernel_initializer": "zeros"}}),
        (
            dense(kernel_initializer=serialized("RandomNormal", mean=0.0, stddev=0.05, seed=3)),
            {"Dense": {"units": 4, "kernel_initializer": {"RandomNormal": {"seed": 3}}}},
        ),
        (
            dense(kernel_initializer=serialized("Mine>HeNormal", seed=1)),
            {"Dense": {"units": 4, "kernel_initializer": {"HeNormal": {"seed": 1}}}},
        ),
        (
            dense(kernel_initializer=serialized("Unheard", a=1)),
            {"Dense": {"units": 4, "kernel_initializer": serialized("Unheard", a=1)}},
        ),
        (
            dense(kernel_regularizer=serialized("L2", l2=0.10000000149011612)),
            {"Dense": {**DENSE, "kernel_regularizer": {"L2": {"l2": 0.1}}}},
        ),
        (dense(kernel_regularizer=serialized("L2", l2=0.01)), {"Dense": {**DENSE, "kernel_regularizer": "L2"}}),
        (
            dense(activation={"class_name": "function", "config": "mine"}),
            {"Dense": {**DENSE, "activation": "mine"}},
        ),
        (
            dense(activation={"class_name": "__lambda__", "config": {"value": "e30="}}),
            {"Dense": {**DENSE, "activation": {"class_name": "__lambda__", "config": {"value": "e30="}}}},
        ),
        (dense(activation={"a": [1, {"b": 0.5}]}), {"Dense": {**DENSE, "activation": {"a": [1, {"b": 0.5}]}}}),
        (
            dense(activation={"class_name": 3, "config": {}}),
            {"Dense": {**DENSE, "activation": {"class_name": 3, "config": {}}}},
        ),
        (
            dense(activation={"class_name": "Dense", "config": 3}),
            {"Dense": {**DENSE, "activation": {"class_name": "Dense", "config": 3}}},
        ),
        (
            thing("Conv2D", name="conv2d", filters=4, kernel_size=(3, 3), strides=(1, 1), padding="VALID",
                  dilation_rate=[1, 1], data_format="channels_first"),
            {"Conv2D": {"filters": 4, "kernel_size": [3, 3], "data_format": "channels_first"}},
        ),
        (thing("Conv2D", strides=(2, 1)), {"Conv2D": {"strides": [2, 1]}}),
        (thing("EinsumDense", output_shape=(None, 4)), {"EinsumDense": {"output_shape": [None, 4]}}),
        (thing("MeanSquaredError", name="mean_squared_error", reduction="sum_over_batch_size"), "MeanSquaredError"),
        (thing("MeanSquaredError", name="mse"), {"MeanSquaredError": {"name": "mse"}}),
        (thing("MeanSquaredError", reduction="sum"), {"MeanSquaredError": {"reduction": "sum"}}),
        (thing("Adam", name="adam", learning_rate=0.0010000000474974513, amsgrad=False), "Adam"),
        (thing("Adam", learning_rate=0.009999999776482582), {"Adam": {"learning_rate": 0.01}}),
        (
            thing("SGD", learning_rate=serialized("ExponentialDecay", name="ExponentialDecay", decay_steps=10)),
            {"SGD": {"learning_rate": {"ExponentialDecay": {"decay_steps": 10}}}},
        ),
        (thing("HeNormal"), "HeNormal"),
        (thing("Activation", activation="activation_1"), {"Activation": {"activation": "activation_1"}}),
        (thing("LSTM", activation="tanh", recurrent_activation="sigmoid"), "LSTM"),
        (thing("LSTM", activation="linear", recurrent_activation="linear"),
         {"LSTM": {"activation": "linear", "recurrent_activation": "linear"}}),
        (thing("SimpleRNN", recurrent_initializer=serialized("Orthogonal", gain=1.0)),
         {"SimpleRNN": {"recurrent_initializer": "Orthogonal"}}),
        (thing("Constant", value=0.1), {"Constant": {"value": 0.1}}),
    ],
)  # fmt: skip
def test_an_object_is_what_its_configuration_says(value: Any, data: Any) -> None:
    assert as_data(value) == data
    assert as_written(value) == data
    assert as_written([value]) == [data]


def test_what_keras_cannot_describe_comes_back_as_it_is() -> None:
    bare, unheard = type("Dense", (), {"__module__": "keras.x"})(), thing("Unheard", a=1)
    odd = type("Dense", (), {"get_config": lambda self: None, "__module__": "keras.x"})()
    broken = type("Dense", (), {"get_config": lambda self: 1 / 0, "__module__": "tf_keras.x"})()
    uncallable = type("Dense", (), {"get_config": 3, "__module__": "keras.x"})()
    for value in (bare, unheard, odd, broken, uncallable):
        assert as_written(value) is value
    assert as_data(type("Dense", (), {"get_config": lambda self: {"units": 3}})()) == {"Dense": {"units": 3}}


def test_a_function_is_its_name() -> None:
    def relu(x: Any) -> Any:
        return x

    relu.__module__ = "keras.src.activations"
    assert as_written(relu) == "relu"
    relu.__module__ = "kerasish"
    assert as_written(relu) is relu


@pytest.mark.parametrize(
    ("value", "decimal"),
    [
        (0.0010000000474974513, 0.001),
        (0.30000001192092896, 0.3),
        (0.1, 0.1),
        (16777216.0, 16777216.0),
        (3.4028234663852886e38, 3.4028235e38),
        (1e39, 1e39),
        (1.1754943508222875e-38, 1.1754944e-38),
        (0.0, 0.0),
        (-0.5, -0.5),
        (0.12345679104328156, 0.12345679),
        (0.09999999403953552, 0.099999994),
        (float("inf"), float("inf")),
    ],
)
def test_a_float32_is_written_as_short_as_it_can_be(value: float, decimal: float) -> None:
    assert repr(shortest_decimal(value)) == repr(decimal)
