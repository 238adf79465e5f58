"""What NB112, NB120 to NB124 and NB708 say stops in Keras does stop there, and what they let pass runs."""

import json
import warnings
from typing import Any

import pytest

from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.plan import plan
from netbuilder.rules.base import every_rule
from netbuilder.source import read
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Wrapper
from netbuilder.vocabulary.base.registry import every

pytestmark = [pytest.mark.keras, pytest.mark.slow, pytest.mark.filterwarnings("ignore:Gradients do not exist")]

CODES = ("NB120", "NB121", "NB122", "NB123", "NB708", "NB124", "NB112")
TRAIN = "compile: {optimizer: sgd, loss: mse}\n"
BAD = [(rule.code, text) for rule in every_rule() if rule.code in CODES for text in rule.bad]
GOOD = [(rule.code, text) for rule in every_rule() if rule.code in CODES for text in rule.good]
ONLY_TOLD = ("never learns", "NaN")


def trained(text: str) -> float:
    """The loss of one step of the network as it is written, whatever the rules say of it."""
    import numpy as np

    from netbuilder.engine.build import build

    text = text if "compile:" in text else text + TRAIN
    planned = plan(resolve(parse(read(text, "network.yaml"))), 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = build(planned).model
        shape = (3, *[size or 5 for size in planned.input.shape])
        x = np.random.default_rng(0).integers(0, 2, size=shape).astype(planned.input.dtype)
        y = np.zeros((3, *[size or 5 for size in model.output_shape[1:]]), "float32")
        model.predict(x, batch_size=2, verbose=0)
        return float(model.fit(x, y, epochs=1, batch_size=2, verbose=0).history["loss"][-1])


@pytest.mark.parametrize(("code", "text"), BAD, ids=[f"{code}-{at}" for at, (code, _) in enumerate(BAD)])
def test_a_bad_example_stops_or_trains_nothing(code: str, text: str) -> None:
    from netbuilder.lint.runner import lint

    lines = [line for line in text.splitlines() if f"# {code}" in line]
    if any(one.code == code and one.severity.word == "warn" for one in lint(parse(read(text, ""))).diagnostics):
        assert _first_weights_stay(text)
        return
    for line in lines:  # each of several, with the others mended
        others = [other for other in lines if other != line]
        try:
            loss = trained("\n".join(_without(other) if other in others else other for other in text.splitlines()))
        except Exception:
            continue
        assert loss != loss, f"{line}: Keras trains it"


@pytest.mark.parametrize(("code", "text"), GOOD, ids=[f"{code}-{at}" for at, (code, _) in enumerate(GOOD)])
def test_a_good_example_trains(code: str, text: str) -> None:
    loss = trained(text)
    assert loss == loss


def _without(line: str) -> str:
    """The line without what is wrong with it: its layer with its first option alone, in float32."""
    name = line.strip(" -").partition(":")[0]
    units = "units: 4" if "units" in line else ""
    return f"  - {name}: {{{units}}}" if units else "  - Identity"


def _first_weights_stay(text: str) -> bool:
    """Whether the first layer has the weights that it started with, after a step that changed others."""
    import numpy as np

    from netbuilder.engine.build import build

    planned = plan(resolve(parse(read(text, "network.yaml"))), 1)
    model: Any = build(planned).model
    before = [weight.numpy() for weight in model.layers[0].weights]
    x = np.random.default_rng(0).normal(size=(8, *[size or 5 for size in planned.input.shape])).astype("float32")
    model.fit(x, np.ones(np.shape(model.predict(x, verbose=0)), "float32"), epochs=2, verbose=0)
    return all(np.array_equal(old, new.numpy()) for old, new in zip(before, model.layers[0].weights, strict=True))


WHOLE = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool")
PENALTIES = ("{L1: {}}", "{L2: {}}", "{L1L2: {l1: 0.1}}", "{OrthogonalRegularizer: {}}")
PENALIZED = {
    "Flatten: {activity_regularizer: PENALTY}": "[2, 2]",
    "Reshape: {target_shape: [4], activity_regularizer: PENALTY}": "[2, 2]",
    "ZeroPadding1D: {activity_regularizer: PENALTY}": "[2, 2]",
    "GlobalMaxPooling1D: {activity_regularizer: PENALTY}": "[2, 2]",
    "TimeDistributed: {layer: Flatten, activity_regularizer: PENALTY}": "[2, 2, 2]",
    "Hashing: {num_bins: 9, activity_regularizer: PENALTY}": "[4]",
    "ActivityRegularization: {l1: 0.1}": "[4]",
    "ActivityRegularization: {l1: 0}": "[4]",
}


@pytest.mark.parametrize(("layer", "shape"), PENALIZED.items(), ids=[name.partition(":")[0] for name in PENALIZED])
def test_a_penalty_stops_on_the_whole_numbers_that_nb123_names(layer: str, shape: str) -> None:
    """Where the layer runs without it: the error of the other is another's business (NB120, NB121)."""
    from netbuilder.lint.runner import lint

    for dtype in WHOLE:
        for penalty in PENALTIES if "PENALTY" in layer else [""]:
            text = f"input: {{shape: {shape}, dtype: {dtype}}}\nlayers:\n  - {layer.replace('PENALTY', penalty)}\n"
            codes = {diagnostic.code for diagnostic in lint(parse(read(text, ""))).diagnostics}
            assert _stops(text) == bool(codes & {"NB120", "NB123"}), (text, codes)


def _stops(text: str) -> bool:
    """Whether Keras stops at the first batch, of two samples."""
    import numpy as np

    from netbuilder.engine.build import build

    planned = plan(resolve(parse(read(text, "network.yaml"))), 1)
    model: Any = build(planned).model
    shape: Any = (2, *planned.input.shape)
    try:
        model(np.ones(shape, str(planned.input.dtype)))
    except Exception:
        return True
    return False


WEIGHTLESS = [
    cls
    for cls in every("layer")
    if issubclass(cls, Layer)
    and cls.keeps_dtype
    and cls.input_dtype == "float32"
    and not cls.is_container
    and "activity_regularizer" in cls.option_names()
    and not issubclass(cls, Wrapper)
    and not cls(**cls.example).weights((None, *[size or 4 for size in cls.example_input]))
]


@pytest.mark.parametrize("cls", WEIGHTLESS, ids=lambda cls: cls.__name__)
def test_a_penalty_on_what_goes_through_in_another_precision_stops_where_nb123_says(cls: type[Layer]) -> None:
    from netbuilder.lint.runner import lint

    shape = [size or 4 for size in cls.example_input]
    options = {**cls.example, "autocast": False, "activity_regularizer": {"L2": {"l2": 0.1}}}
    layers = [{cls.__name__: options}, "Flatten", {"Dense": {"units": 1}}]
    text = json.dumps({"input": {"shape": shape, "dtype": "float16"}, "layers": layers})
    text = f"{text[:-1]}, compile: {{optimizer: sgd, loss: mse}}}}\n"
    codes = {
        diagnostic.code for diagnostic in lint(parse(read(text, ""))).diagnostics if diagnostic.severity.word == "error"
    }
    try:
        trained(text)
    except Exception:
        assert codes, text
    else:
        assert "NB123" not in codes, text


def test_time_distributed_leaves_out_the_penalty_of_what_it_applies() -> None:
    import keras
    import numpy as np

    layers = keras.layers
    dense = layers.Dense(2, activity_regularizer="l2")
    inside = layers.TimeDistributed(dense), layers.TimeDistributed(layers.ActivityRegularization(l2=0.1))
    deeper = layers.TimeDistributed(layers.SpectralNormalization(layers.Dense(2, activity_regularizer="l2")))
    model = layers.TimeDistributed(keras.Sequential([layers.Dense(2, activity_regularizer="l2")]))
    outside = layers.TimeDistributed(layers.Dense(2), activity_regularizer="l2")
    losses = []
    for layer in (*inside, deeper, model, outside):
        layer(np.ones((2, 3, 4), "float32"))
        losses.append(bool(layer.losses))
    assert losses == [False, False, True, True, True]
