"""What options of everything but layers take, and what is said about a value that they do not take. No Keras."""

import ast
import inspect
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from netbuilder.diagnostics import Path as ValuePath
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.parse import parse
from netbuilder.source import read as read_text
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.facts import LARGE, option_dependent
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.node_fields import read
from netbuilder.vocabulary.base.registry import every, names
from netbuilder.vocabulary.base.training import Loss, Metric
from netbuilder.vocabulary.base.validation_errors import Problem, problems_in, problems_of
from netbuilder.vocabulary.exclusions import EXCLUDED
from netbuilder.vocabulary.network import Compile

KINDS = ("activation", "initializer", "regularizer", "constraint", "optimizer", "schedule", "loss", "metric")
EVERY = [cls for kind in KINDS for cls in every(kind)]


def called(cls: type[Item]) -> str:
    return f"{cls.kind}-{cls.__name__}"


def problems(kind: str, value: Any) -> list[Problem]:
    """What is wrong with a value in a slot of that kind."""
    try:
        read(kind, value)
    except PydanticCustomError as error:
        return problems_in(error, value)
    return []


# What options take, in words.
NUMBER, AT_LEAST_0, ABOVE_0 = "a number", "a number of at least 0", "a number above 0"
WHOLE, ONE_UP = "a whole number", "a whole number of at least 1"
FROM_0_TO_1, YES_NO, RATE = "a number from 0 to 1", "true or false", "a number or a schedule"
TYPE, RANGE = "wrong-type", "out-of-range"
FALLS = {"initial_learning_rate": 1, "decay_steps": 0, "decay_rate": 1}

# (kind, class, options, path from the class, kind of the mistake, what the option takes)
MISTAKES: list[tuple[str, str, dict[str, Any], ValuePath, str, str]] = [
    ("activation", "relu", {"max_value": "6"}, ("max_value",), TYPE, AT_LEAST_0),
    ("activation", "gelu", {"approximate": 1}, ("approximate",), TYPE, YES_NO),
    ("activation", "celu", {"alpha": 0}, ("alpha",), RANGE, ABOVE_0),
    ("activation", "softmax", {"axis": 1.0}, ("axis",), TYPE, WHOLE),
    ("initializer", "RandomNormal", {"stddev": -1}, ("stddev",), RANGE, AT_LEAST_0),
    ("initializer", "HeNormal", {"seed": -1}, ("seed",), RANGE, "a whole number from 0 to 4294967295"),
    ("initializer", "HeNormal", {"input_axes": 1}, ("input_axes",), TYPE, "a list of axes of the kernel"),
    ("initializer", "VarianceScaling", {"scale": 0}, ("scale",), RANGE, ABOVE_0),
    ("initializer", "VarianceScaling", {"mode": "fan"}, ("mode",), RANGE, "`fan_in`, `fan_out` or `fan_avg`"),
    ("initializer", "STFT", {"window": "gauss"}, ("window",), RANGE, "a window such as `hann` or `hamming`"),
    ("regularizer", "L2", {"l2": -0.1}, ("l2",), RANGE, AT_LEAST_0),
    ("regularizer", "L2", {"l2": True}, ("l2",), TYPE, AT_LEAST_0),
    ("constraint", "MaxNorm", {"axis": 0.5}, ("axis",), TYPE, WHOLE),
    ("constraint", "MaxNorm", {"axis": [0, "1"]}, ("axis", 1), TYPE, WHOLE),
    ("constraint", "MinMaxNorm", {"rate": 2}, ("rate",), RANGE, FROM_0_TO_1),
    ("optimizer", "Adam", {"learning_rate": "1e-3"}, ("learning_rate",), TYPE, RATE),
    ("optimizer", "Adam", {"learning_rate": True}, ("learning_rate",), TYPE, RATE),
    ("optimizer", "Adam", {"learning_rate": None}, ("learning_rate",), TYPE, RATE),
    ("optimizer", "Adam", {"learning_rate": float("nan")}, ("learning_rate",), RANGE, RATE),
    ("optimizer", "Adam", {"beta_1": "0.9"}, ("beta_1",), TYPE, NUMBER),
    ("optimizer", "Adam", {"clipnorm": -1}, ("clipnorm",), RANGE, AT_LEAST_0),
    ("optimizer", "Muon", {"exclude_layers": ["("]}, ("exclude_layers", 0), RANGE, "a text or regular expression"),
    (
        "optimizer",
        "SGD",
        {"learning_rate": {"ExponentialDecay": FALLS}},
        ("learning_rate", "ExponentialDecay", "decay_steps"),
        RANGE,
        ONE_UP,
    ),
    (
        "optimizer",
        "LossScaleOptimizer",
        {"inner_optimizer": {"Adam": {"beta_2": []}}},
        ("inner_optimizer", "Adam", "beta_2"),
        TYPE,
        NUMBER,
    ),
    ("loss", "Huber", {"delta": 0}, ("delta",), RANGE, ABOVE_0),
    ("loss", "MeanSquaredError", {"dtype": "float"}, ("dtype",), RANGE, "a dtype such as `float32`"),
    ("loss", "BinaryCrossentropy", {"from_logits": "yes"}, ("from_logits",), TYPE, YES_NO),
    ("loss", "CategoricalFocalCrossentropy", {"alpha": [0.2, -1]}, ("alpha", 1), RANGE, AT_LEAST_0),
    ("metric", "Precision", {"thresholds": [0.5, 2]}, ("thresholds", 1), RANGE, FROM_0_TO_1),
    ("metric", "AUC", {"curve": "roc"}, ("curve",), RANGE, "`ROC`, `PR` or `PRGAIN`"),
    ("metric", "TopKCategoricalAccuracy", {"k": 0}, ("k",), RANGE, ONE_UP),
    ("metric", "MeanIoU", {"num_classes": "2"}, ("num_classes",), TYPE, "a whole number from 1 to 10000"),
]


@pytest.mark.parametrize(("kind", "name", "options", "path", "mistake", "expected"), MISTAKES)
def test_a_wrong_value_is_one_problem_at_its_place(
    kind: str, name: str, options: dict[str, Any], path: ValuePath, mistake: str, expected: str
) -> None:
    [problem] = problems(kind, {name: options})
    assert (problem.kind, problem.path, problem.expected) == (mistake, (name, *path), expected)


@pytest.mark.parametrize(
    ("kind", "value"), [("metric", 5), ("optimizer", ["adam"]), ("loss", {1: {}}), ("schedule", 0.1)]
)
def test_what_names_nothing_at_all_is_one_problem(kind: str, value: Any) -> None:
    [problem] = problems(kind, value)
    assert (problem.kind, problem.path) == ("wrong-type", ())
    assert problem.expected == f"{'an' if kind == 'optimizer' else 'a'} {kind}"


# Options that are fine by themselves and do not go together: the problem stands at one that was written.
CLASHES: list[tuple[str, Any, str]] = [
    ("initializer", {"RandomUniform": {"minval": 1, "maxval": 0}}, "maxval"),
    ("initializer", {"RandomUniform": {"minval": 1}}, "minval"),
    ("initializer", {"RandomUniform": {"maxval": -1}}, "maxval"),
    ("constraint", {"MinMaxNorm": {"min_value": 3}}, "min_value"),
    ("constraint", {"MinMaxNorm": {"min_value": 3, "max_value": 2}}, "max_value"),
    ("optimizer", {"Adam": {"clipnorm": 1, "global_clipnorm": 1}}, "global_clipnorm"),
    ("optimizer", {"AdamW": {"clipvalue": 1, "clipnorm": 1}}, "clipvalue"),
    ("schedule", {"PiecewiseConstantDecay": {"boundaries": [1, 2], "values": [0.1, 0.2]}}, "values"),
    ("schedule", {"PiecewiseConstantDecay": {"boundaries": [2, 2], "values": [0.1, 0.2, 0.3]}}, "boundaries"),
    ("metric", {"AUC": {"num_labels": 2}}, "num_labels"),
    ("metric", {"AUC": {"multi_label": True, "thresholds": [0.5, 0.6]}}, "thresholds"),
    ("metric", {"IoU": {"num_classes": 2, "target_class_ids": [0, 2]}}, "target_class_ids"),
    ("metric", {"OneHotIoU": {"num_classes": 1, "target_class_ids": [1]}}, "target_class_ids"),
]


@pytest.mark.parametrize(("kind", "value", "option"), CLASHES)
def test_options_that_do_not_go_together_are_one_problem(kind: str, value: Any, option: str) -> None:
    [(name, _)] = value.items()
    [problem] = problems(kind, value)
    assert (problem.kind, problem.path) == ("out-of-range", (name, option))
    assert problem.owner is not None
    assert problem.owner.__name__ == name


@pytest.mark.parametrize("cls", EVERY, ids=called)
def test_a_value_that_nothing_takes_is_one_problem_for_every_option(cls: type[Item]) -> None:
    for option in cls.option_names():
        with pytest.raises(ValidationError) as caught:
            cls.model_validate({**cls.example, option: object()})
        [problem] = problems_of(caught.value, cls)
        assert (problem.kind, problem.path, problem.owner) == ("wrong-type", (option,), cls)
        assert 0 < len(problem.expected) <= 56


@pytest.mark.parametrize("cls", EVERY, ids=called)
def test_an_unknown_option_is_one_problem_at_its_key(cls: type[Item]) -> None:
    with pytest.raises(ValidationError) as caught:
        cls.model_validate({**cls.example, "lr": 1})
    [problem] = problems_of(caught.value, cls)
    assert (problem.kind, problem.path) == ("unknown-option", ("lr",))


@pytest.mark.slow
@pytest.mark.parametrize("cls", EVERY, ids=called)
def test_the_example_is_the_smallest(cls: type[Item]) -> None:
    required = {option for option, field in cls.model_fields.items() if field.is_required()}
    assert required <= set(cls.example)
    for option in required:
        with pytest.raises(ValidationError) as caught:
            cls.model_validate({key: value for key, value in cls.example.items() if key != option})
        assert [(one.kind, one.path) for one in problems_of(caught.value, cls)] == [("missing-option", (option,))]


@pytest.mark.slow
@pytest.mark.parametrize("cls", EVERY, ids=called)
def test_a_name_that_is_enough_stands_for_the_defaults(cls: type[Item]) -> None:
    if not issubclass(cls, Named):
        return
    strings = (
        cls.identifiers if (cls.kind, cls.__name__) == ("metric", "Accuracy") else (cls.__name__, *cls.identifiers)
    )
    for string in strings:
        if cls.callable_bare:
            node = read(cls.kind, string)
            assert isinstance(node, Named)
            assert type(node) is cls
            assert (node.identifier, node.written) == (string, set())
        else:
            [problem] = problems(cls.kind, string)
            assert problem.kind == "unknown-name"
            assert problem.why


def test_a_rate_is_kept_as_a_float() -> None:
    for given in (1, 1.0, -1, 0):
        optimizer = read("optimizer", {"SGD": {"learning_rate": given, "momentum": 1}})
        assert [type(optimizer.learning_rate), type(optimizer.momentum)] == [float, float]  # type: ignore[attr-defined]


def test_a_rate_may_be_the_bare_name_of_a_schedule_only_if_that_is_enough() -> None:
    found = problems("optimizer", {"SGD": {"learning_rate": "CosineDecay"}})
    assert [one.path for one in found] == [
        ("SGD", "learning_rate", "initial_learning_rate"),
        ("SGD", "learning_rate", "decay_steps"),
    ]
    [problem] = problems("optimizer", {"SGD": {"learning_rate": {"Cosine": {}}}})
    assert (problem.kind, problem.path, problem.names) == (
        "unknown-name",
        ("SGD", "learning_rate", "Cosine"),
        "schedule",
    )


def test_compile_says_every_mistake_once() -> None:
    with pytest.raises(ConfigError) as caught:
        Compile(
            optimizer={"Adam": {"lr": 0.1}}, loss="msee", metrics=["accuracy", {"AUC": {"num_thresholds": "a"}}, "acy"]
        )
    assert len(caught.value.diagnostics) == 4


def test_from_logits_counts_only_when_written() -> None:
    for cls in every("loss"):
        assert issubclass(cls, Loss)
        assert cls.model_validate(cls.example).expects_logits is (cls.__name__ == "CTC")
        if "from_logits" in cls.model_fields:
            assert cls.model_validate({"from_logits": True}).expects_logits
            assert not cls.model_validate({"from_logits": False}).expects_logits


def test_facts_of_losses_and_metrics_are_known_words() -> None:
    loss_families = {"categorical", "binary", "regression", "other", "custom", "crossentropy"}
    label_forms = {"", "integer", "one_hot", "zero_one", "minus_one_one", "number", "sequence"}
    for loss in every("loss"):
        assert issubclass(loss, Loss)
        assert loss.family in loss_families
        assert loss.labels in label_forms
    metric_families = {"accuracy", "regression", "binary", "crossentropy", "segmentation", "other"}
    for metric in every("metric"):
        assert issubclass(metric, Metric)
        assert metric.family in metric_families
        assert metric.labels in (label_forms | {"any", "exact"} if metric.family == "accuracy" else label_forms)
        assert metric.labels != ""
        assert metric.is_top_k is ("TopK" in metric.__name__)


@pytest.mark.parametrize("cls", EVERY, ids=called)
def test_every_class_and_option_says_in_one_line_what_it_is(cls: type[Item]) -> None:
    assert cls.__doc__ is not None
    assert "\n" not in cls.__doc__
    assert cls.__doc__.endswith(".")
    documented = set()
    for base in cls.__mro__:
        if issubclass(base, Item) and base is not Item:
            [body] = ast.parse(inspect.getsource(base)).body
            assert isinstance(body, ast.ClassDef)
            documented |= _documented(body.body)
    assert set(cls.option_names()) <= documented


def _documented(body: list[ast.stmt]) -> set[str]:
    """The options with one line of text directly below them."""
    return {
        field.target.id
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
        and "\n" not in below.value.value
    }


def test_exclusions_are_sorted_and_say_why() -> None:
    assert list(EXCLUDED) == sorted(EXCLUDED)
    for (kind, name), reason in EXCLUDED.items():
        assert name not in names(kind)
        assert reason.why
        assert not reason.words.endswith(".")


def test_no_file_of_the_vocabulary_holds_two_ideas() -> None:
    root = Path(inspect.getfile(Item)).parent
    for folder in ("activations", "initializers", "optimizers", "schedules", "losses", "metrics"):
        for file in (root / folder).glob("*.py"):
            assert len(file.read_text(encoding="utf-8").splitlines()) <= 150, file.name


def test_an_option_that_is_written_already_is_not_suggested() -> None:
    text = "input: [8]\nlayer: []\nlayers:\n  - Dense: {units: 4, unit: 5}\ncompile: {loss: mse, los: mae}\n"
    found = {one.message: one for one in parse(read_text(text, "net.yaml")).problems}
    assert sorted(found) == [
        "Dense has no option `unit`",
        "`compile` has no option `los`",
        "a network has no section `layer`",
    ]
    assert all(one.edits == () for one in found.values())
    assert found["Dense has no option `unit`"].fix.startswith("`units` is written already; ")


def test_a_fact_beyond_all_floats_is_a_large_number() -> None:
    class huge(Activation, frozen=True):
        power = option_dependent(0.5, lambda _node: 10.0**400)

    assert huge.power == 0.5
    assert huge.model_validate({}).power == LARGE < LARGE**2
