"""`autocast: false`: which layers take floats of another precision; a Keras that mends one is seen."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Severity
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import find, names

PRECISIONS = ("float16", "mixed_float16", "float64")
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "LSTM": [{"units": 2, "dropout": 0.2}, {"units": 2, "recurrent_dropout": 0.2}],
    "GRU": [{"units": 2, "dropout": 0.2}],
    "SimpleRNN": [{"units": 2, "dropout": 0.2}],
    "ConvLSTM1D": [{"filters": 4, "kernel_size": 3, "dropout": 0.2}],
    "RNN": [{"cell": {"LSTMCell": {"units": 4, "dropout": 0.2}}}],
}


def networks() -> Iterator[tuple[str, nb.Network]]:
    """A float32 sample into every class, with a precision of its own and nothing cast."""
    for name in names("layer"):
        cls = find("layer", name)
        assert cls is not None
        assert issubclass(cls, Layer)
        if "autocast" in getattr(cls, "lacks", ()) or cls.input_dtype != "float32" or cls.is_container:
            continue
        for options in (cls.example, *OPTIONS.get(name, [])):
            for precision in PRECISIONS:
                try:
                    layer = cls.model_validate({**options, "dtype": precision, "autocast": False})
                    tail = [nb.Flatten(), nb.Dense(units=1)] if len(cls.example_input) < 6 else []
                    yield (
                        f"{name}-{precision}-{options}",
                        nb.Network(input=list(cls.example_input), layers=[layer, *tail], compile={"loss": "mse"}),
                    )
                except nb.ConfigError:
                    continue


def test_the_words() -> None:
    text = "input: [8, 2]\nlayers:\n  - {}: {{{}, dtype: mixed_float16, autocast: false}}\n"
    [warning] = nb.check(text.format("Dense", "units: 2")).diagnostics
    assert (warning.code, warning.severity) == ("NB122", Severity.WARN)
    assert warning.message == "Dense gets float32, and float16 once the model is saved and opened"
    [error] = nb.check(text.format("Conv1D", "filters: 2, kernel_size: 2")).errors
    assert error.message == "Conv1D gets float32 and computes in float16: nothing is cast"
    assert error.why == "Keras stops at the first batch"


def test_what_gets_its_own_precision_is_left_alone() -> None:
    for name, options in (("Conv1D", "filters: 2, kernel_size: 2"), ("Dense", "units: 2"), ("PReLU", "")):
        text = f"""\
input: {{shape: [8, 2], dtype: float16}}
layers:
  - Identity: {{dtype: float16}}
  - {name}: {{{options}, dtype: mixed_float16, autocast: false}}
"""
        assert "NB122" not in [each.code for each in nb.check(text.replace("{, ", "{")).diagnostics]


def stops(model: Any) -> str:
    """What Keras says where it traces a forward pass or a step of training; the empty string where it runs."""
    import numpy as np
    import tensorflow as tf

    samples = tf.constant(
        np.random.default_rng(0).random((2, *[size or 4 for size in model.input_shape[1:]]), "float32")
    )

    @tf.function(autograph=False)
    def step(samples: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = model.compute_loss(y=tf.zeros((2, *model.output_shape[1:])), y_pred=model(samples, training=True))
        return tape.gradient(loss, model.trainable_variables)

    try:
        model(samples, training=False)
        if model.trainable_variables:
            step.get_concrete_function(samples)
    except Exception as error:  # of any kind: each of them stops a program
        return str(error)[:200] or type(error).__name__
    return ""


@pytest.mark.keras
@pytest.mark.slow
def test_what_is_refused_stops_and_nothing_else() -> None:
    wrong, count = [], 0
    for label, network in networks():
        errors = nb.check(network).errors
        if any(error.code != "NB122" or "cannot compute" in error.message for error in errors):
            continue
        count += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                model = nb.build(network, settings={"ignore": ["NB122"]})
            except nb.ConfigError:  # no kernel on this machine, whatever is cast
                continue
            stop = stops(model)
        if bool(stop) != bool(errors):
            wrong.append((label, errors, stop))
    assert count > 100
    assert wrong == []
