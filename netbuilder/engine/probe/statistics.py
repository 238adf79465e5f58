"""Numbers of one tensor, in float64 on the host, as logarithms to base 10.

A tensor is gone through as seldom as its numbers allow, in memory that the next one uses again: new memory for every
step of the reckoning takes longer than the step.
"""

from math import isfinite, log10
from typing import Any, NamedTuple

_RESOLVED = 1e-14
"""Below this fraction of the second moment a variance is float32 rounding."""


class Signal(NamedTuple):
    """What a layer gave."""

    variance: float | None
    """log10 of the variance over the samples, averaged over the units; None where it is rounding, or nothing."""
    power: float | None
    """log10 of the second moment."""
    is_finite: bool


def rows_of(array: Any) -> Any:
    """Numbers as float32, which is what all is measured in: one row a sample, one column a unit."""
    array = array.astype("float32", copy=False)
    return array.reshape(array.shape[0] if array.ndim else 1, -1)


def largest(rows: Any) -> float:
    """The largest number by its size; infinite or not a number where one of them is."""
    return max(float(rows.max()), -float(rows.min()))


class Desk:
    """What tensors are reckoned at, one after the other."""

    def __init__(self, keras: Any, tensorflow: Any) -> None:
        self.keras = keras
        self.tensorflow = tensorflow
        self._memory: list[Any] = []

    def values(self, tensor: Any) -> Any:
        """The numbers of a tensor or a variable; they may be its own memory, which is not to be written into."""
        import numpy as np

        try:
            return np.asarray(memoryview(self.tensorflow.convert_to_tensor(tensor)))
        except (TypeError, ValueError, BufferError):  # it is sparse, or of a dtype that Python does not know
            return np.asarray(self.keras.ops.convert_to_numpy(tensor))

    def rows(self, tensor: Any) -> Any:
        """The same as `rows_of` gives them."""
        return rows_of(self.values(tensor))

    def signal(self, rows: Any) -> Signal:
        """How strong the rows are, and how different."""
        import numpy as np

        most = largest(rows)
        if not isfinite(most):
            return Signal(None, None, False)
        if most == 0:
            return Signal(None, None, True)
        scaled, work = self._scaled(rows, most), self._array(1, rows.shape)
        power = float(np.mean(np.multiply(scaled, scaled, out=work)))
        # As numpy's own `var`, which takes new memory.
        np.subtract(scaled, np.mean(scaled, axis=0), out=work)
        variance = float(np.mean(np.multiply(work, work, out=work)))
        scale = 2 * log10(most)
        is_collapsed = variance <= _RESOLVED * power
        return Signal(None if is_collapsed else log10(variance) + scale, log10(power) + scale, True)

    def size(self, rows: Any, most: float | None = None) -> float | None:
        """log10 of the root mean square; None where all is exactly 0 or not finite.

        Args:
            most: the `largest` of the rows, where it is known.
        """
        import numpy as np

        most = largest(rows) if most is None else most
        if not isfinite(most) or most == 0:
            return None
        scaled = self._scaled(rows, most)
        return log10(float(np.sqrt(np.mean(np.multiply(scaled, scaled, out=scaled))))) + log10(most)

    def _scaled(self, rows: Any, most: float) -> Any:
        """The rows in float64, their largest number 1: squares of 1e200 would overflow."""
        import numpy as np

        return np.divide(rows, most, out=self._array(0, rows.shape), dtype="float64")

    def _array(self, number: int, shape: tuple[int, int]) -> Any:
        """One of the arrays at hand, of that shape, its numbers whatever they were."""
        import numpy as np

        count = shape[0] * shape[1]
        while len(self._memory) <= number or self._memory[number].size < count:
            del self._memory[number:]
            self._memory.append(np.empty(count))
        return self._memory[number][:count].reshape(shape)


def dead_fraction(rows: Any, units: int) -> float:
    """Fraction of the units, each a column at every position, that are 0 or less for all samples and positions."""
    import numpy as np

    return float(np.mean(rows.reshape(-1, units).max(axis=0) <= 0))


def saturated_fraction(rows: Any, function: str) -> float:
    """Fraction of the values at the flat ends of tanh or sigmoid."""
    import numpy as np

    rows = rows.astype("float64")
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
