"""Preprocessing: what the schema says is what Keras builds and what then comes out; all else is refused.

Keras announces wrong shapes for several of these layers on inputs they were not made for. The schema refuses those.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbuilder.vocabulary.base.shapes import Shape
from tests.vocabulary.built import BATCH, agrees, gives, judges_well, runs, says
from tests.vocabulary.oracle import Options
from tests.vocabulary.test_recurrent_property import FEW, FLAGS, MANY, some

pytestmark = pytest.mark.keras

Typed = tuple[str, Options, Shape, str]
FORMATS = st.sampled_from([None, "channels_last", "channels_first"])


@st.composite
def sized_images(draw: Any) -> Typed:
    name = draw(st.sampled_from(["Resizing", "CenterCrop", "RandomCrop"]))
    options: Options = {"height": draw(st.integers(1, 9)), "width": draw(st.integers(1, 9))}
    options |= some(draw, data_format=FORMATS)
    if name == "Resizing":
        words = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"]
        options |= some(
            draw,
            interpolation=st.sampled_from(words),
            crop_to_aspect_ratio=FLAGS,
            pad_to_aspect_ratio=FLAGS,
            antialias=FLAGS,
        )
    sizes = st.one_of(st.integers(1, 9), st.none())
    channels = draw(st.integers(1, 4))
    positions = (draw(sizes), draw(sizes))
    first = options.get("data_format") == "channels_first"
    return name, options, (None, channels, *positions) if first else (None, *positions, channels), "float32"


MODES = st.sampled_from(["int", "one_hot", "multi_hot", "count"])


@st.composite
def encoders(draw: Any) -> Typed:
    name = draw(st.sampled_from(["CategoryEncoding", "Discretization", "Hashing", "StringLookup", "IntegerLookup"]))
    options: Options = some(draw, output_mode=MODES)
    dtype = "int32"
    if name == "CategoryEncoding":
        options["num_tokens"] = draw(st.integers(4, 6))
    elif name == "Discretization":
        options["bin_boundaries"] = sorted(draw(st.lists(st.integers(0, 3), min_size=1, max_size=3)))
        dtype = "float32"
    elif name == "Hashing":
        options |= {"num_bins": draw(st.integers(1, 5))} | some(draw, salt=st.sampled_from([3, [1, 2]]))
    else:
        texts = name == "StringLookup"
        dtype = "string" if texts else "int64"
        options["vocabulary"] = draw(
            st.lists(st.sampled_from(["a", "b", "c", "d"] if texts else [5, 6, 7]), max_size=4)
        )
        options |= some(
            draw,
            max_tokens=st.integers(1, 6),
            num_oov_indices=st.integers(1, 3),
            pad_to_max_tokens=FLAGS,
            mask_token=st.sampled_from(["a", "", "z"] if texts else [0, 5]),
            invert=st.just(False),
        )
        if draw(st.integers(0, 4)) == 0:
            options |= {"output_mode": "tf_idf", "idf_weights": draw(st.lists(st.just(0.5), min_size=1, max_size=4))}
    if name != "CategoryEncoding" and draw(st.integers(0, 9)) == 0:
        options["sparse"] = True
    return name, options, (None, *sample_of(draw, 3)), dtype


def sample_of(draw: Any, most: int) -> tuple[int, ...]:
    """Sizes of a sample, all different and none 1 but the last: else Keras' wrong shapes can be right by chance."""
    sizes = draw(st.permutations([2, 3, 4]))[: draw(st.integers(0, most))]
    return (*sizes[:-1], 1) if sizes and draw(st.booleans()) else tuple(sizes)


@st.composite
def texts(draw: Any) -> Typed:
    options: Options = {"vocabulary": draw(st.lists(st.sampled_from(["a", "b", "", "[UNK]"]), max_size=4))} | some(
        draw,
        output_mode=st.sampled_from(["int", "multi_hot", "count"]),
        output_sequence_length=st.integers(1, 4),
        split=st.sampled_from(["whitespace", "character", None]),
        standardize=st.sampled_from(["lower", "strip_punctuation", None]),
        ngrams=st.sampled_from([1, 2, [1, 2]]),
        max_tokens=st.integers(1, 6),
        pad_to_max_tokens=FLAGS,
    )
    return "TextVectorization", options, (None, *sample_of(draw, 2)), "string"


@st.composite
def sounds(draw: Any) -> Typed:
    samples = draw(st.one_of(st.integers(1, 60), st.none()))
    if draw(st.booleans()):
        options: Options = {
            "fft_length": draw(st.integers(4, 20)),
            "sequence_stride": draw(st.integers(1, 9)),
            "num_mel_bins": draw(st.integers(1, 4)),
        }
        options |= some(draw, sequence_length=st.integers(4, 24), window=st.sampled_from(["hann", "hamming", None]))
        return "MelSpectrogram", options, (None, samples), "float32"
    options = {"frame_length": draw(st.integers(2, 12))} | some(
        draw,
        mode=st.sampled_from(["log", "magnitude", "psd", "real", "imag", "angle", "stft"]),
        frame_step=st.integers(1, 14),
        fft_length=st.integers(4, 20),
        padding=st.sampled_from(["valid", "same"]),
        expand_dims=FLAGS,
        periodic=FLAGS,
    )
    return "STFTSpectrogram", options, (None, samples, draw(st.integers(1, 3))), "float32"


@st.composite
def scaled(draw: Any) -> Typed:
    sizes = tuple(draw(st.integers(2, 3)) for _ in range(draw(st.integers(1, 3))))
    some_numbers = st.one_of(st.just(2.0), st.lists(st.just(3), min_size=1, max_size=3))
    if draw(st.booleans()):
        return "Rescaling", {"scale": draw(some_numbers)} | some(draw, offset=some_numbers), (None, *sizes), "float32"
    axes, rank = st.integers(-4, 3), len(sizes) + 1
    # One axis under two numbers is refused here; Keras builds it.
    several = st.lists(axes, min_size=1, max_size=2, unique_by=lambda axis: axis % rank)
    options = some(draw, axis=st.one_of(axes, st.none(), several), invert=FLAGS)
    if draw(st.booleans()):
        deep = st.one_of(some_numbers, st.lists(st.lists(st.just(3), min_size=2, max_size=2), min_size=1, max_size=2))
        mean = draw(deep)
        options |= {"mean": mean, "variance": mean if draw(st.integers(0, 3)) else draw(deep)}
    return "Normalization", options, (draw(st.sampled_from([None, None, 2])), *sizes), "float32"


@given(sized_images())
@FEW
def test_sized_images(case: Typed) -> None:
    judges_well(*case)


@given(encoders())
@FEW
def test_encoders(case: Typed) -> None:
    judges_well(*case)


@given(texts())
@FEW
def test_texts(case: Typed) -> None:
    judges_well(*case)


@given(sounds())
@FEW
def test_sounds(case: Typed) -> None:
    # 40 samples where their number is unknown, so that there is a frame.
    judges_well(*case, unknown=40)


@given(scaled())
@FEW
def test_scaled(case: Typed) -> None:
    judges_well(*case)


@pytest.mark.slow
@given(st.one_of(sized_images(), encoders(), texts(), scaled()))
@MANY
def test_a_great_many(case: Typed) -> None:
    judges_well(*case)


@pytest.mark.slow
@given(st.one_of(sized_images(), encoders(), texts(), sounds(), scaled()))
@MANY
def test_what_is_said_comes_out(case: Typed) -> None:
    name, options, shape, dtype = case
    said = says(name, options, shape)
    if said is not None and options.get("num_oov_indices") != 0 and options.get("data_format") != "channels_first":
        assert gives(name, options, shape, dtype) is not None
        assert agrees(said.shape, runs(name, options, shape, dtype, 40), shape[0] or BATCH)
