"""NB318."""

from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, remove_option, set_option, set_value
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.layer_graph import PlacedMetric
from netbuilder.graph.objective import display_name, loss_family, output_size
from netbuilder.rules.base import INFO, WARN, HeadRule, network_with
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.training import Loss, Metric


class _Misreading(NamedTuple):
    message: str
    why: str
    fix: Suggestion
    severity: Severity = WARN


class MisreadOutputs(HeadRule):
    """A metric that reads the outputs otherwise than they are

    ## What it does
    Finds a metric that compares raw numbers with thresholds between 0 and 1 (AUC, Precision, F1Score, BinaryIoU, ...)
    or takes their logarithm; one that applies sigmoid to probabilities; one that takes the greatest of a single output
    (F1Score without `threshold`, OneHotMeanIoU), or of outputs that may all be right; MeanIoU that takes a probability
    for a class number; and a correlation of single numbers.

    ## Why is this bad
    The number printed says nothing, or something else than its name. Measured: F1Score of one sigmoid is the same for
    perfect, random and reversed predictions; MeanIoU of a perfect mask was 0.21; PrecisionAtRecall of raw numbers was 0
    where that of their probabilities was 0.72; Precision at 0.5 of a raw number is that at a probability of 0.62.

    ## When it is fine
    A threshold of 0 on raw numbers, which is a probability of one half.

    ## Example
    `metrics: [AUC]` with `loss: {BinaryCrossentropy: {from_logits: true}}`

    ## Use instead
    `AUC: {from_logits: true}`, `F1Score: {threshold: 0.5}`, `BinaryIoU`, or a sigmoid in the head.

    ## References
    - Keras, *Classification metrics* and *Image segmentation metrics*
    """

    code = "NB318"
    name = "misread-outputs"
    severity = WARN
    bad = [
        """\
input: [10]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3}
compile:
  optimizer: adam
  loss: {BinaryCrossentropy: {from_logits: true}}
  metrics:
    - AUC  # NB318
    - Precision  # NB318
""",
        """\
input: [20]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: binary_crossentropy
  metrics:
    - f1_score  # NB318
    - BinaryCrossentropy: {from_logits: true}  # NB318
""",
        network_with(
            "Dense: {units: 4, activation: sigmoid}",
            loss="binary_crossentropy",
            metrics="[{F1Score: {average: macro}}]  # NB318",
        ),
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: binary_crossentropy
  metrics: [{MeanIoU: {num_classes: 2}}]  # NB318
""",
    ]
    good = [
        network_with(
            "Dense: {units: 3}",
            loss="{BinaryCrossentropy: {from_logits: true}}",
            metrics="[{AUC: {from_logits: true}}, {Precision: {thresholds: 0.0}}]",
        ),
        network_with(
            "Dense: {units: 1, activation: sigmoid}",
            loss="binary_crossentropy",
            metrics="[{F1Score: {threshold: 0.5}}, AUC]",
        ),
        network_with(
            "Dense: {units: 4, activation: softmax}",
            loss="categorical_crossentropy",
            metrics="[{F1Score: {average: macro}}]",
        ),
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [BinaryIoU]}
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if loss.labels == "sequence":
            return  # NB315: no metric fits
        for placed in graph.metrics:
            misreading = (
                _of_one(graph, head, loss, placed)
                or _of_sorted(placed)
                or _of_several(graph, head, placed)
                or _of_range(head, loss, placed)
            )
            if misreading is not None:
                message, why, fix, severity = misreading
                more = {"why": why, "fix": fix, "severity": severity, "related": (self.loss_place(graph),)}
                yield self.at_metric(graph, placed, message, **more)


def _of_one(graph: LayerGraph, head: Head, loss: Loss, placed: PlacedMetric) -> _Misreading | None:
    """What takes more than one output, and there is one; of the accuracies NB307 speaks."""
    metric = placed.metric
    if metric.family == "accuracy" or output_size(graph, head) != 1:
        return None
    name = display_name(metric)
    if metric.family == "segmentation" and (metric.takes_greatest or metric.outputs == "classes"):
        if loss.family == "regression":
            return None
        binary = "{BinaryIoU: {threshold: 0.0}}" if loss.expects_logits else "BinaryIoU"
        fix = set_value(placed.path, binary)
        if metric.takes_greatest:
            why = _("it is always the only one, so that everything counts as class 0")
            return _Misreading(_("{name} takes the greatest of the outputs, and there is one", name=name), why, fix)
        message = _("{name} takes class numbers, and the head gives one number for two classes", name=name)
        return _Misreading(message, _("what is below 1 counts as class 0, whatever it is"), fix)
    if metric.least_outputs < 2:
        return None
    if metric.takes_greatest:
        message = _("{name} without `threshold` takes the greatest output, and there is one", name=name)
        why = _("it is always found, so that the score is the same for all predictions")
        return _Misreading(message, why, _with_option(placed, "threshold", "0.5"))
    fix = remove_item(placed.path, _("`axis: 0`, over the batch, or remove it"))
    message = _("{name} correlates the numbers of one sample, and there is one", name=name)
    return _Misreading(message, _("of one number it is always the same, or nan"), fix)


def _of_sorted(placed: PlacedMetric) -> _Misreading | None:
    """What takes class numbers in order, and the head gives a number for every class."""
    metric = placed.metric
    if not metric.is_top_k or metric.outputs != "classes":
        return None
    fix = remove_option((*placed.path, type(metric).__name__), "from_sorted_ids", _("remove `from_sorted_ids`"))
    message = _("{metric} with `from_sorted_ids` takes class numbers", metric=display_name(metric))
    return _Misreading(message, _("the numbers of the head equal a label by chance at most"), fix)


def _of_several(graph: LayerGraph, head: Head, placed: PlacedMetric) -> _Misreading | None:
    """What takes the greatest output for the only right one, and every output has a label of its own."""
    metric, task = placed.metric, graph.draft.task
    if not metric.takes_greatest or metric.family == "accuracy" or metric.labels == "integer":
        return None
    if head.activation.family == "softmax":
        return None
    if loss_family(graph, head) != "binary" or (task is not None and task.kind == "multiclass"):
        return None
    why = _("the loss has a label for every output, and several may be right")
    if metric.family == "segmentation":
        message = _("{metric} takes the greatest output for the only label", metric=display_name(metric))
        return _Misreading(message, why, set_value(placed.path, "BinaryIoU", _(", which takes every output by itself")))
    message = _(
        "{metric} without `threshold` takes the greatest output for the only label", metric=display_name(metric)
    )
    return _Misreading(message, why, _with_option(placed, "threshold", "0.5"))


def _of_range(head: Head, loss: Loss, placed: PlacedMetric) -> _Misreading | None:
    """What takes numbers of another range than the head gives."""
    metric, function = placed.metric, head.activation
    if metric.family == "accuracy":
        return None  # NB310
    name, path = display_name(metric), (*placed.path, type(metric).__name__)
    if metric.expects_logits and function.family in ("sigmoid", "softmax"):
        message = _(
            "{name} applies {inverse} to outputs of {function}",
            name=name,
            inverse=_inverse(metric.labels),
            function=display_name(function),
        )
        fix = remove_option(path, "from_logits", _("remove `from_logits: true`"))
        return _Misreading(message, _("they are probabilities already"), fix)
    if metric.outputs == "positive" and not loss.one_sided and _goes_below_zero(function):
        message = _("{name} takes a logarithm, and {function} goes below 0", name=name, function=display_name(function))
        return _Misreading(message, _("what is negative becomes nan, or is clipped"), advice(_("another metric")), INFO)
    if metric.outputs not in ("fraction", "distribution") or _is_fraction(function):
        return None
    if not loss.expects_logits:
        return _of_numbers(head, loss, metric)
    if metric.cut is not None and metric.cut != 0.5:
        return None  # chosen for what comes out
    what = _("takes probabilities") if metric.family == "crossentropy" else _("has thresholds from 0 to 1")
    message = _("{name} {what}, the outputs are raw numbers", name=name, what=what)
    why = _("the loss says from_logits, the metric does not know it")
    if "from_logits" in type(metric).model_fields:
        return _Misreading(message, why, _with_option(placed, "from_logits", "true", _(" here too")))
    if metric.cut is None:
        fix = advice(_("{inverse} in the head, and no `from_logits` in the loss", inverse=_inverse(loss.labels)))
        return _Misreading(message, why, fix)
    option = "threshold" if "threshold" in type(metric).model_fields else "thresholds"
    if metric.rank == 2:
        fix = advice(_("{inverse} in the head, and no `from_logits` in the loss", inverse=_inverse(loss.labels)))
        return _Misreading(message, why, fix)
    why = _("a raw number of 0.5 is a probability of 0.62; of one half it is 0")
    return _Misreading(message, why, _with_option(placed, option, "0.0"))


def _of_numbers(head: Head, loss: Loss, metric: Metric) -> _Misreading | None:
    """A metric with thresholds from 0 to 1 beside a loss that takes any numbers: hinge, or a regression."""
    spread, any_number = metric.outputs == "fraction" and metric.cut is None, loss.family == "regression"
    if not (spread and (any_number or loss.aim == "margin")) and not (
        loss.labels == "minus_one_one" and metric.cut == 0.5
    ):
        return None
    message = _(
        "{metric} has thresholds from 0 to 1, {activation} goes beyond",
        metric=display_name(metric),
        activation=display_name(head.activation),
    )
    why = _("{loss} takes any numbers: what lies outside 0 to 1 is never told apart", loss=display_name(loss))
    return _Misreading(message, why, advice(_("`binary_crossentropy` and a sigmoid, or another metric")))


def _inverse(labels: str) -> str:
    return "softmax" if labels in ("one_hot", "integer") else "sigmoid"


def _is_fraction(function: Activation) -> bool:
    return function.floor == 0 and function.ceiling == 1


def _goes_below_zero(function: Activation) -> bool:
    return function.ceiling != 0 and (function.floor is None or function.floor <= -1)


def _with_option(placed: PlacedMetric, option: str, value: str, after: str = "") -> Suggestion:
    """The metric with one option more, also where it is written as a bare name."""
    return set_option((*placed.path, type(placed.metric).__name__), option, value, after)
