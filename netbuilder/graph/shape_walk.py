"""What flows through the layers: shapes, dtypes, whole numbers; and whether another input would have fitted."""

from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.graph.layer_call import LayerCall
from netbuilder.system.caches import clearable
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.network import Input

# A layer of a repeat, and one that many networks share, meets the same shape many times. Its id is another layer's
# once it is gone, so it is kept beside what came out.
_walked: MutableMapping[tuple[int, Shape], tuple[Layer, Shape, Sequence[Weight], int]] = clearable({})
_MOST_WALKED = 10_000
LONGEST_AXIS = 2**63 - 1
"""Keras' backends count in signed words of 64 bits."""


def walk_shapes(calls: Sequence[LayerCall], shape: Shape | None) -> list[tuple[LayerCall, ShapeError]]:
    """Give every layer its shapes and weights; returns the first layer that cannot take its input, if one cannot.

    Behind such a layer, and behind a hole, shapes are unknown.
    """
    errors: list[tuple[LayerCall, ShapeError]] = []
    for call in calls:
        call.input = shape
        layer = call.outer
        if layer is None:
            cls = call.entry.cls
            shape = call.output = shape if cls is not None and cls.keeps_shape else None
            continue
        if shape is None:
            continue
        key = (id(layer), shape)
        result = _walked.get(key)
        if result is None or result[0] is not layer:
            try:
                _is_a_tensors(layer, shape)
                output, weights = layer.output_shape(shape), layer.weights(shape)
                result = (layer, output, weights, sum(weight.size for weight in weights))
            except ShapeError as error:
                errors.append((call, error))
                shape = None
                continue
            except UnknownShape:
                shape = None
                continue
            if len(_walked) >= _MOST_WALKED:
                _walked.clear()
            _walked[key] = result
        shape, call.weights, call.parameters = result[1:]
        call.output = shape
    return errors


def _is_a_tensors(layer: Layer, shape: Shape) -> None:
    """Refuse an axis that no tensor has: a few layers that each double a map are soon at numbers of any length."""
    if any(size is not None and size > LONGEST_AXIS for size in shape):
        message = _("{layer} gets an axis longer than 2^63, and no tensor has one", layer=type(layer).__name__)
        raise ShapeError("reshape", message, fix=_("fewer layers that make the map larger"))


def fits(calls: Sequence[LayerCall], shape: Shape) -> bool:
    """Whether every layer takes what comes of an input of that shape, batch axis first."""
    for call in calls:
        layer = call.outer
        if layer is None:
            return False
        try:
            layer.weights(shape)
            shape = layer.output_shape(shape)
        except ShapeError:
            return False
    return True


def without_batch_axis(written: Input | None, calls: Sequence[LayerCall]) -> Shape | None:
    """The sample's shape without its first size, where that is null and the rest fits the layers; None otherwise.

    Who writes `input: [null, 28, 28]` for Conv1D has written the batch axis, which goes without saying.
    """
    if written is None or len(written.shape) < 2 or written.shape[0] is not None:
        return None
    rest = (written.batch_size, *written.shape[1:])
    return rest if fits(calls, rest) else None


def as_input(shape: Shape) -> str:
    """A shape, batch axis first, as `input` takes it: `[28, 28, null]`."""
    return f"[{', '.join('null' if size is None else str(size) for size in shape[1:])}]"


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
