"""Lists of layers, and what rules ask of recurrent layers, cells and wrappers."""

import pytest

from netbuilder.vocabulary.activations.relu import relu
from netbuilder.vocabulary.activations.tanh import tanh
from netbuilder.vocabulary.base.layer_roles import Recurrent, Wrapper
from netbuilder.vocabulary.base.shapes import ShapeError
from netbuilder.vocabulary.layers.containers import Sequential, repeat
from netbuilder.vocabulary.layers.core import Dense
from netbuilder.vocabulary.layers.lstm import LSTM
from netbuilder.vocabulary.layers.rnn import RNN
from netbuilder.vocabulary.layers.simple_rnn import SimpleRNN
from netbuilder.vocabulary.layers.wrappers import Bidirectional, SpectralNormalization, TimeDistributed
from tests.vocabulary.built import builds, says
from tests.vocabulary.oracle import Options

NESTED: Options = {"layers": [{"Dense": {"units": 4}}, {"BatchNormalization": {}}, {"Dense": {"units": 2}}]}


@pytest.mark.keras
def test_a_nested_model_is_that_of_keras() -> None:
    said = says("Sequential", NESTED, (None, 3))
    assert said is not None
    assert said == builds("Sequential", NESTED, (None, 3))


@pytest.mark.keras
def test_a_nested_model_has_the_options_of_keras() -> None:
    import inspect

    import keras

    assert Sequential.option_names() == ["layers", "name", "trainable"]
    assert set(inspect.signature(keras.Sequential.__init__).parameters) == {"self", *Sequential.option_names()}


def test_repeat_is_its_layers_written_out() -> None:
    shape = (None, 3)
    once = Sequential.model_validate({"layers": [{"Dense": {"units": 4}}, {"Dense": {"units": 5}}] * 3})
    short = repeat.model_validate({"times": 3, "layers": [{"Dense": {"units": 4}}, {"Dense": {"units": 5}}]})
    assert short.output_shape(shape) == once.output_shape(shape) == (None, 5)
    assert short.weights(shape) == once.weights(shape)
    assert [weight.shape for weight in short.weights(shape)][:6] == [(3, 4), (4,), (4, 5), (5,), (5, 4), (4,)]
    assert repeat.option_names() == ["times", "layers"]


def test_containers_hold_their_layers() -> None:
    model = Sequential(layers=[Dense(units=4)])
    assert Sequential.is_container
    assert model.contents == (Dense(units=4),)


def test_what_is_frozen_inside_is_not_trained() -> None:
    model = Sequential.model_validate(
        {"layers": [{"Dense": {"units": 4, "trainable": False}}, {"Dense": {"units": 2}}]}
    )
    assert [weight.trainable for weight in model.weights((None, 3))] == [False, False, True, True]


def test_what_rules_ask_of_recurrent_layers() -> None:
    lstm = LSTM(units=4, activation="relu")
    assert lstm.width == 4
    assert lstm.is_gated
    assert isinstance(lstm.nonlinearity, relu)
    assert isinstance(LSTM(units=4).nonlinearity, tanh)
    assert not SimpleRNN(units=4).is_gated


def test_rnn_answers_for_its_last_cell() -> None:
    layer = RNN.model_validate(
        {"cell": [{"LSTMCell": {"units": 2}}, {"SimpleRNNCell": {"units": 3, "activation": "relu"}}]}
    )
    assert layer.width == 3
    assert not layer.is_gated
    assert isinstance(layer.nonlinearity, relu)
    stacked = RNN.model_validate({"cell": {"StackedRNNCells": {"cells": [{"GRUCell": {"units": 5}}]}}})
    assert stacked.is_gated
    assert stacked.width == 5
    assert stacked.last_cell.width == 5


def test_wrappers_show_what_they_hold() -> None:
    lstm, dense = LSTM(units=4), Dense(units=3)
    wrappers: list[Wrapper] = [
        Bidirectional(layer=lstm),
        TimeDistributed(layer=dense),
        SpectralNormalization(layer=dense),
    ]
    assert [wrapper.inner for wrapper in wrappers] == [lstm, dense, dense]
    assert [wrapper.is_per_step for wrapper in wrappers] == [False, True, False]
    assert all(not isinstance(wrapper, Recurrent) for wrapper in wrappers)


@pytest.mark.parametrize(
    ("shape", "fix"),
    [
        ((None, 8), "`- Reshape: {target_shape: [8, 1]}` before it, or an Embedding if these are indexes"),
        ((None, None), "an Embedding before it, if these are indexes"),
        ((None, 28, 28, 3), "`- Reshape: {target_shape: [28, 84]}` before it"),
        ((None, None, 4, 3), "`- Reshape: {target_shape: [-1, 12]}` before it"),
    ],
)
def test_a_recurrent_layer_says_how_to_get_steps(shape: tuple[int | None, ...], fix: str) -> None:
    with pytest.raises(ShapeError) as caught:
        LSTM(units=4).output_shape(shape)
    assert caught.value.cause == "rank"
    assert caught.value.message.startswith("LSTM takes (steps, features), here it gets (")
    assert caught.value.fix == fix


def test_a_stateful_layer_wants_a_fixed_batch() -> None:
    with pytest.raises(ShapeError) as caught:
        LSTM(units=4, stateful=True).output_shape((None, 5, 3))
    assert caught.value.field == "stateful"
    assert LSTM(units=4, stateful=True).output_shape((2, 5, 3)) == (2, 4)
