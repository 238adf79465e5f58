"""Numbers as a program has them: those of numpy are taken for what they are, and nothing else becomes a number."""

from typing import Any

import numpy as np
import pytest

import netbuilder as nb


@pytest.mark.parametrize("units", [3, np.int64(3), np.uint8(3), np.array(3)])
def test_a_whole_number_of_numpy_is_one(units: Any) -> None:
    layer = nb.Dense(units=units)
    assert (layer.units, type(layer.units)) == (3, int)


@pytest.mark.parametrize("rate", [0.5, np.float32(0.5), np.array(0.5)])
def test_a_number_of_numpy_is_one(rate: Any) -> None:
    layer = nb.Dropout(rate=rate)
    assert (layer.rate, type(layer.rate)) == (0.5, float)


@pytest.mark.parametrize("units", [True, np.array([3]), np.array([3, 4]), np.bool_(True), int, 3.0, "3"])
def test_what_is_no_whole_number_is_refused(units: Any) -> None:
    with pytest.raises(nb.ConfigError, match="units"):
        nb.Dense(units=units)


def test_a_rule_is_switched_off_by_false_too() -> None:
    network = nb.Network(input=[4], layers=[nb.Dense(units=2)], rules={"NB401": False, "NB203": "warn"})
    assert network.rules == {"NB401": "off", "NB203": "warn"}
    with pytest.raises(nb.ConfigError, match="rules"):
        nb.Network(input=[4], layers=[nb.Dense(units=2)], rules=3)


LOOKUP = "input: {{shape: [1], dtype: string}}\nlayers:\n  - StringLookup: {{{options}}}\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("vocabulary: [a, b], output_mode: tf_idf, idf_weights: [1.0, 2.0]", ""),
        ("vocabulary: [a, b], output_mode: tf_idf, idf_weights: [1.0]", "idf_weights"),
        ("vocabulary: [a, b], output_mode: tf_idf", "idf_weights"),
        ("vocabulary: [a, b], max_tokens: 3", ""),
        ("vocabulary: [a, b], max_tokens: 2", "max_tokens"),
        ("vocabulary: [a, a]", "vocabulary"),
        ("vocabulary: ['', a], mask_token: ''", "vocabulary"),
        ("vocabulary: ['', '[UNK]', a], mask_token: ''", ""),
        ("vocabulary: [a, '[UNK]'], invert: true", "vocabulary"),
        ("vocabulary: [a, '[UNK]']", ""),
    ],
)
def test_words_fit_together(options: str, message: str) -> None:
    errors = [each.message for each in nb.check(LOOKUP.format(options=options)).diagnostics if each.code < "NB1"]
    assert len(errors) == bool(message), errors
    assert all(message in each for each in errors)


@pytest.mark.parametrize("number", [2**999, -(2**999), 10**308, -(10**308)], ids=["1e300", "-1e300", "1e308", "-1e308"])
def test_a_number_beyond_all_floats_is_refused(number: int) -> None:
    with pytest.raises(nb.ConfigError, match="scale"):
        nb.Rescaling(scale=number)
    with pytest.raises(nb.ConfigError, match="rate"):
        nb.Dropout(rate=number)
    with pytest.raises(nb.ConfigError, match="learning_rate"):
        nb.optimizers.SGD(learning_rate=number)


@pytest.mark.parametrize("rate", [bytearray(b"0.5"), b"0.5", "0.5", [0.5], {"rate": 0.5}, float, True])
def test_what_is_no_number_is_refused(rate: Any) -> None:
    with pytest.raises(nb.ConfigError, match="rate"):
        nb.Dropout(rate=rate)
