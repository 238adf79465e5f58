"""Keras 0.3 and 1: `Convolution2D`, `nb_filter`, `border_mode`, flat regularizers with their class in `name`."""

from typing import Any

from netbuilder.convert.model_files.refusal import Ask, Refused
from netbuilder.convert.model_files.spelling import Remark, Spelling
from netbuilder.diagnostics.sentence import _

CLASSES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "AtrousConv1D": "Conv1D",
    "AtrousConv2D": "Conv2D",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "SeparableConvolution2D": "SeparableConv2D",
}
_RENAMED = {
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "pool_length": "pool_size",
    "atrous_rate": "dilation_rate",
    "border_mode": "padding",
    "bias": "use_bias",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "p": "rate",
    "sigma": "stddev",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "beta_init": "beta_initializer",
    "gamma_init": "gamma_initializer",
}
_DROPPED = ("cache_enabled", "consume_less", "input_length", "truncate_gradient", "weights")
_ORDERINGS = {"th": "channels_first", "tf": "channels_last"}
_WITHOUT_ORDERING = ("UpSampling2D", "UpSampling3D", "ZeroPadding2D", "ZeroPadding3D", "Cropping2D", "Cropping3D")
"""Layers with an order of axes that Keras 1 did not save: it was that of the author's own settings."""
SIGNS = frozenset(
    (
        *("nb_filter", "nb_row", "filter_length", "kernel_dim1", "pool_length", "border_mode", "dim_ordering"),
        *("init", "inner_init", "W_regularizer", "dropout_W", "bias", "subsample"),
    )
)
"""Options that only Keras 1 has."""
_SIGNS_OF = {
    **dict.fromkeys(("Dense", "LSTM", "GRU", "SimpleRNN"), "output_dim"),
    **dict.fromkeys(("Dropout", "GaussianDropout", "SpatialDropout1D", "SpatialDropout2D"), "p"),
    "GaussianNoise": "sigma",
}
"""Options that only Keras 1 has in these classes."""


def is_written_in(class_name: str, config: dict[str, Any]) -> bool:
    """Whether a layer is one of Keras 1."""
    if class_name in CLASSES or class_name == "TimeDistributedDense" or not SIGNS.isdisjoint(config):
        return True
    return _SIGNS_OF.get(class_name) in config


def ordering(config: dict[str, Any]) -> str | None:
    """The order of axes that a layer says, if it does."""
    value = config.get("dim_ordering")
    return _ORDERINGS.get(value) if isinstance(value, str) else None


def respell(layer: Spelling) -> None:
    """Bring a layer into the spelling of Keras 2.

    Raises:
        Refused: Keras 2 has nothing that computes the same.
    """
    config, old = layer.config, layer.class_name
    if old == "TimeDistributedDense":
        _per_step(layer)
        return
    layer.class_name = CLASSES.get(old, old)
    _sizes(layer)
    layer.rename(_RENAMED)
    _embedding_and_units(layer)
    _initializers(layer)
    if "forget_bias_init" in config:
        start = config.pop("forget_bias_init")
        config["unit_forget_bias"] = start in ("one", "ones")
        if start not in ("one", "ones", "zero", "zeros"):
            layer.remarks.append(Remark(f"the forget gate's bias started from `{start}`; here from zero"))
    if layer.class_name == "BatchNormalization" and config.pop("mode", 0) not in (0, None):
        raise layer.refuse(_("`mode` 1 and 2 of Keras 1 normalize otherwise than any layer of Keras 3"))
    if layer.class_name == "ZeroPadding2D":
        config["padding"] = _sides(config.get("padding", 1))
    if layer.class_name == "ZeroPadding1D" and isinstance(config.get("padding"), dict):
        sides = config["padding"]
        config["padding"] = [sides.get("left_pad", 0), sides.get("right_pad", 0)]
    _order(layer)
    if old == "Deconvolution2D":
        config.pop("output_shape", None)
    layer.drop(_DROPPED)


def _per_step(layer: Spelling) -> None:
    dense = Spelling("Dense", layer.config, layer.label, layer.data_format)
    respell(dense)
    layer.class_name = "TimeDistributed"
    layer.config = {"layer": {"class_name": "Dense", "config": dense.config}}
    for option in ("name", "trainable"):
        if option in dense.config:
            layer.config[option] = dense.config.pop(option)


def _sizes(layer: Spelling) -> None:
    config = layer.config
    for options in (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3")):
        if options[0] in config:
            config["kernel_size"] = [config.pop(option, None) for option in options]
    if layer.class_name == "UpSampling1D":
        layer.rename({"length": "size"})
    if layer.class_name == "Reshape":
        layer.rename({"dims": "target_shape"})


def _embedding_and_units(layer: Spelling) -> None:
    config = layer.config
    if layer.class_name != "Embedding":
        layer.rename({"output_dim": "units"})
        config.pop("input_dim", None)
        return
    layer.rename(
        {
            "init": "embeddings_initializer",
            "kernel_regularizer": "embeddings_regularizer",
            "kernel_constraint": "embeddings_constraint",
        }
    )
    if config.pop("dropout", 0.0):
        raise layer.refuse(_("`dropout` of Keras 1's Embedding drops whole words, which no layer of Keras 3 does"))


def _initializers(layer: Spelling) -> None:
    config = layer.config
    recurrent = config.pop("inner_init", None)
    if recurrent is not None:
        config["recurrent_initializer"] = _drawn(recurrent)
    start = config.pop("init", None)
    if start is None:
        return
    if layer.class_name == "PReLU":
        config["alpha_initializer"] = _drawn(start)
    elif layer.class_name == "SeparableConv2D":
        config["depthwise_initializer"] = config["pointwise_initializer"] = _drawn(start)
    else:
        config["kernel_initializer"] = _drawn(start)


def _drawn(initializer: Any) -> Any:
    """Keras 1's `orthogonal` has a gain of 1.1."""
    if initializer == "orthogonal":
        return {"class_name": "Orthogonal", "config": {"gain": 1.1}}
    return initializer


def _sides(padding: Any) -> Any:
    """`[top, bottom, left, right]`, or a mapping of them, as Keras 2 writes it."""
    if isinstance(padding, dict):
        padding = [padding.get(f"{side}_pad", 0) for side in ("top", "bottom", "left", "right")]
    if isinstance(padding, list) and len(padding) == 4:
        return [padding[:2], padding[2:]]
    return padding


def _order(layer: Spelling) -> None:
    config = layer.config
    value = config.pop("dim_ordering", None)
    if isinstance(value, str) and value in _ORDERINGS:
        config["data_format"] = _ORDERINGS[value]
    elif value is not None or layer.class_name in _WITHOUT_ORDERING:
        if layer.data_format is None:
            fix = Ask("data_format", "channels_last", _(", or `channels_first` where it was written with Theano"))
            why = _("Keras 1 took it from the author's settings")
            raise Refused(
                "not-buildable", _("{label}: the file does not say the order of axes", label=layer.label), why, fix
            )
        config["data_format"] = layer.data_format
