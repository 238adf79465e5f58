"""Keras 2, tf.keras and TensorFlow.js: classes that are gone, options that Keras 3 refuses, defaults that changed."""

import math
from typing import Any

from netbuilder.convert.model_files.spelling import Remark, Spelling
from netbuilder.diagnostics.sentence import _

_DROPPED = (
    *("implementation", "input_length", "fused", "adjustment", "dynamic", "batch_size", "truncate_gradient"),
    *("batch_input_shape", "batch_shape", "batchInputShape", "batchShape", "input_shape", "input_dtype"),
    *(
        "expects_training_arg",
        "must_restore_from_config",
        "stateful_seed",
        "rng_type",
        "vocabulary_size",
        "is_graph_network",
    ),
)
_HARD = "hard_sigmoid"
_OTHER_FUNCTION = Remark("hard_sigmoid is clip(0.2x + 0.5) in the file's Keras, and clip(x/6 + 0.5) in Keras 3", True)
_PER_POSITION = ("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D")
_EXPERIMENTAL = {
    "CategoryEncoding": {"max_tokens": "num_tokens"},
    "Discretization": {"bins": "bin_boundaries"},
}
"""Options of preprocessing layers while they were experimental, to TensorFlow 2.5."""
_TRANSPOSED = ("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")


def respell(layer: Spelling) -> None:
    """Bring a layer into the spelling of Keras 3.

    Raises:
        Refused: Keras 3 has nothing that computes the same.
    """
    config = layer.config
    _gone(layer)
    name = layer.class_name
    if name == "LeakyReLU":
        layer.rename({"alpha": "negative_slope"})
    layer.rename(_EXPERIMENTAL.get(name, {}))
    if name == "CategoryEncoding" and config.get("output_mode") == "binary":
        config["output_mode"] = "multi_hot"
    boundaries = config.get("bin_boundaries")
    if isinstance(boundaries, list) and boundaries[-1:] == [math.inf]:  # the last bin, which every release has
        config["bin_boundaries"] = boundaries[:-1]
    if name in ("GRU", "GRUCell"):
        config.setdefault("reset_after", False)
    axis = config.get("axis")
    if name == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        config["axis"] = axis[0]
    if config.pop("time_major", False):
        raise layer.refuse(
            _("`time_major: true` has no equivalent in Keras 3"), _("steps come first, before the batch")
        )
    if config.get("renorm") is False:
        layer.drop(("renorm", "renorm_clipping", "renorm_momentum"))
    if config.pop("virtual_batch_size", None) is not None:
        layer.remarks.append(Remark("normalized over parts of a batch (`virtual_batch_size`), here over all of it"))
    if name in (*_PER_POSITION, *_TRANSPOSED) and config.get("groups") == 1:
        del config["groups"]
    if name in _PER_POSITION:
        layer.drop(("kernel_initializer", "kernel_regularizer", "kernel_constraint"))
        if name.startswith("Depthwise"):
            layer.drop(("filters",))
    if name.startswith("SpatialDropout"):
        layer.drop(("noise_shape",))
    if name in ("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "SimpleRNN"):
        layer.drop(("unroll",) if name.startswith("Conv") else ())
    if any(config.get(option) == _HARD for option in ("activation", "recurrent_activation")):
        layer.remarks.append(_OTHER_FUNCTION)
    if name != "Embedding" and "input_dim" in config:
        del config["input_dim"]
    layer.drop(_DROPPED)


def missing_defaults(class_name: str) -> dict[str, Any]:
    """What a file of that time means by an option that it leaves out, where Keras 3 means something else."""
    if class_name in ("LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "LSTMCell", "GRUCell"):
        return {"recurrent_activation": _HARD}
    return {}


def joined_weights(class_name: str, config: dict[str, Any]) -> int:
    """How many biases a layer has beside those of Keras 3: CuDNNLSTM has one for the input and one for the state."""
    if class_name == "CuDNNLSTM":
        units = config.get("units")
        return 4 * units if type(units) is int else 0
    inner = config.get("layer")
    if not isinstance(inner, dict) or not isinstance(inner.get("config"), dict):
        return 0
    both_ways = 2 if class_name == "Bidirectional" else 1
    return both_ways * joined_weights(str(inner.get("class_name")), inner["config"])


def _gone(layer: Spelling) -> None:
    """Classes that Keras 3 has under another name."""
    config = layer.config
    if layer.class_name == "ThresholdedReLU":
        layer.class_name = "ReLU"
        layer.rename({"theta": "threshold"})
        config.setdefault("threshold", 1.0)
    elif layer.class_name == "CuDNNLSTM":
        layer.class_name = "LSTM"
        config["recurrent_activation"] = "sigmoid"
    elif layer.class_name == "CuDNNGRU":
        layer.class_name = "GRU"
        config["recurrent_activation"], config["reset_after"] = "sigmoid", True
    elif layer.class_name in ("UnifiedLSTM", "UnifiedGRU"):
        layer.class_name = layer.class_name.removeprefix("Unified")
    elif layer.class_name == "SyncBatchNormalization":
        layer.class_name = "BatchNormalization"
        config["synchronized"] = True
    elif layer.class_name == "DepthwiseConv":
        layer.class_name = "DepthwiseConv2D"
