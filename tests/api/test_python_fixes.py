"""What is wrong with a network made in Python is mended in Python's words; with a file in the file's."""

from collections.abc import Callable
from typing import Any

import pytest

import netbuilder as nb


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda: nb.Dense(unts=4), "did you mean `units`?"),
        (lambda: nb.Compile(optimizer="adm", loss="mse"), 'did you mean `"adam"`?'),
        (lambda: nb.Compile(optimizer=7, loss="mse"), '`optimizer="adam"`, say'),
        (lambda: nb.Bidirectional(layer=3), "`layer=nb.LSTM(units=4)`, say"),
    ],
)
def test_what_a_constructor_says(make: Callable[[], Any], fix: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        make()
    assert f"= fix: {fix}" in str(caught.value)


def test_what_check_says() -> None:
    network = nb.Network(
        input=[8],
        layers=[nb.Dense(units=16), nb.Dense(units=3, activation="softmax")],
        compile=nb.Compile(optimizer="adam", loss="binary_crossentropy"),
    )
    assert '`activation="relu"` in Dense' in str(nb.check(network))
    assert "`activation: relu` in Dense" in str(nb.check(network.to_yaml()))
    assert "activation=&quot;relu&quot;" in (nb.check(network)._repr_html_() or "")
