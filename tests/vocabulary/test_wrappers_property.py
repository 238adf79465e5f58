"""Whatever is wrapped: the same shape and weights as Keras, or both refuse."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vocabulary.built import gives, judges_well, says
from tests.vocabulary.oracle import Options
from tests.vocabulary.test_recurrent_property import FEW, MANY, SIZES, Case, recurrent, running, weighing

pytestmark = pytest.mark.keras


def inner(draw: Any) -> tuple[str, Options]:
    """A layer that can be wrapped."""
    some_units = {"units": draw(st.integers(1, 4))}
    convolution = {"filters": draw(st.integers(1, 4)), "kernel_size": draw(st.integers(1, 3))}
    frozen = {"trainable": False} if draw(st.integers(0, 4)) == 0 else {}
    name, options = draw(
        st.sampled_from(
            [
                ("Dense", some_units),
                ("Dense", some_units | {"use_bias": False}),
                ("Conv1D", convolution),
                ("Conv2D", convolution | {"padding": "same"}),
                ("Conv1DTranspose", convolution),
                ("DepthwiseConv2D", {"kernel_size": convolution["kernel_size"]}),
                ("SeparableConv2D", convolution),
                ("Embedding", {"input_dim": 9, "output_dim": 3}),
                ("BatchNormalization", {}),
                ("Flatten", {}),
                ("Dropout", {"rate": 0.5}),
                ("MaxPooling2D", {}),
                ("Rescaling", {"scale": 2.0}),
                ("Resizing", {"height": 3, "width": 2}),
                ("Normalization", {}),
                ("Sequential", {"layers": [{"Dense": some_units}, {"Dense": {"units": 2, "trainable": False}}]}),
            ]
        )
    )
    # Keras does not heed it in a model that a wrapper applies; netbuilder does, see tests/engine/test_frozen.py.
    return name, options if name == "Sequential" else options | frozen


@st.composite
def time_distributed(draw: Any) -> Case:
    name, options = recurrent(draw) if draw(st.integers(0, 3)) == 0 else inner(draw)
    if name not in ("RNN", "Resizing") and draw(st.integers(0, 4)) == 0:
        name, options = "TimeDistributed", {"layer": {name: options}}
    rank = draw(st.integers(1, 4))
    if name in ("RNN", "Resizing"):  # these two take more ranks than make sense
        rank = {"RNN": min(rank, 3), "Resizing": 4}[name]
    batch = draw(st.sampled_from([None, None, 2]))
    return "TimeDistributed", {"layer": {name: options}}, (batch, *(draw(SIZES) for _ in range(rank)))


@st.composite
def bidirectional(draw: Any) -> Case:
    name, options = recurrent(draw)
    wrapper: Options = {"layer": {name: options}}
    if draw(st.booleans()):
        wrapper["merge_mode"] = draw(st.sampled_from(["concat", "sum", "ave", "mul"]))
    if draw(st.integers(0, 2)) == 0:
        other = draw(st.sampled_from(["SimpleRNN", "LSTM", "GRU"]))
        cells = options.get("cell", [])
        # Keras merges outputs of different widths only when it runs, and then stops or says a wrong shape.
        units = options["units"] if "units" in options else width(cells[-1] if isinstance(cells, list) else cells)
        wrapper["backward_layer"] = {other: {"units": units} | weighing(draw, other) | running(draw)}
    shape = (draw(st.sampled_from([None, None, 2])), draw(SIZES), draw(SIZES))
    return "Bidirectional", wrapper, shape


def width(cell: Any) -> int:
    [(name, options)] = cell.items()
    return width(options["cells"][-1]) if name == "StackedRNNCells" else int(options["units"])


@st.composite
def spectral(draw: Any) -> Case:
    # What has embeddings builds; it is refused because its values come out as whole numbers.
    name, options = inner(draw)
    if name == "Embedding":
        name, options = "Dense", {"units": 2}
    rank = draw(st.integers(1, 3))
    wrapper = {"layer": {name: options}, "power_iterations": draw(st.integers(1, 3))}
    return "SpectralNormalization", wrapper, (None, *(draw(st.integers(2, 6)) for _ in range(rank)))


def agree(case: Case) -> None:
    name, options, shape = case
    assert says(name, options, shape) == gives(name, options, shape)


@given(time_distributed())
@FEW
def test_time_distributed(case: Case) -> None:
    # Like SpectralNormalization, it does not ask the layer inside whether the input fits.
    judges_well(*case)


@given(bidirectional())
@FEW
def test_bidirectional(case: Case) -> None:
    agree(case)


@given(spectral())
@FEW
def test_spectral_normalization(case: Case) -> None:
    judges_well(*case)


@pytest.mark.slow
@given(st.one_of(time_distributed(), bidirectional(), spectral()))
@MANY
def test_a_great_many(case: Case) -> None:
    judges_well(*case)
