"""Numbers as people write them."""

import math
import struct


def shortest_decimal(value: float) -> float:
    """0.0010000000474974513 as 0.001; a number that is no float32 as it is."""
    if _in_single_precision(value) != value:  # a float64 of its own, nan among them
        return value
    shorter = (float(f"{value:.{digits}g}") for digits in range(1, 10))
    return next(number for number in shorter if _in_single_precision(number) == value)


def _in_single_precision(number: float) -> float:
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return math.inf
