"""Names are those that Keras would give."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbuilder.vocabulary.base.layer_names import Namer, automatic_name


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        ("Dense", "dense"),
        ("Conv2D", "conv2d"),
        ("Conv1DTranspose", "conv1d_transpose"),
        ("LSTM", "lstm"),
        ("ConvLSTM2D", "conv_lstm2d"),
        ("GRU", "gru"),
        ("SimpleRNN", "simple_rnn"),
        ("GlobalAveragePooling2D", "global_average_pooling2d"),
        ("ReLU", "re_lu"),
        ("PReLU", "p_re_lu"),
        ("LeakyReLU", "leaky_re_lu"),
        ("ELU", "elu"),
        ("STFTSpectrogram", "stft_spectrogram"),
        ("RMSNormalization", "rms_normalization"),
        ("AugMix", "aug_mix"),
    ],
)
def test_automatic_name(cls: str, name: str) -> None:
    assert automatic_name(cls) == name


def test_counter_per_class() -> None:
    namer = Namer([])
    given_names = [namer.next(cls) for cls in ("Dense", "ReLU", "Dense", "Dense", "ReLU")]
    assert given_names == ["dense", "re_lu", "dense_1", "dense_2", "re_lu_1"]


def test_automatic_names_avoid_written_ones() -> None:
    namer = Namer(["dense_1", "flatten"])
    assert [namer.next("Dense") for _ in range(3)] == ["dense", "dense_2", "dense_3"]
    assert namer.next("Flatten") == "flatten_1"


@given(st.lists(st.sampled_from(["Dense", "ReLU", "Dense1"]), max_size=30), st.sets(st.text("dense_1234", max_size=8)))
def test_names_are_unique(classes: list[str], taken: set[str]) -> None:
    namer = Namer(taken)
    names = [namer.next(cls) for cls in classes]
    assert len({*names, *taken}) == len(names) + len(taken)


@pytest.mark.keras
def test_automatic_names_are_keras_own() -> None:
    """Every public layer class of the installed Keras."""
    import keras
    from keras.src.utils.naming import to_snake_case

    classes = [name for name in dir(keras.layers) if re.match("[A-Z]", name)]
    assert len(classes) > 140
    assert {name: automatic_name(name) for name in classes} == {name: to_snake_case(name) for name in classes}
