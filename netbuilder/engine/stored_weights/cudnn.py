"""How CuDNNLSTM and CuDNNGRU of Keras 2 laid out weights: kernels as cuDNN reads them, two biases in one vector."""

from collections.abc import Sequence
from typing import Any

import numpy

_GATES = (3, 4)


def laid_out_as_now(shapes: Sequence[Sequence[int]], arrays: Sequence[Any]) -> list[Any]:
    """The arrays with those of cuDNN's layers as an LSTM or a GRU of Keras 3 holds them; all others as they are.

    Args:
        shapes: what the weights that they are for look like. Only cuDNN has as many biases twice, in one vector.
    """
    values = list(arrays)
    for place in range(2, min(len(values), len(shapes))):
        if not _has_both_biases(shapes[place], values[place - 1], values[place]):
            continue
        units = values[place - 1].shape[0]
        for kernel in (place - 2, place - 1):
            gates = numpy.split(values[kernel], values[kernel].shape[1] // units, axis=1)
            values[kernel] = numpy.concatenate([_transposed(gate) for gate in gates], axis=1)
        both = values[place].reshape((2, -1))
        values[place] = both if len(shapes[place]) == 2 else both.sum(axis=0)
    return values


def _has_both_biases(shape: Sequence[int], recurrent: Any, bias: Any) -> bool:
    """Whether an array is the biases of the input and of the state one behind the other."""
    if bias.ndim != 1 or recurrent.ndim != 2 or not shape or bias.shape[0] != 2 * shape[-1]:
        return False
    units, width = recurrent.shape
    return units > 0 and width == shape[-1] and width % units == 0 and width // units in _GATES


def _transposed(gate: Any) -> Any:
    """A gate's kernel, (inputs, units): cuDNN takes the same numbers for (units, inputs)."""
    inputs, units = gate.shape
    return numpy.ascontiguousarray(gate).reshape((units, inputs)).T
