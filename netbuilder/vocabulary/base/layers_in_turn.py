"""What several layers, one after the other, do with the dtype of what goes in."""

from collections.abc import Iterable

from netbuilder.vocabulary.base.layer import Layer


def accepted_in_turn(layers: Iterable[Layer], dtype: str, training: bool) -> bool:
    """Whether Keras runs layers, one after the other, on values of that dtype; True where nothing is known of one."""
    value: str | None = dtype
    for layer in layers:
        if value is None:
            return True
        if not layer.accepts(value, training=training):
            return False
        value = layer.output_dtype(value, "float32")
    return True


def dtype_in_turn(layers: Iterable[Layer], dtype: str, precision: str) -> str | None:
    """The dtype that comes out of layers, one after the other; None where it is unknown."""
    value: str | None = dtype
    for layer in layers:
        value = layer.output_dtype(value, precision) if value is not None else None
    return value
