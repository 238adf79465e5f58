"""Keras 3: what its versions write differently, and what they write that says nothing."""

from netbuilder.convert.model_files.spelling import Spelling

_DROPPED = (
    *("quantization_config", "build_config", "shared_object_id", "batch_shape", "optional", "sparse_input"),
    *("batch_input_shape", "is_graph_network", "vocabulary_size", "input_dtype"),
)
_RECURRENT = ("LSTM", "GRU", "SimpleRNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")


def respell(layer: Spelling) -> None:
    """Leave out what every file holds and what no option says."""
    config = layer.config
    layer.drop(_DROPPED)
    if layer.class_name in _RECURRENT and config.get("zero_output_for_mask") is False:
        del config["zero_output_for_mask"]
    if layer.class_name.startswith("ConvLSTM"):
        layer.drop(("unroll", "zero_output_for_mask"))
    if layer.class_name.startswith("SpatialDropout") and config.get("noise_shape") is None:
        layer.drop(("noise_shape",))
