"""Layers of other packages, and whole models, are named as what they are and never taken for a slip of ours."""

import pytest

from netbuilder.diagnostics import Diagnostic
from tests.rules.judging import judge


def finding(entry: str) -> Diagnostic:
    text = f"input: [28, 28, 3]\nlayers:\n  - {entry}\n  - Flatten\n  - Dense: {{units: 1}}\n"
    [diagnostic] = [one for one in judge(text).errors if one.code == "NB010"]
    return diagnostic


@pytest.mark.parametrize(
    "entry",
    [
        'QConv2D: {filters: 8, kernel_size: 3, kernel_quantizer: "quantized_bits(4,0,1)"}',
        'QDense: {units: 8, bias_quantizer: "quantized_bits(4)"}',
        "QActivation: {activation: quantized_relu}",
        "QBatchNormalization",
        "QuantConv2D: {filters: 8, kernel_size: 3}",
        "MaxBlurPooling2D",
        "CoordConv",
        "WeightNormalization: {layer: {Dense: {units: 3}}}",
    ],
)
def test_a_layer_of_another_package_names_the_import_and_is_not_renamed(entry: str) -> None:
    diagnostic = finding(entry)
    assert "--import" in diagnostic.fix
    assert not diagnostic.edits


@pytest.mark.parametrize(
    "name", ["SwitchNormalization", "WSConv2D", "PartialConv2D", "DeformableConv2D", "SincConv1D", "MaxBluePooling2D"]
)
def test_a_name_that_differs_by_a_whole_word_is_no_slip(name: str) -> None:
    assert "did you mean" not in finding(name).fix


@pytest.mark.parametrize(
    ("slip", "name"),
    [
        ("MaxPoling2D", "MaxPooling2D"),
        ("BatchNormalisation", "BatchNormalization"),
        ("GlobalAvgPooling2D", "GlobalAveragePooling2D"),
        ("Conv2d", "Conv2D"),
        ("GlobalAveragePoling2D", "GlobalAveragePooling2D"),
    ],
)
def test_a_slip_of_the_finger_still_is_one(slip: str, name: str) -> None:
    assert f"`{name}`" in finding(slip).fix


@pytest.mark.parametrize("name", ["MobileNetV2", "ResNet50", "EfficientNetB0", "VGG16", "Xception", "InceptionV3"])
def test_a_whole_model_says_in_one_sentence_what_to_do(name: str) -> None:
    for entry in (f"{name}: {{weights: imagenet, include_top: false}}", f"applications.{name}(include_top=False)"):
        diagnostic = finding(entry)
        assert diagnostic.message == f"no layer is called `{name}`"
        assert "keras.applications" in diagnostic.why
        assert "keras.Sequential([base, nb.build('head.yaml')])" in diagnostic.fix


def test_a_call_of_another_package_keeps_its_arguments() -> None:
    diagnostic = finding("InstanceNormalization(axis=-1, epsilon=0.1)")
    assert "GroupNormalization" in diagnostic.fix
    assert not diagnostic.edits


def test_instance_normalization_is_group_normalization_with_its_options() -> None:
    assert finding("InstanceNormalization").fix == "`- GroupNormalization: {groups: -1}`"
    diagnostic = finding("InstanceNormalization: {axis: -1, epsilon: 0.01}")
    assert diagnostic.fix == "`- GroupNormalization: {groups: -1, epsilon: 0.01}`"
    assert diagnostic.edits
    assert not finding("InstanceNormalization: {axis: 1}").edits
