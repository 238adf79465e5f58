"""Which names are read in any case: those of optimizers, and those that Keras resolves itself."""

import pytest

import netbuilder as nb


@pytest.mark.parametrize(
    ("layer", "compile_", "unknown"),
    [
        ("{units: 3}", "{optimizer: SGD, loss: mse}", None),
        ("{units: 3}", "{optimizer: ADAMW, loss: mse}", None),
        ("{units: 3}", "{optimizer: SDG, loss: mse}", "no optimizer is called `SDG`"),
        ("{units: 3}", "{optimizer: sgd, loss: MSE, metrics: [ACC]}", None),
        ("{units: 3}", "{optimizer: sgd, loss: CE}", None),
        ("{units: 3}", "{optimizer: sgd, loss: mse, metrics: [CE]}", "no metric is called `CE`"),
        ("{units: 3, activation: RELU}", "{optimizer: sgd, loss: mse}", "no activation is called `RELU`"),
        ("{units: 3, kernel_initializer: ZEROS}", "{optimizer: sgd, loss: mse}", "no initializer is called `ZEROS`"),
    ],
)
def test_a_name_in_capitals(layer: str, compile_: str, unknown: str | None) -> None:
    text = f"input: [4]\nlayers:\n  - Dense: {layer}\ncompile: {compile_}\n"
    messages = [each.message for each in nb.check(text).diagnostics if each.code == "NB015"]
    assert messages == ([unknown] if unknown else [])
