"""How Keras 1 laid out weights: kernels by the order of axes, gates one by one."""

from collections.abc import Sequence
from typing import Any

import numpy

_GATES = {"GRU": (0, 1, 2), "LSTM": (0, 2, 1, 3), "ConvLSTM2D": (0, 2, 1, 3)}
"""Where today's gates stand among those of Keras 1: of an LSTM, `i, f, c, o` among `i, c, f, o`."""


def laid_out_as_now(layer: Any, arrays: Sequence[Any]) -> list[Any]:
    """The arrays of a layer of Keras 1 as that of Keras 3 holds them; whether they fit is for the caller to compare."""
    name, values = type(layer).__name__, list(arrays)
    if name == "Bidirectional":
        half = len(values) // 2
        forward = laid_out_as_now(layer.forward_layer, values[:half])
        return forward + laid_out_as_now(layer.backward_layer, values[half:])
    if name == "TimeDistributed":
        return laid_out_as_now(layer.layer, values)
    if "Conv" in name:
        values = [_kernel(layer, name, value) for value in values]
    gates = _GATES.get(name, ())
    if gates and len(values) == 3 * len(gates):
        parts = [[values[3 * gate + part] for gate in gates] for part in range(3)]  # kernel, recurrent kernel, bias
        values = [numpy.concatenate(part, axis=-1) for part in parts]
    return values


def _kernel(layer: Any, name: str, kernel: Any) -> Any:
    """A kernel as (*sizes, channels in, filters), for a transposed convolution with the last two exchanged."""
    if kernel.ndim < 4:
        return kernel
    if name == "Conv1D":
        sizes = (*layer.kernel_size, 1)
        is_first = kernel.shape[:2] != sizes or kernel.shape[3] != layer.filters  # Keras 1.0
    else:
        is_first = layer.data_format == "channels_first"
    if is_first:
        kernel = numpy.moveaxis(kernel, (0, 1), (-1, -2))
    if name == "Conv2DTranspose":
        kernel = numpy.swapaxes(kernel, -1, -2)
    return kernel[:, 0] if name == "Conv1D" else kernel
