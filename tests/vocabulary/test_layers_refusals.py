"""What is said about layers whose options or input do not fit."""

from typing import Any

import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.vocabulary.base.shapes import ShapeError
from tests.vocabulary.oracle import Options, schema_class

# (layer, options, code, place, message)
WRITTEN: list[tuple[str, Options, str, str, str]] = [
    (
        "Conv2D",
        {"filters": 33, "kernel_size": 3, "groups": 2},
        "NB012",
        "Conv2D.filters",
        "Conv2D.filters takes a multiple of `groups`, 2, got 33",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "strides": 2, "dilation_rate": [1, 2]},
        "NB012",
        "Conv2D.dilation_rate",
        "Conv2D.dilation_rate takes 1 where `strides` is above 1, got [1, 2]",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": [3, 3, 3]},
        "NB012",
        "Conv2D.kernel_size",
        "Conv2D.kernel_size takes a list of 2 numbers, got [3, 3, 3]",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": [3, 0]},
        "NB012",
        "Conv2D.kernel_size[1]",
        "an item of kernel_size takes a whole number of at least 1, got 0",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "padding": "causal"},
        "NB012",
        "Conv2D.padding",
        'Conv2D.padding takes `valid` or `same`, got "causal"',
    ),
    (
        "Conv1DTranspose",
        {"filters": 4, "kernel_size": 3, "strides": 2, "output_padding": 2},
        "NB012",
        "Conv1DTranspose.output_padding",
        "Conv1DTranspose.output_padding takes a whole number below `strides`, 2, got 2",
    ),
    (
        "DepthwiseConv2D",
        {"kernel_size": 3, "strides": [1, 2]},
        "NB012",
        "DepthwiseConv2D.strides",
        "DepthwiseConv2D.strides takes the same number down and across, got [1, 2]",
    ),
    (
        "MaxPooling2D",
        {"strides": 0},
        "NB012",
        "MaxPooling2D.strides",
        "MaxPooling2D.strides takes a whole number of at least 1, got 0",
    ),
    (
        "ZeroPadding2D",
        {"padding": [1, [2, -1]]},
        "NB012",
        "ZeroPadding2D.padding[1][1]",
        "an item of padding takes a whole number of at least 0, got -1",
    ),
    (
        "Dropout",
        {"rate": 30},
        "NB012",
        "Dropout.rate",
        "Dropout.rate takes a number of at least 0 and below 1, got 30",
    ),
    (
        "GaussianNoise",
        {"stddev": 2},
        "NB012",
        "GaussianNoise.stddev",
        "GaussianNoise.stddev takes a number from 0 to 1, got 2",
    ),
    (
        "SpatialDropout2D",
        {"rate": 0.5, "trainable": False},
        "NB011",
        "SpatialDropout2D.trainable",
        "SpatialDropout2D has no option `trainable`",
    ),
    (
        "BatchNormalization",
        {"renorm_clipping": {"rmin": 2, "rmax": 1}},
        "NB012",
        "BatchNormalization.renorm_clipping",
        "BatchNormalization.renorm_clipping takes rmin <= rmax, got {rmin: 2, rmax: 1}",
    ),
    (
        "GroupNormalization",
        {"groups": 0},
        "NB012",
        "GroupNormalization.groups",
        "GroupNormalization.groups takes a whole number, at least 1 or -1, got 0",
    ),
    (
        "Reshape",
        {"target_shape": [None, 2]},
        "NB014",
        "Reshape.target_shape[0]",
        "an item of target_shape takes a whole number of at least 1, or -1, got null",
    ),
    (
        "Reshape",
        {"target_shape": [-1, -1]},
        "NB012",
        "Reshape.target_shape",
        "Reshape.target_shape takes a list of sizes with one -1 at most, got [-1, -1]",
    ),
    (
        "Permute",
        {"dims": [1, 3]},
        "NB012",
        "Permute.dims",
        "Permute.dims takes the axes from 1 up in another order, as `[2, 1]`, got [1, 3]",
    ),
    (
        "UpSampling2D",
        {"interpolation": "cubic"},
        "NB012",
        "UpSampling2D.interpolation",
        'UpSampling2D.interpolation takes a way such as `bilinear`, got "cubic"',
    ),
    (
        "Dense",
        {"units": 4, "lora_rank": 2, "kernel_constraint": "non_neg"},
        "NB012",
        "Dense.lora_rank",
        "Dense.lora_rank takes null beside a `kernel_constraint`, got 2",
    ),
    (
        "Dense",
        {"units": 4, "quantization_config": {}},
        "NB011",
        "Dense.quantization_config",
        "Dense.quantization_config is not offered in a network file",
    ),
    (
        "EinsumDense",
        {"equation": "ab, bc -> ac", "output_shape": 3},
        "NB012",
        "EinsumDense.equation",
        'EinsumDense.equation takes axes as in `abc,cd->abd`, got "ab, bc -> ac"',
    ),
    (
        "EinsumDense",
        {"equation": "abc,cd->abd", "output_shape": [4]},
        "NB012",
        "EinsumDense.output_shape",
        "EinsumDense.output_shape takes 2 sizes, got [4]",
    ),
    (
        "EinsumDense",
        {"equation": "ab,bc->ac"},
        "NB013",
        "EinsumDense",
        "EinsumDense needs `output_shape`",
    ),
]


@pytest.mark.parametrize(("name", "options", "code", "place", "message"), WRITTEN)
def test_options_that_do_not_fit(name: str, options: Options, code: str, place: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        schema_class(name)(**options)
    [said] = caught.value.diagnostics
    assert said.address is not None
    assert (said.code, getattr(said.address, "path", None), said.message) == (code, place, message)
    assert len(said.message) <= 80


# (layer, options, input, cause, field, message)
GIVEN: list[tuple[str, Options, tuple[int | None, ...], str, str, str]] = [
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3},
        (28, 28),
        "rank",
        "",
        "Conv2D takes (height, width, channels), here it gets (28, 28)",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "data_format": "channels_first"},
        (28,),
        "rank",
        "",
        "Conv2D takes (channels, height, width), here it gets (28,)",
    ),
    (
        "AdaptiveAveragePooling3D",
        {"output_size": 2},
        (8, 8, 8, 8, 3),
        "rank",
        "",
        "AdaptiveAveragePooling3D takes 4 axes, here it gets (8, 8, 8, 8, 3)",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 5},
        (3, 9, 1),
        "window",
        "kernel_size",
        "Conv2D: a window of 5 does not fit, height is 3 here",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "dilation_rate": 4},
        (9, 5, 1),
        "window",
        "dilation_rate",
        "Conv2D: a window of 3 covers 9 and does not fit, width is 5 here",
    ),
    (
        "MaxPooling1D",
        {"pool_size": 3},
        (2, 8),
        "window",
        "pool_size",
        "MaxPooling1D: a window of 3 does not fit, steps is 2 here",
    ),
    ("Cropping2D", {"cropping": 4}, (9, 8, 3), "window", "cropping", "Cropping2D takes 8 away, width is 8 here"),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3, "groups": 2},
        (8, 8, 3),
        "reshape",
        "groups",
        "Conv2D cannot split 3 channels into 2 groups",
    ),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 3},
        (8, 8, None),
        "reshape",
        "",
        "Conv2D needs to know how many channels come in, here it is null",
    ),
    (
        "BatchNormalization",
        {"axis": 3},
        (8, 3),
        "reshape",
        "axis",
        "BatchNormalization works on axis 3, here it gets (8, 3)",
    ),
    (
        "BatchNormalization",
        {"axis": 0},
        (8, 3),
        "reshape",
        "axis",
        "BatchNormalization works on axis 0, which is the batch",
    ),
    (
        "GroupNormalization",
        {},
        (8, 8, 24),
        "reshape",
        "groups",
        "GroupNormalization cannot split 24 channels into 32 groups",
    ),
    (
        "LayerNormalization",
        {"axis": [1, -2]},
        (8, 3),
        "reshape",
        "axis",
        "LayerNormalization names one axis twice in [1, -2]",
    ),
    (
        "Reshape",
        {"target_shape": [28, 29]},
        (784,),
        "reshape",
        "target_shape",
        "Reshape makes 812 values, here it gets 784 in (784,)",
    ),
    (
        "Reshape",
        {"target_shape": [29, -1]},
        (784,),
        "reshape",
        "target_shape",
        "Reshape cannot split (784,) into [29, -1]: 784 is no multiple of 29",
    ),
    ("Permute", {"dims": [2, 1]}, (3, 4, 5), "rank", "dims", "Permute of [2, 1] takes 2 axes, here it gets (3, 4, 5)"),
    ("RepeatVector", {"n": 2}, (3, 4), "rank", "", "RepeatVector takes (features,), here it gets (3, 4)"),
    (
        "PReLU",
        {"shared_axes": [1, 2]},
        (3,),
        "reshape",
        "shared_axes",
        "PReLU shares its slopes along axis 2, here it gets (3,)",
    ),
    (
        "Dropout",
        {"rate": 0.5, "noise_shape": [None, 3, 4]},
        (6, 4),
        "reshape",
        "noise_shape",
        "Dropout: a mask of size 3 does not fit on 6 in (6, 4)",
    ),
    (
        "Dense",
        {"units": 5, "activation": "glu"},
        (3,),
        "reshape",
        "activation",
        "glu halves axis 1, which has 5 values here",
    ),
    (
        "EinsumDense",
        {"equation": "abc,cd->abd", "output_shape": [6, 4]},
        (5, 3),
        "reshape",
        "output_shape",
        "axis `b` is 5 in the input and 6 in `output_shape`",
    ),
]


@pytest.mark.parametrize(("name", "options", "given", "cause", "field", "message"), GIVEN)
def test_inputs_that_do_not_fit(
    name: str, options: Options, given: tuple[int | None, ...], cause: str, field: str, message: str
) -> None:
    layer, shape = schema_class(name)(**options), (None, *given)
    with pytest.raises(ShapeError) as caught:
        layer.weights(shape) if layer.output_shape(shape) else None
    error = caught.value
    assert (error.cause, error.field, error.message) == (cause, field, message)


@pytest.mark.parametrize(
    ("name", "options", "given", "fix"),
    [
        # A map without its channel axis, and a flat vector that is a square map.
        (
            "Conv2D",
            {"filters": 4, "kernel_size": 3},
            (28, 28),
            "`- Reshape: {target_shape: [28, 28, 1]}` before it, or `Conv1D`",
        ),
        ("Conv2D", {"filters": 4, "kernel_size": 3}, (784,), "`- Reshape: {target_shape: [28, 28, 1]}` before it"),
        ("Conv2D", {"filters": 4, "kernel_size": 3}, (100, 3), "`Conv1D`"),
        ("Conv2D", {"filters": 4, "kernel_size": 3}, (10, 28, 28, 3), "`Conv3D`"),
        ("Conv1D", {"filters": 4, "kernel_size": 3}, (None,), "`- Reshape: {target_shape: [-1, 1]}` before it"),
        ("STFTSpectrogram", {}, (16,), "`- Reshape: {target_shape: [16, 1]}` before it"),
        (
            "STFTSpectrogram",
            {"data_format": "channels_first"},
            (None,),
            "`- Reshape: {target_shape: [1, -1]}` before it",
        ),
        # There is no DepthwiseConv3D to offer.
        ("DepthwiseConv2D", {"kernel_size": 3}, (8, 8, 8, 3), ""),
        ("GlobalMaxPooling2D", {}, (8, 3), "`GlobalMaxPooling1D`"),
    ],
)
def test_a_wrong_rank_says_what_to_write(name: str, options: Options, given: tuple[int | None, ...], fix: str) -> None:
    with pytest.raises(ShapeError) as caught:
        schema_class(name)(**options).output_shape((None, *given))
    assert caught.value.fix == fix


@pytest.mark.parametrize("value", [True, "3", 2.5, 3.0, None, [3], [3, "3"], {}])
def test_sizes_are_strict(value: Any) -> None:
    convolution: Any = schema_class("Conv2D")
    with pytest.raises(ConfigError):
        convolution(filters=4, kernel_size=value)
