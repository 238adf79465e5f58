"""Everything but the layers holds against the installed Keras: names, options, defaults, strings, built objects."""

import inspect
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.node_fields import read
from netbuilder.vocabulary.base.registry import find, names
from netbuilder.vocabulary.base.training import Loss, Metric, Schedule
from netbuilder.vocabulary.exclusions import EXCLUDED, EXCLUDED_OPTIONS
from tests.vocabulary.vocabulary_oracle import (
    KINDS,
    as_list,
    as_saved,
    identifiers,
    keras_makes,
    keras_options,
    meant_by,
    public_names,
    tensor,
    unwrapped,
    written,
)

pytestmark = pytest.mark.keras

# Strings that Keras resolves while it compiles; they have no class of their own there.
STRINGS = {("metric", "accuracy"), ("loss", "crossentropy")}
EVERY = [(kind, name) for kind in KINDS for name in names(kind) if (kind, name) not in STRINGS]
# Left out, the name is Keras' own: a counter per class, or the word in the signature.
NAMED_BY_KERAS = {"name"}
# Every loss and metric has these, and every schedule a name; Keras puts them now first, now last.
SHARED = {*Loss.model_fields, *Metric.model_fields, *Schedule.model_fields}
# Spellings that Keras does not take; some are classes, some belong to other kinds or other Keras versions.
REFUSED = {
    "activation": "ReLU Relu SiLU LeakyReLU leakyrelu prelu None none PReLU GELU identity",
    "initializer": "henormal HE_NORMAL He_Normal xavier kaiming One Normal Uniform constant Constant Initializer",
    "regularizer": "l1_l2 l3 L1_L2 weight_decay Regularizer regularizer",
    "constraint": "maxnorm nonneg unitnorm Constraint constraint",
    "optimizer": "adam_w lamb Lamb LAMB lossscaleoptimizer multioptimizer optimizer optimizermap schedule_free_adamw",
    "loss": (
        "Mse huber_loss logcosh accuracy cross_entropy kullback_leibler_divergence Loss LossFunctionWrapper "
        "CategoricalGeneralizedCrossEntropy categorical_generalized_cross_entropy"
    ),
    "metric": (
        "acuracy crossentropy ce rmse kld KLD logcosh iou mean_io_u io_u MeanIoU IoU one_hot_io_u one_hot_mean_io_u "
        "precision_at_recall RecallAtPrecision Metric metric MeanMetricWrapper mean_metric_wrapper"
    ),
}


def schema_class(kind: str, name: str) -> type[Item]:
    cls = find(kind, name)
    assert cls is not None
    return cls


def wanted_options(kind: str, name: str) -> dict[str, Any]:
    """Keras' arguments, those aside that are left out for a reason."""
    theirs = keras_options(kind, name)
    left_out = {option for at, owner, option in EXCLUDED_OPTIONS if (at, owner) == (kind, name)}
    assert left_out <= set(theirs)
    return {option: default for option, default in theirs.items() if option not in left_out}


def reads(kind: str, string: str) -> str | None:
    """The class that the schema makes of a string; None where it refuses."""
    try:
        return type(read(kind, string)).__name__
    except PydanticCustomError:
        return None


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_name_is_there_or_left_out_for_a_reason(kind: str) -> None:
    ours = {name for at, name in EVERY if at == kind}
    left_out = {name for at, name in EXCLUDED if at == kind}
    assert ours.isdisjoint(left_out)
    assert ours | left_out == public_names(kind)


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_options_and_defaults_are_those_of_keras(kind: str, name: str) -> None:
    cls, theirs = schema_class(kind, name), wanted_options(kind, name)
    assert set(cls.option_names()) == set(theirs)
    for option, default in theirs.items():
        field = cls.model_fields[option]
        if field.is_required():
            assert default is inspect.Parameter.empty, option
        elif option not in NAMED_BY_KERAS:
            assert as_list(field.default) == as_list(default), option
        else:
            assert field.default is None


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_options_stand_in_the_order_of_keras(kind: str, name: str) -> None:
    from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer

    # A class that states such an option anew, as AdamW does with `weight_decay`, still has it among its own.
    shared = SHARED | set(_GradientOptimizer.model_fields) if kind == "optimizer" else SHARED
    ours = [option for option in schema_class(kind, name).option_names() if option not in shared]
    assert ours == [option for option in wanted_options(kind, name) if option not in shared]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in EVERY if kind != "activation"])
def test_example_builds_and_keras_keeps_its_values(kind: str, name: str) -> None:
    node = schema_class(kind, name).model_validate(schema_class(kind, name).example)
    made = keras_makes(kind, name, written(node))
    assert as_saved(unwrapped(made)) == as_saved(made)
    config = made.get_config()
    held = [option for option in node.option_names() if option in config and option not in NAMED_BY_KERAS]
    assert held or len(config) <= 2
    for option in held:
        value = getattr(node, option)
        if isinstance(value, Item):
            assert config[option]["class_name"] == type(value).__name__
        elif option != "dtype" and not (option == "exclude_layers" and value is None):
            assert as_list(config[option]) == pytest.approx(as_list(value)), option


@pytest.mark.parametrize("name", names("activation"))
def test_an_activation_gives_what_keras_gives_for_a_string(name: str) -> None:
    cls = schema_class("activation", name)
    assert issubclass(cls, Activation)
    made = keras_makes("activation", name, dict(cls.example))(tensor([-3, -2, -1, 0, 1, 2, 3, 4]))
    assert tuple(made.shape) == (1, 4 if cls.halves_channels else 8)
    for string in (name, *cls.identifiers):
        assert (meant_by("activation", string) == name) is cls.callable_bare


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "schedule"])
def test_a_string_means_what_it_means_to_keras(kind: str) -> None:
    strings = identifiers(kind) | {string for cls_name in names(kind) for string in _strings(kind, cls_name)}
    ours = {string: reads(kind, string) for string in strings}
    theirs = {string: meant_by(kind, string) for string in strings}
    if kind == "metric":
        # `compile` resolves these two before it asks for the class, see the tests below; Mean and Sum stop in fit.
        theirs |= {"accuracy": "accuracy", "acc": "accuracy", "Accuracy": "accuracy"}
        theirs |= dict.fromkeys(("Mean", "mean", "Sum", "sum"))
    if kind == "loss":
        theirs |= {"crossentropy": "crossentropy", "ce": "crossentropy"}
    assert ours == theirs


def _strings(kind: str, name: str) -> tuple[str, ...]:
    cls = schema_class(kind, name)
    assert issubclass(cls, Named)
    return (name, *cls.identifiers)


@pytest.mark.parametrize(("kind", "string"), [(kind, one) for kind, line in REFUSED.items() for one in line.split()])
def test_a_string_that_keras_refuses_is_refused(kind: str, string: str) -> None:
    assert meant_by(kind, string) is None
    assert reads(kind, string) is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "schedule"])
def test_optimizers_alone_are_read_in_any_case(kind: str) -> None:
    for name in names(kind):
        string = _strings(kind, name)[-1]
        shouted = string.upper()
        # The string "ACCURACY" is no class but what `compile` resolves, see below.
        if shouted not in (string, "ACCURACY") and meant_by(kind, string) is not None and (kind, name) not in STRINGS:
            assert reads(kind, shouted) == meant_by(kind, shouted)
            assert (reads(kind, shouted) is not None) is (kind == "optimizer" or shouted in _strings(kind, name))


def _compiled(units: int, activation: str, labels: Any, *, eager: bool = True, **options: Any) -> Any:
    """A model that has seen one batch."""
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units, activation=activation)])
    model.compile("sgd", run_eagerly=eager, **options)
    model.train_on_batch(np.ones((4, 3), "float32"), labels)
    return model


def _labels() -> dict[str, tuple[int, str, Any]]:
    import numpy as np

    return {
        "binary": (1, "sigmoid", np.array([[0.0], [1.0], [1.0], [0.0]])),
        "one_hot": (3, "softmax", np.eye(3)[[0, 1, 2, 0]]),
        "integer": (3, "softmax", np.array([0, 1, 2, 0])),
    }


@pytest.mark.parametrize("string", ["accuracy", "acc", "Accuracy", "ACC"])
def test_the_string_accuracy_is_resolved_by_output_and_labels(string: str) -> None:
    found = {}
    for form, (units, activation, labels) in _labels().items():
        model = _compiled(units, activation, labels, loss="crossentropy", metrics=[string])
        [metric] = model._compile_metrics.metrics
        found[form] = type(metric).__name__
    assert found == {
        "binary": "BinaryAccuracy",
        "one_hot": "CategoricalAccuracy",
        "integer": "SparseCategoricalAccuracy",
    }
    node = read("metric", string)
    assert isinstance(node, Metric)
    assert (type(node).__name__, node.labels, node.identifier) == ("accuracy", "any", string)


def test_the_class_accuracy_is_another_thing() -> None:
    units, activation, labels = _labels()["one_hot"]
    model = _compiled(units, activation, labels, loss="mse", metrics=[keras_makes("metric", "Accuracy", {})])
    [metric] = model._compile_metrics.metrics
    assert type(metric).__name__ == "Accuracy"
    node = read("metric", {"Accuracy": {}})
    assert isinstance(node, Metric)
    assert (type(node).__name__, node.labels) == ("Accuracy", "exact")


@pytest.mark.parametrize("string", ["crossentropy", "ce", "CE", "CrossEntropy"])
def test_the_string_crossentropy_is_resolved_by_output_and_labels(string: str) -> None:
    node = read("loss", string)
    assert isinstance(node, Loss)
    for form, (units, activation, labels) in _labels().items():
        loss = _compiled(units, activation, labels, loss=string)._compile_loss._flat_losses[0].loss
        meant = meant_by("loss", loss.fn.__name__)
        assert meant is not None
        fitting = read("loss", meant)
        assert isinstance(fitting, Loss)
        assert node.family_for(units) == fitting.family, form


def test_the_option_of_auc_that_is_left_out_does_not_open_again() -> None:
    with pytest.raises(ValueError, match="Tensor"):
        unwrapped(keras_makes("metric", "AUC", {"label_weights": [1.0, 2.0]}))


def test_uneven_thresholds_of_several_labels_stop_in_fit() -> None:
    units, activation, labels = _labels()["one_hot"]
    uneven = {"thresholds": [0.1, 0.5], "multi_label": True}
    with pytest.raises(NotImplementedError):
        _compiled(units, activation, labels, metrics=[keras_makes("metric", "AUC", uneven)], loss="mse", eager=False)
    with pytest.raises(ValidationError):
        schema_class("metric", "AUC").model_validate(uneven)
    _compiled(
        *_labels()["one_hot"],
        metrics=[keras_makes("metric", "AUC", uneven | {"thresholds": [0.25, 0.5, 0.75]})],
        loss="mse",
        eager=False,
    )


@pytest.mark.parametrize("name", ["cross entropy", "a/b", "1"])
def test_a_metric_may_have_any_name(name: str) -> None:
    units, activation, labels = _labels()["one_hot"]
    assert schema_class("metric", "MeanSquaredError").model_validate({"name": name})
    metric = keras_makes("metric", "MeanSquaredError", {"name": name})
    _compiled(units, activation, labels, loss="mse", metrics=[metric], eager=False)


def test_a_loss_may_not() -> None:
    units, activation, labels = _labels()["one_hot"]
    with pytest.raises(ValidationError):
        schema_class("loss", "MeanSquaredError").model_validate({"name": "cross entropy"})
    loss = keras_makes("loss", "MeanSquaredError", {"name": "cross entropy"})
    with pytest.raises(ValueError, match="scope name"):
        _compiled(units, activation, labels, loss=loss, eager=False)


@pytest.mark.parametrize("name", ["Mean", "Sum"])
def test_metrics_that_are_left_out_stop_in_fit(name: str) -> None:
    units, activation, labels = _labels()["one_hot"]
    with pytest.raises(TypeError):
        _compiled(units, activation, labels, loss="mse", metrics=[keras_makes("metric", name, {})])


@pytest.mark.parametrize("kind", ["metric", "loss"])
def test_a_string_that_keras_resolves_takes_no_options(kind: str) -> None:
    name = {"metric": "accuracy", "loss": "crossentropy"}[kind]
    with pytest.raises(PydanticCustomError) as caught:
        read(kind, {name: {}})
    [problem] = (caught.value.context or {})["problems"]
    assert (problem.kind, problem.path) == ("no-options", (name,))
    assert problem.expected == "no options"


# What Keras stops at when it makes the object: (kind, name, options).
STOPS: list[tuple[str, str, dict[str, Any]]] = [
    ("initializer", "VarianceScaling", {"scale": 0.0}),
    ("initializer", "VarianceScaling", {"mode": "fan"}),
    ("initializer", "VarianceScaling", {"distribution": "gaussian"}),
    ("initializer", "STFT", {"side": "left"}),
    ("initializer", "STFT", {"window": "kaiser"}),
    ("initializer", "STFT", {"scaling": "power"}),
    ("regularizer", "L1", {"l1": -0.1}),
    ("regularizer", "L2", {"l2": float("inf")}),
    ("regularizer", "L1L2", {"l2": -1}),
    ("regularizer", "OrthogonalRegularizer", {"mode": "row"}),
    ("optimizer", "Adam", {"clipnorm": 1.0, "clipvalue": 1.0}),
    ("optimizer", "Adam", {"clipvalue": 1.0, "global_clipnorm": 1.0}),
    ("optimizer", "Adam", {"gradient_accumulation_steps": 1}),
    ("optimizer", "Adam", {"use_ema": True, "ema_momentum": 1.5}),
    ("optimizer", "Adam", {"use_ema": True, "ema_overwrite_frequency": -1}),
    ("optimizer", "Adam", {"learning_rate": "0.1"}),
    ("optimizer", "AdamW", {"weight_decay": None}),
    ("optimizer", "Lion", {"beta_1": 0.0}),
    ("optimizer", "Ftrl", {"learning_rate_power": 0.5}),
    ("optimizer", "Ftrl", {"initial_accumulator_value": -1.0}),
    ("optimizer", "Ftrl", {"l1_regularization_strength": -1.0}),
    ("optimizer", "SGD", {"momentum": "0.9"}),
    ("schedule", "ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 0, "decay_rate": 0.9}),
    ("schedule", "PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": -5}),
    ("schedule", "CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 0}),
    ("schedule", "CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 0}),
    ("schedule", "PiecewiseConstantDecay", {"boundaries": [10, 20], "values": [0.1, 0.01]}),
    ("loss", "MeanSquaredError", {"reduction": "average"}),
    ("loss", "CategoricalGeneralizedCrossEntropy", {"q": 0.0}),
    ("loss", "CategoricalGeneralizedCrossEntropy", {"q": 1.0}),
    ("metric", "Precision", {"thresholds": 1.5}),
    ("metric", "Precision", {"thresholds": [0.5, -0.1]}),
    ("metric", "PrecisionAtRecall", {"recall": 1.1}),
    ("metric", "SensitivityAtSpecificity", {"specificity": 0.5, "num_thresholds": 0}),
    ("metric", "AUC", {"num_thresholds": 1}),
    ("metric", "AUC", {"curve": "LIFT"}),
    ("metric", "AUC", {"summation_method": "exact"}),
    ("metric", "AUC", {"num_labels": 3}),
    ("metric", "F1Score", {"threshold": 0.0}),
    ("metric", "F1Score", {"average": "mean"}),
    ("metric", "FBetaScore", {"beta": 0.0}),
    ("metric", "R2Score", {"num_regressors": -1}),
    ("metric", "R2Score", {"class_aggregation": "mean"}),
    ("metric", "IoU", {"num_classes": 2, "target_class_ids": [2]}),
    ("metric", "BinaryIoU", {"target_class_ids": [2]}),
]


@pytest.mark.parametrize(("kind", "name", "options"), STOPS)
def test_what_keras_stops_at_is_refused(kind: str, name: str, options: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        keras_makes(kind, name, options)
    with pytest.raises(ValidationError):
        schema_class(kind, name).model_validate(options)


# What Keras takes, and rules may still have something to say about.
WORKS: list[tuple[str, str, dict[str, Any]]] = [
    ("initializer", "RandomNormal", {"stddev": 0}),
    ("initializer", "RandomUniform", {"minval": 0.1, "maxval": 0.1}),
    ("initializer", "VarianceScaling", {"scale": 1e-6, "mode": "fan_out", "distribution": "normal"}),
    ("initializer", "HeNormal", {"seed": 2**32 - 1, "input_axes": [-2], "output_axes": [-1]}),
    ("initializer", "STFT", {"window": None, "scaling": None}),
    ("constraint", "MaxNorm", {"max_value": 3, "axis": [0, 1, 2]}),
    ("optimizer", "Adam", {"learning_rate": -1}),
    ("optimizer", "Adam", {"learning_rate": 1, "beta_1": 1.5, "epsilon": -1}),
    ("optimizer", "SGD", {"momentum": 1, "nesterov": True}),
    ("optimizer", "Adam", {"clipnorm": 0, "use_ema": True, "ema_momentum": 1, "ema_overwrite_frequency": 1}),
    ("optimizer", "Adam", {"gradient_accumulation_steps": 2, "loss_scale_factor": 2}),
    ("optimizer", "Muon", {"exclude_layers": ["^output"], "rms_rate": None, "adam_weight_decay": None}),
    ("schedule", "CosineDecay", {"initial_learning_rate": 0, "decay_steps": 1, "warmup_target": 1, "warmup_steps": 2}),
    ("loss", "CategoricalFocalCrossentropy", {"alpha": [0.1, 0.2, 0.7]}),
    ("loss", "Dice", {"axis": [1, 2]}),
    ("loss", "MeanSquaredError", {"reduction": None, "dtype": "float32", "name": "mse"}),
    ("metric", "Precision", {"thresholds": [0, 0.5, 1], "class_id": 0}),
    ("metric", "F1Score", {"threshold": 1}),
    ("metric", "FBetaScore", {"beta": 2}),
    ("metric", "AUC", {"multi_label": True, "num_labels": 3, "thresholds": [0.75, 0.25, 0.5]}),
    ("metric", "SparseCategoricalCrossentropy", {"ignore_class": -1}),
]


@pytest.mark.parametrize(("kind", "name", "options"), WORKS)
def test_what_keras_takes_is_taken(kind: str, name: str, options: dict[str, Any]) -> None:
    node = schema_class(kind, name).model_validate(options)
    # The values as the schema keeps them: Keras refuses an int as a learning rate, a momentum or a threshold.
    made = keras_makes(kind, name, written(node))
    assert as_saved(unwrapped(made)) == as_saved(made)
