"""What losses and metrics say they take holds in Keras: rank, labels, numbers of outputs, range of outputs."""

from typing import Any

import pytest

from netbuilder.vocabulary.base.comparison import Comparison, OutputCount
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.training import Loss, Metric

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:.*y_pred.shape.*:SyntaxWarning"),
    pytest.mark.filterwarnings("ignore:.*softmax over axis.*:UserWarning"),
]

SIZE = 4
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "AUC": [{"multi_label": True}, {"multi_label": True, "num_labels": SIZE}, {"from_logits": True}],
    "BinaryCrossentropy": [{"from_logits": True}],
    "BinaryFocalCrossentropy": [{"from_logits": True}],
    "CategoricalCrossentropy": [{"from_logits": True}],
    "CategoricalFocalCrossentropy": [{"from_logits": True}, {"alpha": [0.25] * SIZE}],
    "SparseCategoricalCrossentropy": [{"from_logits": True}],
    "F1Score": [{"threshold": 0.5}],
    "FBetaScore": [{"threshold": 0.5}],
    "Precision": [{"class_id": 2}, {"top_k": 2}],
    "Recall": [{"class_id": 2}, {"top_k": 2}],
    "PrecisionAtRecall": [{"recall": 0.5, "class_id": 2}],
    "RecallAtPrecision": [{"precision": 0.5, "class_id": 2}],
    "SensitivityAtSpecificity": [{"specificity": 0.5, "class_id": 2}],
    "SpecificityAtSensitivity": [{"sensitivity": 0.5, "class_id": 2}],
    "MeanIoU": [
        {"num_classes": SIZE, "sparse_y_pred": False},
        {"num_classes": SIZE, "sparse_y_pred": False, "sparse_y_true": False},
    ],
    "IoU": [{"num_classes": SIZE, "target_class_ids": [1], "sparse_y_pred": False}],
    "OneHotIoU": [{"num_classes": SIZE, "target_class_ids": [1]}],
    "OneHotMeanIoU": [{"num_classes": SIZE}],
    "TopKCategoricalAccuracy": [{"k": 2}],
    "SparseTopKCategoricalAccuracy": [{"k": 2}],
}
EVERY: list[tuple[type[Comparison], dict[str, Any]]] = [
    (cls, options)
    for kind in ("loss", "metric")
    for cls in every(kind)
    if issubclass(cls, Loss | Metric) and not cls.only_bare
    for options in [dict(cls.example), *VARIANTS.get(cls.__name__, [])]
]


def called(value: Any) -> str:
    return (
        f"{value.kind}-{value.__name__}"
        if isinstance(value, type) and issubclass(value, Item)
        else "-".join(map(str, value)) or "plain"
    )


def node_of(cls: type[Comparison], options: dict[str, Any]) -> Comparison:
    return cls.model_validate(options)


def outputs_of(node: Comparison, shape: tuple[int, ...], seed: int = 1) -> Any:
    """Outputs of the range that it takes."""
    import numpy as np

    raw = np.random.default_rng(seed).normal(size=shape).astype("float32")
    if node.outputs == "distribution":
        return np.exp(raw) / np.exp(raw).sum(-1, keepdims=True)
    if node.outputs == "classes":
        return np.random.default_rng(seed).integers(0, 2, shape)
    return 1 / (1 + np.exp(-raw)) if node.outputs in ("fraction", "positive") else raw


def labels_of(form: str, shape: tuple[int, ...], outputs: str = "any") -> Any:
    """Labels of a form for outputs of this shape."""
    import numpy as np

    die = np.random.default_rng(2)
    indexes = die.integers(0, max(shape[-1], 2), shape[:-1])
    if form == "sequence":
        return die.integers(1, shape[-1], (shape[0], 2))
    if form == "integer" and outputs != "classes":
        return indexes
    if form == "one_hot":
        return np.eye(max(shape[-1], 2))[indexes][..., : shape[-1]]
    if form in ("number", ""):
        return die.random(shape).astype("float32")
    return die.integers(0, 2, shape).astype("float32")


def value_of(cls: type[Comparison], options: dict[str, Any], labels: Any, outputs: Any) -> Any:
    """What Keras makes of labels and outputs.

    Raises:
        Exception: whatever Keras, or TensorFlow below it, raises.
    """
    import keras
    import numpy as np

    made = getattr(keras.losses if cls.kind == "loss" else keras.metrics, cls.__name__)(**options)
    if cls.kind == "loss":
        return np.asarray(made(labels, outputs))
    made.update_state(labels, outputs)
    return np.asarray(made.result(), dtype="float64")


def stops(cls: type[Comparison], options: dict[str, Any], labels: Any, outputs: Any) -> bool:
    """Whether Keras stops."""
    import tensorflow as tf

    try:
        value_of(cls, options, labels, outputs)
    except (ValueError, TypeError, tf.errors.InvalidArgumentError):
        return True
    except Exception as error:
        if type(error).__name__ != "StagingError":  # the others, from inside a function of a graph
            raise
        return True
    return False


@pytest.mark.parametrize(("cls", "options"), EVERY, ids=called)
def test_the_rank(cls: type[Comparison], options: dict[str, Any]) -> None:
    node = node_of(cls, options)
    for shape in ((6, SIZE), (6, 3, SIZE), (6, 3, 2, SIZE)):
        labels = labels_of(node.labels, shape, node.outputs)
        expected = node.rank is not None and node.rank != len(shape)
        assert stops(cls, options, labels, outputs_of(node, shape)) is expected, shape


ROWS = ("one_hot", "zero_one", "minus_one_one", "number")


@pytest.mark.parametrize(("cls", "options"), EVERY, ids=called)
def test_class_numbers_and_rows_are_no_labels_for_each_other(cls: type[Comparison], options: dict[str, Any]) -> None:
    node = node_of(cls, options)
    if node.outputs == "classes" or node.labels not in ("integer", *ROWS) or cls.__name__ == "Circle":
        return
    shape = (6, 3, SIZE) if node.rank is None else (6, SIZE)
    other = "one_hot" if node.labels == "integer" else "integer"
    is_told_apart = not stops(cls, options, labels_of(node.labels, shape), outputs_of(node, shape))
    assert is_told_apart
    # Where an argmax or a slice is taken of the labels first, it is nonsense that Keras does not see.
    silent = {"R2Score"}
    assert cls.__name__ in silent or stops(cls, options, labels_of(other, shape), outputs_of(node, shape))


COUNTED = [(cls, options) for cls, options in EVERY if node_of(cls, options).output_counts()]


@pytest.mark.parametrize(("cls", "options"), COUNTED, ids=called)
def test_options_that_count_outputs(cls: type[Comparison], options: dict[str, Any]) -> None:
    node = node_of(cls, options)
    for count in node.output_counts():
        for size in {count.least, count.most or count.least + 3}:
            shape = (8, size)
            labels = labels_of(node.labels, shape)
            assert not stops(cls, options, labels, outputs_of(node, shape)), size
        assert _is_wrong(cls, options, count, count.least - 1)
        assert count.most is None or _is_wrong(cls, options, count, count.most + 1)


def _is_wrong(cls: type[Comparison], options: dict[str, Any], count: OutputCount, size: int) -> bool:
    """Whether Keras stops with so many outputs, or measures less, or more, than there is."""
    node, shape = node_of(cls, options), (64, size)
    labels, outputs = labels_of(node.labels, shape), outputs_of(node, shape)
    if stops(cls, options, labels, outputs):
        return True
    if count.option == "top_k":
        return all(_is_same(cls, options, labels, outputs_of(node, shape, seed)) for seed in (3, 4))
    # num_classes: what it should be gives another value, or classes are looked at that nothing can be.
    as_many = options | {"num_classes": size}
    differs = not _equal(value_of(cls, as_many, labels, outputs), value_of(cls, options, labels, outputs))
    return differs or (count.least > size and max(options.get("target_class_ids", [count.least - 1])) <= count.least)


def _is_same(cls: type[Comparison], options: dict[str, Any], labels: Any, outputs: Any) -> bool:
    node = node_of(cls, options)
    return _equal(
        value_of(cls, options, labels, outputs), value_of(cls, options, labels, outputs_of(node, outputs.shape))
    )


def _equal(one: Any, other: Any) -> bool:
    import numpy as np

    return bool(np.array_equal(one, other, equal_nan=True))


CHOOSY = [(cls, options) for cls, options in EVERY if node_of(cls, options).least_outputs > 1]


@pytest.mark.parametrize(("cls", "options"), CHOOSY, ids=called)
def test_with_fewer_outputs_it_is_constant(cls: type[Comparison], options: dict[str, Any]) -> None:
    node = node_of(cls, options)
    size = node.least_outputs - 1
    shape = (32, 8, size) if node.rank == 3 else (32, size)
    if node.labels == "sequence":
        return  # the only class is the blank, and there are no labels
    labels = labels_of(node.labels, shape)
    values = [value_of(cls, options, labels, outputs_of(node, shape, seed)) for seed in (1, 2, 3)]
    if cls.__name__ in ("CosineSimilarity", "CategoricalGeneralizedCrossEntropy"):
        # The sign alone is left of the outputs; without softmax any number goes.
        positive = [value_of(cls, options, labels, abs(outputs_of(node, shape, seed)) + 1) for seed in (1, 2, 3)]
        values = positive if cls.__name__ == "CosineSimilarity" else values
        assert cls.__name__ != "CosineSimilarity" or abs(values[0] - values[1]) < 1e-5
        return
    assert _equal(values[0], values[1])
    assert _equal(values[0], values[2])


LOGITS = [(cls, options) for cls, options in EVERY if node_of(cls, options).outputs == "logits" and options]


@pytest.mark.parametrize(("cls", "options"), LOGITS, ids=called)
def test_logits_are_what_becomes_probabilities(cls: type[Comparison], options: dict[str, Any]) -> None:
    import numpy as np

    node, shape = node_of(cls, options), (64, SIZE)
    logits = outputs_of(node, shape)
    rows = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    fractions = 1 / (1 + np.exp(-logits))
    plain = {option: value for option, value in options.items() if option != "from_logits"}
    labels = labels_of(node.labels, shape)
    probabilities = rows if node_of(cls, plain).outputs == "distribution" else fractions
    expected = value_of(cls, plain, labels, probabilities)
    assert value_of(cls, options, labels, logits) == pytest.approx(expected, rel=1e-4)
    assert value_of(cls, plain, labels, logits) != pytest.approx(expected, rel=1e-3)


FRACTIONS = [
    (cls, options) for cls, options in EVERY if node_of(cls, options).outputs == "fraction" and cls.kind == "metric"
]


@pytest.mark.parametrize(("cls", "options"), FRACTIONS, ids=called)
def test_raw_numbers_in_the_place_of_probabilities_give_another_value(
    cls: type[Comparison], options: dict[str, Any]
) -> None:
    import numpy as np

    if "top_k" in options:
        return  # the order is the same
    node, shape = node_of(cls, options), (256, SIZE)
    labels = labels_of(node.labels, shape)
    raw = (labels * 2 - 1) * 0.6 + np.random.default_rng(5).normal(size=shape) - 1.5
    probabilities = 1 / (1 + np.exp(-raw))
    first, second = (value_of(cls, options, labels, outputs) for outputs in (raw, probabilities))
    assert not np.allclose(first, second, rtol=1e-3)
