"""What rules ask layers for: true fans, roles, what an activation layer applies."""

from collections.abc import Iterable
from typing import Any

import pytest

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Dropping, Kernel, Normalizer, Pooling
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.weights import Weight
from tests.vocabulary.oracle import Options, schema_class


def made(name: str, options: Options) -> Layer:
    return schema_class(name).model_validate(options)


@pytest.mark.parametrize(
    ("name", "options", "given", "fans"),
    [
        ("Dense", {"units": 4}, (8,), [(8, 4)]),
        ("Conv2D", {"filters": 16, "kernel_size": 3}, (9, 9, 8), [(72, 144)]),
        ("Conv2D", {"filters": 16, "kernel_size": 3, "groups": 4}, (9, 9, 8), [(18, 36)]),
        # Keras counts 3*3*8 for these: a depthwise kernel sees one channel at a time.
        ("DepthwiseConv2D", {"kernel_size": 3}, (9, 9, 8), [(9, 9)]),
        ("DepthwiseConv2D", {"kernel_size": [1, 5], "depth_multiplier": 2}, (9, 9, 8), [(5, 10)]),
        ("SeparableConv2D", {"filters": 16, "kernel_size": 3, "depth_multiplier": 2}, (9, 9, 8), [(9, 18), (16, 16)]),
        # An output of a transposed convolution is made of every stride-th position of the window.
        ("Conv2DTranspose", {"filters": 16, "kernel_size": 4}, (9, 9, 8), [(128, 256)]),
        ("Conv2DTranspose", {"filters": 16, "kernel_size": 4, "strides": 2}, (9, 9, 8), [(32, 256)]),
        ("EinsumDense", {"equation": "abc,cde->abde", "output_shape": [None, 4, 6]}, (5, 3), [(3, 24)]),
        ("EinsumDense", {"equation": "abc,bcd->ad", "output_shape": 4}, (5, 3), [(15, 4)]),
    ],
)
def test_kernels_know_their_true_fans(name: str, options: Options, given: Shape, fans: list[tuple[int, int]]) -> None:
    weights: Iterable[Weight] = made(name, options).weights((None, *given))
    assert [weight.fans for weight in weights if weight.role == "kernel"] == fans


@pytest.mark.parametrize(
    "name", ["DepthwiseConv1D", "SeparableConv2D", "Conv2D", "Conv3DTranspose", "EinsumDense", "Dense"]
)
def test_kernel_options_initialize_the_kernels(name: str) -> None:
    cls = schema_class(name)
    assert issubclass(cls, Kernel)
    weights = made(name, cls.example).weights((None, *cls.example_input))
    assert cls.kernel_options == tuple(weight.initializer for weight in weights if weight.role == "kernel")


def test_what_a_weight_is_drawn_from_is_an_option() -> None:
    from netbuilder.vocabulary.base.registry import every

    for cls in every("layer"):
        if issubclass(cls, Kernel | Normalizer):
            for weight in made(cls.__name__, cls.example).weights((None, *cls.example_input)):
                assert not weight.initializer or weight.initializer in cls.model_fields, (cls, weight)


@pytest.mark.parametrize(
    ("name", "options", "family", "power"),
    [
        ("Activation", {"activation": "tanh"}, "tanh", None),
        ("ReLU", {}, "relu", 0.5),
        ("ReLU", {"negative_slope": 1}, "relu", 1.0),
        ("LeakyReLU", {}, "relu", 0.545),
        ("ELU", {}, "relu", 0.64495),
        ("PReLU", {}, "relu", 0.5),
        ("PReLU", {"alpha_initializer": {"Constant": {"value": 1}}}, "relu", 1.0),
        ("Softmax", {}, "softmax", None),
    ],
)
def test_an_activation_layer_says_what_it_applies(name: str, options: Options, family: str, power: Any) -> None:
    layer = made(name, options)
    assert isinstance(layer, ActivationLayer)
    function = layer.nonlinearity
    assert isinstance(function, Activation)
    assert function.family == family
    if power is not None:
        assert function.power == pytest.approx(power, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "options", "axis"),
    [
        ("Softmax", {}, -1),
        ("Softmax", {"axis": 1}, 1),
        ("Softmax", {"axis": [1]}, 1),
        ("Softmax", {"axis": [1, 2]}, 0),  # the batch: a size that nobody knows
        ("Activation", {"activation": {"softmax": {"axis": 1}}}, 1),
        ("Activation", {"activation": {"Softmax": {"axis": 1}}}, 1),
        ("Activation", {"activation": "relu"}, -1),
    ],
)
def test_the_axis_of_a_softmax(name: str, options: Options, axis: int) -> None:
    layer = made(name, options)
    assert isinstance(layer, ActivationLayer)
    assert layer.softmax_axis == axis


def test_max_pooling_takes_the_maximum_and_average_pooling_keeps_values() -> None:
    from netbuilder.vocabulary.base.registry import every

    kinds = [cls for cls in every("layer") if issubclass(cls, Pooling)]
    assert len(kinds) == 18
    for cls in kinds:
        assert cls.takes_maximum == ("Max" in cls.__name__)
        assert cls.keeps_values != cls.takes_maximum


def test_how_strong_dropout_and_noise_are() -> None:
    for name, options, strength, drops in [
        ("Dropout", {"rate": 0.3}, 0.3, True),
        ("SpatialDropout2D", {"rate": 0.3}, 0.3, True),
        ("GaussianNoise", {"stddev": 0.2}, 0.2, False),
        ("GaussianDropout", {"rate": 0.2}, 0.2, False),
    ]:
        layer = made(str(name), dict(options))
        assert isinstance(layer, Dropping)
        assert (layer.strength, layer.drops) == (strength, drops)


def test_a_normalizer_without_center_has_no_shift() -> None:
    for name in ("BatchNormalization", "LayerNormalization", "GroupNormalization"):
        with_shift, without = made(name, {}), made(name, {"center": False})
        assert isinstance(with_shift, Normalizer)
        assert isinstance(without, Normalizer)
        assert with_shift.has_shift
        assert not without.has_shift


def test_options_come_in_keras_order_and_a_layer_leaves_out_what_it_lacks() -> None:
    cls = schema_class("SpatialDropout2D")
    assert cls.option_names() == ["rate", "data_format", "seed", "name", "dtype"]
    assert schema_class("Conv2D").option_names()[:5] == ["filters", "kernel_size", "strides", "padding", "data_format"]


def test_an_option_whose_name_a_field_cannot_have() -> None:
    cls = schema_class("EinsumDense")
    node = made("EinsumDense", cls.example)
    assert cls.written_name("output_sizes") == "output_shape"
    assert "output_shape=[None, 4]" in repr(node).replace("(None, 4)", "[None, 4]")


def test_every_layer_and_every_option_says_what_it_is() -> None:
    from netbuilder.vocabulary.base.docs import field_docs, summary
    from netbuilder.vocabulary.base.registry import every

    for cls in every("layer"):
        assert summary(cls).endswith("."), cls
        told = field_docs(cls)
        assert set(told) == set(cls.option_names()), cls
        assert all(sentence.endswith(".") for sentence in told.values()), cls
