"""Whatever the options and the input of a recurrent layer: the same shape and weights as Keras, or both refuse."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netbuilder.vocabulary.base.shapes import Shape
from tests.vocabulary.built import gives, says
from tests.vocabulary.oracle import Options

pytestmark = pytest.mark.keras

FEW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
Case = tuple[str, Options, Shape]

FLAGS = st.booleans()
SIZES = st.one_of(st.integers(1, 6), st.none())


def some(draw: Any, **drawn: st.SearchStrategy[Any]) -> Options:
    """Some of these options; the others are left out."""
    return {name: draw(values) for name, values in drawn.items() if draw(st.booleans())}


def running(draw: Any) -> Options:
    return some(
        draw,
        return_sequences=FLAGS,
        go_backwards=FLAGS,
        unroll=FLAGS,
        return_state=st.just(False),
    ) | rarely_stateful(draw)


def rarely_stateful(draw: Any) -> Options:
    """Keras fills the states when it builds, which takes a while."""
    return {"stateful": True} if draw(st.integers(0, 9)) == 0 else {}


def weighing(draw: Any, name: str) -> Options:
    options = some(
        draw,
        use_bias=FLAGS,
        dropout=st.sampled_from([0.0, 0.25, 0.9]),
        activation=st.sampled_from(["tanh", "relu", None]),
    )
    if name.startswith("GRU"):
        options |= some(draw, reset_after=FLAGS)
    if name.startswith("LSTM"):
        options |= some(draw, unit_forget_bias=FLAGS)
    return options


def cell(draw: Any, depth: int = 0) -> dict[str, Options]:
    kinds = ["SimpleRNNCell", "LSTMCell", "GRUCell", *(["StackedRNNCells"] if depth < 1 else [])]
    name = draw(st.sampled_from(kinds))
    if name == "StackedRNNCells":
        return {name: {"cells": [cell(draw, depth + 1) for _ in range(draw(st.integers(1, 2)))]}}
    return {name: {"units": draw(st.integers(1, 5)), "trainable": draw(FLAGS), **weighing(draw, name)}}


def stacks_one(cells: Any) -> bool:
    """Whether a stack of cells, at any depth, holds a single one."""
    entries = cells if isinstance(cells, list) else [cells]
    inner = [entry["StackedRNNCells"]["cells"] for entry in entries if "StackedRNNCells" in entry]
    return (isinstance(cells, list) and len(cells) == 1) or any(map(stacks_one, inner))


def recurrent(draw: Any) -> tuple[str, Options]:
    name = draw(st.sampled_from(["SimpleRNN", "LSTM", "GRU", "RNN"]))
    if name == "RNN":
        several = draw(st.booleans())
        cells: Any = [cell(draw) for _ in range(draw(st.integers(1, 3)))] if several else cell(draw)
        options = {"cell": cells} | running(draw) | some(draw, zero_output_for_mask=FLAGS)
        if stacks_one(cells):
            # Keras gives a shape and stops at the first batch, which test_layers_that_stop_later shows.
            options.pop("unroll", None)
        return name, options
    return name, {"units": draw(st.integers(1, 5))} | weighing(draw, name) | running(draw)


@st.composite
def over_steps(draw: Any) -> Case:
    name, options = recurrent(draw)
    # RNN takes a step of several axes, or of none, without a word, and its cells then stop when they run.
    rank = 2 if name == "RNN" else draw(st.sampled_from([2, 2, 2, 2, 1, 3]))
    batch = draw(st.sampled_from([None, None, 4]))
    return name, options, (batch, *(draw(SIZES) for _ in range(rank)))


@st.composite
def over_maps(draw: Any) -> Case:
    rank = draw(st.integers(1, 3))
    sizes = st.one_of(st.integers(1, 3), st.lists(st.integers(1, 3), min_size=rank, max_size=rank))
    options: Options = {"filters": draw(st.integers(1, 3)), "kernel_size": draw(sizes)}
    options |= some(
        draw,
        strides=sizes,
        padding=st.sampled_from(["valid", "same"]),
        data_format=st.sampled_from([None, "channels_last", "channels_first"]),
        dilation_rate=sizes,
        use_bias=FLAGS,
        return_sequences=FLAGS,
        go_backwards=FLAGS,
    )
    options |= rarely_stateful(draw)
    batch = draw(st.sampled_from([None, None, None, 2]))
    extent = st.sampled_from([1, 2, 3, 4, 5, 6, 6, 6, None] if draw(st.integers(0, 3)) == 0 else [3, 4, 5, 6])
    axes = rank + draw(st.sampled_from([0, 0, 0, 0, -1, 1]))
    return f"ConvLSTM{rank}D", options, (batch, draw(SIZES), *(draw(extent) for _ in range(max(axes, 0))), draw(SIZES))


def agree(case: Case) -> None:
    name, options, shape = case
    assert says(name, options, shape) == gives(name, options, shape)


@given(over_steps())
@FEW
def test_over_steps(case: Case) -> None:
    agree(case)


@given(over_maps())
@FEW
def test_over_maps(case: Case) -> None:
    agree(case)


@pytest.mark.slow
@given(st.one_of(over_steps(), over_maps()))
@MANY
def test_a_great_many(case: Case) -> None:
    agree(case)
