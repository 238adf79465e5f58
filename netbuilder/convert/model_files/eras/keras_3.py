"""Keras 3: what its versions write differently, and what they write that says nothing."""

from netbuilder.convert.model_files.spelling import Spelling

_DROPPED = (
    *("quantization_config", "build_config", "shared_object_id", "batch_shape", "optional", "sparse_input"),
    *("batch_input_shape", "is_graph_network", "vocabulary_size", "input_dtype", "oov_method"),
)
_BOTH_WAYS = ("RandomBrightness", "RandomColorDegeneration", "RandomRotation", "RandomShear")
_UPWARDS = (
    *("AugMix", "RandAugment", "RandomContrast", "RandomHue", "RandomInvert", "RandomSharpness", "RandomGaussianBlur"),
    *("RandomErasing", "Solarization", "RandomPerspective", "RandomElasticTransform"),
)
_RANGES = ("factor", "sigma", "scale", "x_factor", "y_factor", "addition_factor", "threshold_factor")
"""Options of which Keras 3 saves a range where one number was given: -x to x, or 0 to x."""


def respell(layer: Spelling) -> None:
    """Leave out what every file holds and what no option says."""
    config = layer.config
    layer.drop(_DROPPED)
    if layer.class_name in (*_BOTH_WAYS, *_UPWARDS):
        for option in _RANGES:
            _one_number(layer, option)
    if layer.class_name == "RandomGaussianBlur":
        layer.drop(("stddev",))
    if layer.class_name.startswith("ConvLSTM"):
        layer.drop(("unroll", "zero_output_for_mask"))
    if layer.class_name.startswith("SpatialDropout") and config.get("noise_shape") is None:
        layer.drop(("noise_shape",))


def _one_number(layer: Spelling, option: str) -> None:
    """Write a range as the number that Keras makes it of."""
    value = layer.config.get(option)
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(end, int | float) for end in value):
        return
    low, high = value
    if low == (-high if layer.class_name in _BOTH_WAYS else 0):
        layer.config[option] = high
