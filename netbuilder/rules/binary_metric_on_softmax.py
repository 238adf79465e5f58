"""NB315."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.compile_settings import PlacedMetric
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import ERROR, INFO, HeadRule
from netbuilder.vocabulary.base.training import Loss


class BinaryMetricOnSoftmax(HeadRule):
    """A metric of other labels or outputs than there are

    ## What it does
    Finds a metric made for two classes (Precision, Recall, AUC, TruePositives, ...) on a softmax over three or more
    classes without `class_id`; one of them, an F-score or a cross-entropy of one-hot labels beside a loss that has
    class numbers; and MeanIoU or IoU that take the probabilities of a softmax for class numbers.

    ## Why is this bad
    Every output counts as a yes or no of its own, so the number is an average over all classes that says little
    about any. With class numbers for labels Keras stops in the first step of fit, or counts what means nothing; so too
    with MeanIoU.

    ## When it is fine
    Where that average is what is wanted, and the labels are one-hot: then it is a note.

    ## Example
    `metrics: [Precision]` with `Dense: {units: 10, activation: softmax}`

    ## Use instead
    `Precision: {class_id: 3}`, `AUC: {multi_label: true}`, or `F1Score: {average: macro}`.

    ## References
    - Keras, *Classification metrics*
    """

    code = "NB315"
    name = "binary-metric-on-softmax"
    severity = ERROR
    head_families = ("softmax", "linear")
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics:
    - accuracy
    - Precision  # NB315
    - AUC: {curve: PR}  # NB315
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: sparse_categorical_crossentropy
  metrics:
    - accuracy
    - F1Score: {average: macro}  # NB315
    - MeanIoU: {num_classes: 3}  # NB315
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics: [accuracy, {Precision: {class_id: 1}}, {AUC: {multi_label: true}}]
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 2, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy, metrics: [AUC]}
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if head.units is None or head.units < 2:
            return
        numbers = loss.labels == "integer"
        softmax = head.activation.family == "softmax"
        for placed in graph.metrics:
            if (numbers and not placed.metric.takes_class_numbers) or (softmax and placed.metric.wants_class_numbers):
                yield self._stopped(graph, head, placed)
            elif softmax and head.units > 2 and placed.metric.family == "binary" and not placed.metric.by_class:
                yield self.at_metric(
                    graph,
                    head,
                    placed,
                    f"{display_name(placed.metric)} counts each of {head.units} classes as a yes or no",
                    why="it is an average over all classes that says little about any",
                    fix="a `class_id`"
                    if "class_id" in type(placed.metric).model_fields
                    else "`AUC: {multi_label: true}`",
                    severity=INFO,
                )

    def _stopped(self, graph: LayerGraph, head: Head, placed: PlacedMetric) -> Diagnostic:
        if placed.metric.wants_class_numbers:
            what, why = (
                f"{display_name(placed.metric)} takes class numbers, the head gives {head.units} probabilities",
                "",
            )
            fix = "`sparse_y_pred: false`"
        else:
            what = f"{display_name(placed.metric)} cannot compare class numbers, and the loss has them for labels"
            why = (
                f"it compares a label with each of {head.units} outputs, so that Keras stops in fit or counts nonsense"
            )
            fix = "`sparse_categorical_accuracy`, or one-hot labels and `categorical_crossentropy`"
        return self.at_metric(
            graph,
            head,
            placed,
            what,
            why=why,
            fix=fix,
            related=(self.loss_place(graph),),
        )
