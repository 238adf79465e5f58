"""What Keras takes in another form, and a network file too: words in any case, null for an initializer."""

from typing import Any

import pytest

from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import every
from tests.rules.judging import judge

WORDS = {"padding": "VALID", "data_format": "Channels_Last", "interpolation": "BILINEAR", "distribution": "NORMAL"}


def lowered() -> list[tuple[type[Item], str]]:
    """The options that are a word of a few which Keras lowers."""
    return [
        (cls, option)
        for kind in ("layer", "initializer")
        for cls in every(kind)
        for option in cls.model_fields
        if option in WORDS and _takes(cls, option, WORDS[option].lower()) and _takes(cls, option, WORDS[option])
    ]


def _takes(cls: Any, option: str, value: str) -> bool:
    try:
        cls.model_validate({**cls.example, option: value})
    except ValueError:
        return False
    return True


def test_windows_and_their_like_take_words_in_any_case() -> None:
    names = {(cls.__name__, option) for cls, option in lowered()}
    assert {("Conv2D", "padding"), ("MaxPooling1D", "padding"), ("Conv3DTranspose", "padding")} <= names
    assert {("UpSampling2D", "interpolation"), ("VarianceScaling", "distribution"), ("Conv2D", "data_format")} <= names
    assert len(names) > 60


# Here Keras is stricter than with the same option elsewhere; a file is read alike everywhere, and gives it lower case.
STRICTER = {(f"Adaptive{kind}Pooling{rank}D", "data_format") for kind in ("Average", "Max") for rank in (1, 2, 3)}
STRICTER |= {("STFTSpectrogram", "padding")}


@pytest.mark.keras
@pytest.mark.parametrize(("cls", "option"), lowered(), ids=lambda value: getattr(value, "__name__", value))
def test_keras_takes_it_too(cls: type[Item], option: str) -> None:
    import keras

    node = cls.model_validate({**cls.example, option: WORDS[option]})
    assert getattr(node, option) == WORDS[option].lower()
    kind = keras.initializers if cls.kind == "initializer" else keras.layers
    options = {**cls.example, option: WORDS[option]}
    if (cls.__name__, option) in STRICTER:
        with pytest.raises(ValueError, match=r"[Ii]nvalid"):
            getattr(kind, cls.__name__)(**options)
    else:
        getattr(kind, cls.__name__)(**options)


@pytest.mark.keras
def test_null_is_kerass_none_and_draws_as_glorot_uniform() -> None:
    import keras
    import numpy as np

    [dense] = [cls for cls in every("layer") if cls.__name__ == "Dense"]
    node: Any = dense.model_validate({"units": 4, "bias_initializer": None})
    assert type(node.bias_initializer).__name__ == "GlorotUniform"
    layer = keras.layers.Dense(300, bias_initializer=None)
    layer.build((None, 3))
    limit = np.sqrt(6 / 600)
    bias = np.asarray(layer.bias)
    assert 0.9 * limit < np.abs(bias).max() <= limit


def test_a_size_beyond_any_tensor_is_said_at_the_input() -> None:
    [error] = judge("input: [99999999999999999999]\nlayers:\n  - Dense: {units: 1}\n").errors
    assert error.code == "NB012"
    assert "tensor" in error.message


@pytest.mark.parametrize(("text", "number"), [("1/255", "0.00392156862745098"), ("1./255", "0.00392156862745098")])
def test_a_fraction_gets_its_number_as_an_edit(text: str, number: str) -> None:
    [error] = judge(f"input: [8]\nlayers:\n  - Rescaling: {{scale: {text}}}\n  - Dense: {{units: 1}}\n").errors
    assert error.fix == f"`{number}`"
    assert [edit.replacement for edit in error.edits] == [number]


def test_an_anchored_block_that_is_a_list_of_layers_is_spliced_in() -> None:
    block = """\
x-block: &block
  - Dense: {units: 4, activation: relu}
  - Dropout: {rate: 0.1}
input: [8]
layers:
  - *block
  - repeat: {times: 2, layers: [*block]}
  - Dense: {units: 1}
"""
    report = judge(block)
    assert not report.diagnostics
    assert [call.name for call in report.graph.calls] == [*["Dense", "Dropout"] * 3, "Dense"]
    wrong = judge(block.replace("rate: 0.1", "rate: 7"))
    assert {(error.code, error.address.line) for error in wrong.errors} == {("NB012", 6), ("NB012", 7)}  # type: ignore[union-attr]
