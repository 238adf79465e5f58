"""The facts that rules ask for, measured on the installed Keras."""

from math import inf
from typing import Any

import pytest

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.node_fields import read
from netbuilder.vocabulary.base.registry import every, names
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.training import Optimizer, Schedule
from netbuilder.vocabulary.base.weights import Initializer
from tests.vocabulary.vocabulary_oracle import keras_makes, keras_thing, written

pytestmark = pytest.mark.keras

# Functions of one value at a time; the others weigh values against each other.
ALONE = [name for name in names("activation") if name not in ("softmax", "log_softmax", "sparsemax", "glu")]
VARIED: list[tuple[str, dict[str, Any]]] = [
    ("relu", {"negative_slope": 0.25}),
    ("relu", {"max_value": 1.5}),
    ("relu", {"negative_slope": 0.5, "max_value": 2.0}),
    ("leaky_relu", {"negative_slope": 0.01}),
    ("leaky_relu", {"negative_slope": 1.0}),
    ("elu", {"alpha": 0.3}),
    ("elu", {"alpha": 0.0}),
    ("celu", {"alpha": 3.0}),
    ("celu", {"alpha": 0.3}),
    ("celu", {"alpha": 0.05}),
    ("gelu", {"approximate": True}),
    ("squareplus", {"b": 1.0}),
    ("squareplus", {"b": 0}),
    ("soft_shrink", {"threshold": 1.2}),
    ("hard_shrink", {"threshold": 0.0}),
    ("threshold", {"threshold": -0.5, "default_value": 2.0}),
]
BARE: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in ALONE if name != "threshold"]


def activation(name: str, options: dict[str, Any]) -> Activation:
    node = read("activation", {name: options})
    assert isinstance(node, Activation)
    return node


def outputs(name: str, options: dict[str, Any], values: Any) -> Any:
    import numpy as np

    return np.asarray(keras_makes("activation", name, options)(np.asarray(values, "float64")), "float64")


@pytest.mark.parametrize(("name", "options"), BARE + VARIED)
def test_power_is_the_second_moment_under_a_standard_normal(name: str, options: dict[str, Any]) -> None:
    import numpy as np

    z = np.linspace(-12, 12, 240_001)
    weights = np.exp(-(z**2) / 2)
    moment = float((outputs(name, options, z) ** 2 * weights).sum() / weights.sum())
    assert activation(name, options).power == pytest.approx(moment, rel=2e-3)


def test_power_of_glu() -> None:
    import numpy as np

    pairs = np.random.default_rng(0).normal(size=(400_000, 2))
    assert activation("glu", {}).power == pytest.approx(float((outputs("glu", {}, pairs) ** 2).mean()), rel=0.02)


def test_power_is_unknown_where_relu_has_a_threshold() -> None:
    assert activation("relu", {"threshold": 0.5}).power is None


@pytest.mark.parametrize(("name", "options"), [*BARE, *VARIED, ("relu", {"threshold": 1.0})])
def test_floor_and_bounds(name: str, options: dict[str, Any]) -> None:
    import numpy as np

    node = activation(name, options)
    made = outputs(name, options, np.concatenate([np.linspace(-20, 20, 40_001), [-1e4, -500.0, 500.0]]))
    if node.floor is None:
        assert made.min() < -10
    else:
        assert node.floor - 2e-3 <= made.min() <= node.floor + 2e-3
    assert node.bounded is bool(made.max() - made.min() < 50)
    if node.one_sided:
        # One side grows without end or is cut off at a ceiling; the other is flat far out.
        low, high = made[[-3, -2]], made[[-4, -1]]
        assert min(abs(low[1] - low[0]), abs(high[1] - high[0])) < 2e-3


@pytest.mark.parametrize("cls", every("activation"), ids=lambda cls: str(cls.__name__))
def test_facts_read_on_the_class_are_those_of_the_plain_node(cls: type[Activation]) -> None:
    if cls.callable_bare:
        plain = cls.model_validate({})
        for fact in ("floor", "one_sided", "bounded", "family"):
            assert getattr(cls, fact) == getattr(plain, fact)
        assert cls.power == (None if plain.power is None else pytest.approx(plain.power, rel=1e-3))


# (name, options, shape of the weight)
MATRIX, TALL, CONVOLUTION, WIDE = (300, 200), (600, 40), (3, 3, 24, 40), (30, 500)
DRAWS: list[tuple[str, dict[str, Any]]] = [
    *[(name, {}) for name in names("initializer") if name not in ("Identity", "STFT", "Constant")],
    ("Constant", {"value": 0.3}),
    ("RandomNormal", {"mean": 0.5, "stddev": 0.2}),
    ("TruncatedNormal", {"mean": -0.5, "stddev": 0.4}),
    ("RandomUniform", {"minval": -0.1, "maxval": 0.7}),
    ("VarianceScaling", {"scale": 2.5, "mode": "fan_out", "distribution": "uniform"}),
    ("VarianceScaling", {"scale": 0.5, "mode": "fan_avg", "distribution": "untruncated_normal"}),
    ("HeNormal", {"input_axes": [0], "output_axes": [-1]}),
    ("Orthogonal", {"gain": -1.5}),
]


@pytest.mark.parametrize("shape", [MATRIX, TALL, CONVOLUTION, WIDE])
@pytest.mark.parametrize(("name", "options"), DRAWS)
def test_spread_and_center_are_those_of_what_keras_draws(
    name: str, options: dict[str, Any], shape: tuple[int, ...]
) -> None:
    import numpy as np
    from keras.src.initializers.random_initializers import compute_fans

    node = read("initializer", {name: options})
    assert isinstance(node, Initializer)
    values = np.asarray(keras_makes("initializer", name, options | ({"seed": 7} if node.takes_seed else {}))(shape))
    spread = node.spread(Fans(1, 1), Fans(*compute_fans(shape)), shape)
    assert spread == pytest.approx(float(values.std()), rel=0.03, abs=1e-7)
    assert abs(float(values.mean()) - node.center()) < 0.02 * max(1.0, float(values.std()))


def test_spread_is_unknown_where_axes_do_not_fit() -> None:
    he = read("initializer", {"HeNormal": {"input_axes": [0], "output_axes": [3]}})
    assert isinstance(he, Initializer)
    assert he.spread(Fans(4, 4), Fans(4, 4), (4, 4)) is None
    assert he.spread(Fans(4, 4), Fans(4, 4)) is None


def test_spread_of_a_matrix_needs_no_shape() -> None:
    orthogonal = read("initializer", "orthogonal")
    assert isinstance(orthogonal, Initializer)
    assert orthogonal.spread(Fans(32, 64), Fans(32, 64)) == orthogonal.spread(Fans(32, 64), Fans(32, 64), (32, 64))


@pytest.mark.parametrize("name", names("initializer"))
def test_takes_seed_says_whether_keras_does(name: str) -> None:
    [cls] = [one for one in every("initializer") if one.__name__ == name]
    assert issubclass(cls, Initializer)
    assert cls.takes_seed is ("seed" in cls.model_fields)


KEEPS: list[tuple[str, dict[str, Any]]] = [
    *[(name, {}) for name in names("optimizer") if name != "LossScaleOptimizer"],
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "use_ema": True}),
    ("RMSprop", {"momentum": 0.9}),
    ("RMSprop", {"momentum": 0.9, "centered": True}),
    ("Adam", {"amsgrad": True, "use_ema": True, "gradient_accumulation_steps": 4}),
    ("AdamW", {"amsgrad": True}),
    ("Adafactor", {"use_ema": True}),
    ("Lion", {"gradient_accumulation_steps": 2}),
    ("LossScaleOptimizer", {"inner_optimizer": {"Adam": {"amsgrad": True}}}),
]


@pytest.mark.parametrize(("name", "options"), KEEPS)
def test_slot_count_is_how_many_numbers_keras_keeps(name: str, options: dict[str, Any]) -> None:
    import keras
    import numpy as np

    node = read("optimizer", {name: options})
    assert isinstance(node, Optimizer)
    optimizer = keras_makes("optimizer", name, written(node))
    # A convolution's kernel: Muon keeps less for a matrix.
    optimizer.build([keras.Variable(np.zeros((3, 3, 5, 7), "float32"))])
    assert node.slot_count == sum(tuple(variable.shape) == (3, 3, 5, 7) for variable in optimizer.variables)


def test_muon_keeps_less_for_a_matrix() -> None:
    import keras
    import numpy as np

    optimizer = keras.optimizers.Muon()
    optimizer.build([keras.Variable(np.zeros((5, 7), "float32"))])
    assert sum(tuple(variable.shape) == (5, 7) for variable in optimizer.variables) == 1


RATES: list[tuple[str, dict[str, Any]]] = [
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5}),
    ("ExponentialDecay", {"initial_learning_rate": 1, "decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("ExponentialDecay", {"initial_learning_rate": 0.01, "decay_steps": 7, "decay_rate": 2.0}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 3, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "power": 2.0, "cycle": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.01, "decay_steps": 10, "end_learning_rate": 0.5}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 0.1}),
    ("CosineDecay", {"initial_learning_rate": 0, "decay_steps": 9, "warmup_target": 0.5, "warmup_steps": 4}),
    ("CosineDecay", {"initial_learning_rate": 0.9, "decay_steps": 9, "warmup_target": 0.5, "warmup_steps": 4}),
    ("CosineDecay", {"initial_learning_rate": 0.9, "decay_steps": 9, "warmup_target": 0.5}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 9, "alpha": 3.0}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 3}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 3, "t_mul": 1, "alpha": 0.2}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 3, "m_mul": 0.5, "t_mul": 1.5}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 3, "m_mul": 2.0}),
    ("PiecewiseConstantDecay", {"boundaries": [3, 9], "values": [0.1, 0.5, 0.01]}),
]


@pytest.mark.parametrize(("name", "options"), RATES)
def test_a_schedule_has_the_rates_of_keras(name: str, options: dict[str, Any]) -> None:
    node = read("schedule", {name: options})
    assert isinstance(node, Schedule)
    schedule = keras_thing("schedule", name)(**written(node))
    steps = range(40)
    theirs = [float(schedule(step)) for step in steps]
    assert [node.at(step) for step in steps] == pytest.approx(theirs, rel=1e-4, abs=1e-6)
    if node.peak() == inf:
        assert max(theirs) > 1.5 * theirs[0]
    else:
        assert node.peak() == pytest.approx(max(theirs), rel=1e-4)


def test_the_peak_of_an_optimizer_is_that_of_its_schedule() -> None:
    rate = {"CosineDecay": {"initial_learning_rate": 0.0, "decay_steps": 10, "warmup_target": 0.3, "warmup_steps": 5}}
    wrapped = read("optimizer", {"LossScaleOptimizer": {"inner_optimizer": {"SGD": {"learning_rate": rate}}}})
    assert isinstance(wrapped, Optimizer)
    assert type(wrapped.inner).__name__ == "SGD"
    assert wrapped.peak() == wrapped.inner.peak() == 0.3
