"""NB315."""

from collections.abc import Iterator

from netbuilder.diagnostics import Change, Diagnostic, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, set_value
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.layer_graph import PlacedMetric
from netbuilder.graph.objective import display_name, output_size
from netbuilder.rules.base import ERROR, INFO, HeadRule, network_with
from netbuilder.vocabulary.base.training import Loss, Metric

_IN_ROWS = frozenset({"one_hot", "zero_one", "minus_one_one", "number"})


class BinaryMetricOnSoftmax(HeadRule):
    """A metric of other labels or outputs than there are

    ## What it does
    Finds a metric made for two classes (Precision, Recall, AUC, TruePositives, ...) on a softmax over three or more
    classes without `class_id`; a metric that has a label for every output beside a loss that has
    class numbers; MeanIoU, IoU and their one-hot forms where labels are of the other form, or where they take the
    probabilities of a head for class numbers; and any metric beside ctc, whose labels are sequences.

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
    - OneHotMeanIoU: {num_classes: 3}  # NB315
""",
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 4, kernel_size: 1, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics:
    - MeanIoU: {num_classes: 4, sparse_y_pred: false}  # NB315
    - sparse_categorical_crossentropy  # NB315
""",
        """\
input: [100, 16]
layers:
  - LSTM: {units: 8, return_sequences: true}
  - Dense: {units: 29}
compile:
  optimizer: adam
  loss: ctc
  metrics: [accuracy]  # NB315
""",
    ]
    good = [
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="categorical_crossentropy",
            metrics="[accuracy, {Precision: {class_id: 1}}, {AUC: {multi_label: true}}]",
        ),
        network_with("Dense: {units: 2, activation: softmax}", loss="categorical_crossentropy", metrics="[AUC]"),
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 4, kernel_size: 1, activation: softmax}
compile:
  optimizer: adam
  loss: sparse_categorical_crossentropy
  metrics: [{MeanIoU: {num_classes: 4, sparse_y_pred: false}}]
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if loss.labels == "sequence":
            for placed in graph.metrics:
                yield self._of_sequences(graph, loss, placed)
            return
        size = output_size(graph, head)
        if size is None or size < 2:
            return
        for placed in graph.metrics:
            metric = placed.metric
            if metric.family == "segmentation" and metric.labels != "zero_one":
                yield from self._overlap(graph, head, loss, placed)
            elif metric.family != "accuracy" and _differ(loss.labels, metric.labels):
                yield self._other_labels(graph, head, loss, placed)
            elif head.activation.family == "softmax" and size > 2 and metric.family == "binary" and not metric.by_class:
                yield self.at_metric(
                    graph,
                    placed,
                    _("{metric} counts each of {size} classes as a yes or no", metric=display_name(metric), size=size),
                    why=_("it is an average over all classes that says little about any"),
                    fix="a `class_id`" if "class_id" in type(metric).model_fields else "`AUC: {multi_label: true}`",
                    severity=INFO,
                )

    def _of_sequences(self, graph: LayerGraph, loss: Loss, placed: PlacedMetric) -> Diagnostic:
        return self.at_metric(
            graph,
            placed,
            _(
                "{metric} wants a label for each step, and {loss} has none",
                metric=display_name(placed.metric),
                loss=display_name(loss),
            ),
            why=_("the labels are shorter than the steps, and Keras stops in fit"),
            fix=remove_item(placed.path, _("remove it: sequences are decoded first, and compared after training")),
            related=(self.loss_place(graph),),
        )

    def _other_labels(self, graph: LayerGraph, head: Head, loss: Loss, placed: PlacedMetric) -> Diagnostic:
        metric, size = placed.metric, output_size(graph, head)
        if loss.labels == "integer":
            message = _(
                "{metric} cannot compare class numbers, and the loss has them for labels", metric=display_name(metric)
            )
            why = _(
                "it compares a label with each of {size} outputs, so that Keras stops in fit or counts nonsense",
                size=size,
            )
            fix = _("`sparse_categorical_accuracy`, or one-hot labels and `categorical_crossentropy`")
        else:
            message = _("{metric} takes class numbers for labels, the loss rows", metric=display_name(metric))
            why, fix = _("Keras stops in fit"), _("`categorical_crossentropy`, which takes them one-hot")
        return self.at_metric(graph, placed, message, why=why, fix=fix, related=(self.loss_place(graph),))

    def _overlap(self, graph: LayerGraph, head: Head, loss: Loss, placed: PlacedMetric) -> Iterator[Diagnostic]:
        """IoU over several classes: one-hot or not is an option of its own for labels and for outputs."""
        metric, name = placed.metric, display_name(placed.metric)
        outputs = metric.outputs == "classes" and loss.family != "regression"
        labels = _differ(loss.labels, metric.labels)
        if not (outputs or labels):
            return
        size = output_size(graph, head)
        form = _("one-hot rows") if metric.labels == "one_hot" else _("class numbers")
        other = _("class numbers") if metric.labels == "one_hot" else "rows"
        message = _("{name} takes {form} for labels, and the loss {other}", name=name, form=form, other=other)
        if outputs:
            message = _("{name} takes class numbers, the head gives {size} numbers for them", name=name, size=size)
        if outputs and labels:
            message = _(
                "{name} takes class numbers for outputs and labels, these are rows of {size}", name=name, size=size
            )
        options = [option for option, is_wrong in (("sparse_y_true", labels), ("sparse_y_pred", outputs)) if is_wrong]
        if loss.labels == "zero_one" and head.activation.family == "sigmoid":
            fix = set_value(placed.path, "BinaryIoU", _(", as every output has a label of its own"))
        elif labels and metric.labels == "one_hot":
            fix = set_value(placed.path, _among_numbers(metric))
        else:
            path, other = (
                (*placed.path, type(metric).__name__),
                _(", or `OneHot{metric}`", metric=type(metric).__name__),
            )
            changes = tuple([Change((*path, option), "entry", "false") for option in options])
            fix = Suggestion(changes, after=other if labels else "")
        why = _("Keras stops in fit") if labels or (size or 0) > 2 else _("below 1 every probability is class 0")
        related = (self.loss_place(graph),)
        yield self.at_metric(graph, placed, message, why=why, fix=fix, related=related)


def _differ(one_form: str, other_form: str) -> bool:
    """Whether labels of two forms differ in shape: a class number stands for a whole row of the others."""
    return {one_form, other_form} <= _IN_ROWS | {"integer"} and (one_form == "integer") != (other_form == "integer")


def _among_numbers(metric: Metric) -> str:
    """The metric for class numbers that does what one does for one-hot labels, as it is written in a file."""
    others = metric.written - {"sparse_y_true", "sparse_y_pred"}
    options = [f"{name}: {_written(getattr(metric, name))}" for name in metric.option_names() if name in others]
    return f"{{{type(metric).__name__.removeprefix('OneHot')}: {{{', '.join([*options, 'sparse_y_pred: false'])}}}}}"


def _written(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)
