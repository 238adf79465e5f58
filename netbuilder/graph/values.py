"""What flows between layers beside the shape: the dtype of the values, and which whole numbers can be among them."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.graph.layer_call import LayerCall
from netbuilder.vocabulary.base.dtypes import Ids


class Values(NamedTuple):
    """What goes into a layer."""

    dtype: str | None
    """None where it is unknown: behind a hole, a custom layer, or a layer that does not take what it gets."""
    ids: Ids | None
    """The whole numbers that can come, where the file determines them."""
    source: LayerCall | None
    """The layer that settled the dtype, and made the whole numbers; None for the input."""


def walk_values(calls: Sequence[LayerCall], dtype: str | None, precision: str) -> list[Values]:
    """What goes into every layer, by index; one more at the end, for what the model gives back."""
    values = Values(dtype, None, None)
    walked = [values]
    for call in calls:
        layer = call.outer
        if layer is None or values.dtype is None or not layer.accepts(values.dtype):
            values = Values(None, None, call)
        else:
            output, ids = layer.output_dtype(values.dtype, precision), layer.output_ids(values.ids)
            same = output == values.dtype and ids == values.ids and layer.keeps_dtype
            values = Values(output, ids, values.source if same else call)
        walked.append(values)
    return walked
