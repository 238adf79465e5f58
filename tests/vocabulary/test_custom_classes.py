"""What a class of the caller's takes in a file is what its constructor takes, and what it passes on to Keras'."""

from typing import Any

import pytest

import netbuilder as nb
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.custom_class import custom_objects

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def pieces() -> dict[str, Any]:
    import keras

    class Gained(keras.layers.Dense):  # type: ignore[misc]
        def __init__(self, units: int, gain: float = 1.0, **kwargs: Any) -> None:
            super().__init__(units, **kwargs)
            self.gain = gain

        def call(self, inputs: Any) -> Any:
            return super().call(inputs) * self.gain

    class Four(keras.layers.Dense):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(4, **kwargs)

    class Bare(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, *, factor: float) -> None:
            super().__init__()
            self.factor = factor

        def call(self, inputs: Any) -> Any:
            return inputs * self.factor

    class Residual(keras.layers.Wrapper):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            return inputs + self.layer(inputs)

    class Warmup(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
        def __init__(self, width: int) -> None:
            self.width = width

        def __call__(self, step: Any) -> Any:
            return self.width**-0.5

        def get_config(self) -> dict[str, Any]:
            return {"width": self.width}

    class Slow(keras.optimizers.SGD):  # type: ignore[misc]
        pass

    class Lone(keras.losses.Loss):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()

        def call(self, y_true: Any, y_pred: Any) -> Any:
            return keras.ops.square(y_true - y_pred)

    found = (Gained, Four, Bare, Residual, Warmup, Slow, Lone)
    return {cls.__name__: cls for cls in found}


def network(layer: str = "ReLU", optimizer: str = "adam", loss: str = "mse") -> str:
    return f"""
seed: 1
input: [4]
layers:
  - {layer}
  - Dense: {{units: 4}}
compile: {{optimizer: {optimizer}, loss: {loss}}}
rules: {{NB401: off}}
"""


def errors(text: str, pieces: dict[str, Any]) -> list[str]:
    return [one.message for one in nb.check(text, custom_objects=pieces).errors]


def test_what_is_passed_on_belongs_to_the_options(pieces: dict[str, Any]) -> None:
    text = network("Gained: {units: 3, gain: 2.0, activation: relu, use_bias: false, name: mine}")
    layer = nb.build(text, custom_objects=pieces).layers[0]
    assert (layer.units, layer.gain, layer.use_bias, layer.name) == (3, 2.0, False, "mine")
    assert errors(network("Gained: {units: 3, use_bias: 1}"), pieces) == [
        "Gained.use_bias takes true or false, got 1",
    ]
    assert errors(network("Gained: {units: 3, us_bias: true}"), pieces) == ["Gained has no option `us_bias`"]
    assert errors(network("Gained"), pieces) == ["Gained needs `units`"]


def test_what_the_class_gives_itself_is_not_needed(pieces: dict[str, Any]) -> None:
    model = nb.build(network("Four: {activation: tanh}"), custom_objects=pieces)
    assert model.layers[0].units == 4


def test_a_constructor_that_passes_nothing_on(pieces: dict[str, Any]) -> None:
    model = nb.build(network("Bare: {factor: 2.0}"), custom_objects=pieces)
    assert [layer.name for layer in model.layers] == ["bare", "dense"]
    for option in ("name: mine", "trainable: false"):
        [message] = errors(network(f"Bare: {{factor: 2.0, {option}}}"), pieces)
        assert message == f"Bare has no option `{option.partition(':')[0]}`"
    assert errors(network(loss="{Lone: {name: mine}}"), pieces) == ["Lone has no option `name`"]
    assert nb.build(network(loss="Lone"), custom_objects=pieces).compiled


def test_a_wrapper_holds_a_layer(pieces: dict[str, Any]) -> None:
    text = network("Residual: {layer: {Dense: {units: 4, activation: relu}}}")
    first, second = (nb.build(text, custom_objects=pieces) for _ in range(2))
    assert first.layers[0].layer.units == 4
    assert first.layers[0].layer.kernel.numpy().tobytes() == second.layers[0].layer.kernel.numpy().tobytes()
    assert errors(text.replace("units: 4, a", "units: 0, a"), pieces) == [
        "Dense.units takes a whole number of at least 1, got 0"
    ]


def test_schedules_and_optimizers(pieces: dict[str, Any]) -> None:
    model = nb.build(
        network(optimizer="{Slow: {learning_rate: {Warmup: {width: 4}}, momentum: 0.9}}"), custom_objects=pieces
    )
    assert (type(model.optimizer).__name__, model.optimizer.momentum) == ("Slow", 0.9)
    assert nb.build(network(optimizer="Slow"), custom_objects=pieces).optimizer.name == "slow"
    for optimizer in ("{Adam: {learning_rate: {Warmup: {width: 4}}}}", "{Slow: {learning_rate: 0.1}}"):
        assert not list(nb.check(network(optimizer=optimizer), custom_objects=pieces))
    assert errors(network(optimizer="{Adam: {learning_rate: {Warmup: {widht: 4}}}}"), pieces) == [
        "Warmup has no option `widht`"
    ]


def test_a_name_of_the_caller_means_nothing_in_the_next_call() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 4, activation: mine_alone}\n"

    def found(functions: dict[str, Any]) -> Any:
        with custom_objects(functions):
            draft = parse(read(text, "custom.yaml"))
        assert draft.problems == []
        node: Any = draft.layers[0].node
        return python_object(type(node.activation))

    first, second = (lambda x: x), (lambda x: -x)
    assert found({"mine_alone": first}) is first
    assert found({"mine_alone": second}) is second
    assert [one.code for one in parse(read(text, "custom.yaml")).problems] == ["NB015"]
