"""Second moments under a standard normal z, from which an activation's `power` follows."""

from math import erf, exp, pi, sqrt


def density(z: float) -> float:
    """phi(z)."""
    return exp(-z * z / 2) / sqrt(2 * pi)


def below(z: float) -> float:
    """P(Z < z)."""
    return (1 + erf(z / sqrt(2))) / 2


def power_above(bound: float) -> float:
    """E z^2 over z > bound."""
    return bound * density(bound) + 1 - below(bound)


def power_between(low: float, high: float) -> float:
    """E z^2 over low < z < high."""
    return power_above(low) - power_above(high)


def exponential_power(alpha: float) -> float:
    """E (alpha (e^(z / alpha) - 1))^2 over z < 0: the curved side of celu."""
    if alpha < 0.1:
        # The curve is all but flat at -alpha here, and e^(2 / alpha^2) leaves the range of floats.
        return alpha**2 / 2
    once, twice = 1 / alpha, 2 / alpha
    curve = exp(twice**2 / 2) * below(-twice) - 2 * exp(once**2 / 2) * below(-once) + 0.5
    return alpha**2 * curve
