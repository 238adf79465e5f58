"""Numbers as people write them."""

import struct


def shortest_decimal(value: float) -> float:
    """0.0010000000474974513 as 0.001; a number that is no float32 as it is."""
    try:
        (rounded,) = struct.unpack("<f", struct.pack("<f", value))
    except OverflowError:
        return value
    if rounded != value:  # a float64 of its own, nan among them
        return value
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        try:
            if struct.unpack("<f", struct.pack("<f", float(text)))[0] == value:
                return float(text)
        except OverflowError:
            continue
    return value
