"""Numbers of one tensor, in float64 on the host, as logarithms to base 10."""

from math import log10
from typing import Any

_RESOLVED = 1e-14
"""Below this fraction of the second moment a variance is float32 rounding."""


def host(keras: Any, tensor: Any) -> Any:
    """The tensor as a float64 array, one row a sample."""
    import numpy as np

    # By way of float32, which is what all is measured in.
    array = np.asarray(keras.ops.convert_to_numpy(tensor)).astype("float32", copy=False).astype("float64")
    return array.reshape(array.shape[0], -1) if array.ndim > 1 else array.reshape(-1, 1)


def signal(rows: Any) -> tuple[float | None, float | None, bool]:
    """log10 of the batch-centred variance and of the second moment, and whether all is finite."""
    import numpy as np

    if not np.isfinite(rows).all():
        return None, None, False
    largest = float(np.abs(rows).max())
    if largest == 0:
        return None, None, True
    scaled = rows / largest  # squares of 1e200 would overflow
    power = float(np.mean(scaled**2))
    variance = float(np.mean(np.var(scaled, axis=0)))
    scale = 2 * log10(largest)
    collapsed = variance <= _RESOLVED * power
    return (None if collapsed else log10(variance) + scale), log10(power) + scale, True


def size(rows: Any) -> float | None:
    """log10 of the root mean square; None where all is exactly 0 or not finite."""
    import numpy as np

    if not np.isfinite(rows).all():
        return None
    largest = float(np.abs(rows).max())
    if largest == 0:
        return None
    return log10(float(np.sqrt(np.mean((rows / largest) ** 2)))) + log10(largest)


def dead_fraction(keras: Any, tensor: Any) -> float:
    """Fraction of the units (last axis) that are 0 or less for all samples and positions."""
    import numpy as np

    array = np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(tensor, "float32")))
    columns = array.reshape(-1, array.shape[-1])
    return float(np.mean((columns <= 0).all(axis=0)))


def saturated_fraction(rows: Any, function: str) -> float:
    """Fraction of the values at the flat ends of tanh or sigmoid."""
    import numpy as np

    if function == "tanh":
        return float(np.mean(np.abs(rows) > 0.97))
    return float(np.mean((rows < 0.03) | (rows > 0.97)))


def duplicate_columns(kernel: Any, transposed: bool) -> float | None:
    """Fraction of the kernel's columns, one a unit, that equal an earlier one; None below two units."""
    import numpy as np

    array = np.asarray(kernel)
    if array.ndim < 2:
        return None
    columns = np.moveaxis(array, -2 if transposed else -1, 0)
    columns = np.ascontiguousarray(columns.reshape(columns.shape[0], -1))
    if len(columns) < 2:
        return None
    different = len({column.tobytes() for column in columns})
    # One distinct column among many is as symmetric as it gets.
    return (len(columns) - different) / (len(columns) - 1)
