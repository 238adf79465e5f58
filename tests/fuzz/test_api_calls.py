"""Python programs may pass anything: they get a value, or a ConfigError that says what is wrong."""

import pytest

from tests.fuzz.api_calls import call


def calls(first: int, count: int) -> int:
    """Make so many calls; how many gave a value."""
    return sum(call(seed) for seed in range(first, first + count))


def test_2000_calls_with_values_of_any_kind() -> None:
    # Calls that are all refused would prove little about what comes of those that are not.
    assert calls(0, 2_000) > 200


@pytest.mark.slow
def test_20000_calls_with_values_of_any_kind() -> None:
    assert calls(1_000_000, 20_000) > 2_000
