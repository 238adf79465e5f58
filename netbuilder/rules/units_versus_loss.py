"""NB307."""

from collections.abc import Iterator
from typing import Any

from netbuilder.diagnostics import Diagnostic, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, set_option, set_value
from netbuilder.graph import Head, LayerCall, LayerGraph
from netbuilder.graph.layer_graph import PlacedMetric
from netbuilder.graph.objective import accuracies, display_name, loss_family, width_option
from netbuilder.rules.base import ERROR, HeadRule, network_with, set_loss
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.network import Task


class UnitsVersusLoss(HeadRule):
    """A number of outputs that the loss or a metric can make nothing of

    ## What it does
    Finds one unit under a categorical loss or a categorical accuracy, a top-k accuracy with no more than k units,
    and a number of units that contradicts `task`.

    ## Why is this bad
    Among one class the choice is always right: the loss is 0 or constant, whatever the weights are, and so is the
    accuracy. The truth is always among the k best of k.

    ## When it is fine
    Never.

    ## Example
    `Dense: {units: 1, activation: sigmoid}` with `loss: sparse_categorical_crossentropy`

    ## Use instead
    One unit with sigmoid and `binary_crossentropy`, or one unit a class.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB307"
    name = "units-versus-loss"
    severity = ERROR
    bad = [
        network_with(
            "Dense: {units: 1, activation: sigmoid}  # NB307", loss="categorical_crossentropy", metrics="[accuracy]"
        ),
        network_with(
            "Dense: {units: 1, activation: sigmoid}",
            loss="binary_crossentropy",
            metrics="[sparse_categorical_accuracy]  # NB307",
        ),
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 5, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics:
    - accuracy
    - TopKCategoricalAccuracy  # NB307
""",
        network_with(
            "Dense: {units: 9, activation: softmax}  # NB307",
            loss="categorical_crossentropy",
            metrics="[accuracy]",
            task="{kind: multiclass, classes: 10}",
        ),
    ]
    good = [
        network_with("Dense: {units: 1, activation: sigmoid}", loss="binary_crossentropy", metrics="[accuracy]"),
        network_with(
            "Dense: {units: 2, activation: softmax}",
            loss="sparse_categorical_crossentropy",
            metrics="[accuracy]",
            task="{kind: binary}",
        ),
        network_with(
            "Dense: {units: 10, activation: softmax}",
            loss="categorical_crossentropy",
            metrics="[{TopKCategoricalAccuracy: {k: 3}}]",
            task="{kind: multiclass, classes: 10, labels: one_hot}",
        ),
        """\
input: [12, 4]
layers:
  - LSTM: {units: 16, return_sequences: true}
  - Dense: {units: 1}
  - Flatten
compile: {optimizer: adam, loss: {CategoricalCrossentropy: {from_logits: true}}}
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        units = head.units
        if units is None:
            return
        contradiction = _against_task(graph, head)
        if contradiction:
            task = graph.draft.task
            assert task is not None
            maker, count = _units_layer(head), _units_by_task(task)
            option = width_option(maker)
            fix = set_option(maker.path, option, count).edited_if(count.isdigit())
            if not option:
                fix = advice(_("a Dense of `units: {count}`", count=count))
            elif count == str(getattr(maker.layer, option, None)):
                fix = advice(
                    _(
                        "bring the {count} of `{option}` to the last axis, where the classes are looked for",
                        count=count,
                        option=option,
                    )
                )
            elif units == 1 and task.kind == "multiclass" and count.isdigit():
                fix = advice(
                    _(
                        "{sentence} with softmax, and `loss: {categorical_loss}`",
                        sentence=fix.sentence,
                        categorical_loss=_categorical_loss(task),
                    )
                )
            yield self._finding_at_units(graph, head, contradiction, fix=fix)
        elif _is_alone(graph, head, loss):
            binary = head.activation.family == "sigmoid" and loss.identifier is not None
            before, after = _("two classes: `activation: sigmoid` and "), _("; more: one unit a class")
            fix = set_loss("binary_crossentropy", after, before=before).edited_if(binary)
            if loss.aim == "sequence":
                fix = advice(_("one unit a character, and one for the blank"))
            yield self._finding_at_units(
                graph,
                head,
                _("{loss} chooses among classes, and there is one unit", loss=display_name(loss)),
                why=_("the only class is always the likeliest, so the loss is 0 or the same for all weights"),
                fix=fix,
                related=(self.loss_place(graph),),
            )
        else:
            for placed in accuracies(graph):
                yield from self._metric(graph, head, placed)

    def _metric(self, graph: LayerGraph, head: Head, placed: PlacedMetric) -> Iterator[Diagnostic]:
        metric, best = placed.metric, placed.metric.best_of
        if metric.labels not in ("one_hot", "integer"):
            return
        if _is_regression(graph, head) and head.activation.family not in ("softmax", "sigmoid"):
            return  # NB310: no accuracy fits
        assert head.units is not None
        if best is not None and head.units <= best:
            message = _(
                "{metric} is always 1.0: it takes the {best} best of {units}",
                metric=display_name(metric),
                best=best,
                units=head.units,
            )
            before, after, why = _("a `k` below {units}, or ", units=head.units) if head.units > 2 else "", "", ""
        elif _is_one(graph, head) and not _is_regression(graph, head):
            message = _("{metric} compares classes, and there is one unit", metric=display_name(metric))
            why = _("the only class is always the greatest, so the metric never changes")
            before, after = "", _(", which becomes binary accuracy for one unit")
        else:
            return
        fix = set_value(placed.path, "accuracy", after, before=before)
        if "accuracy" in graph.metric_names:
            fix = remove_item(placed.path, fix.sentence)
        yield self.at_metric(graph, placed, message, why=why, fix=fix)

    def _finding_at_units(self, graph: LayerGraph, head: Head, message: str, **more: Any) -> Diagnostic:
        call = _units_layer(head)
        more.setdefault("related", graph.related(call, width_option(call)))
        address = graph.address(call, width_option(call))
        return self.finding(address, message, graph=graph, call=head.call, **more)


def contradicted(graph: LayerGraph, head: Head) -> bool:
    """Whether the number of units already rules out the head's activation and the loss: one where many are needed.

    Nine units for ten classes do not: there the count alone is wrong.
    """
    if _against_task(graph, head):
        task = graph.draft.task
        assert task is not None
        return task.kind == "binary" or 1 in (head.units, task.classes)
    assert graph.loss is not None
    return _is_alone(graph, head, graph.loss)


def _is_alone(graph: LayerGraph, head: Head, loss: Loss) -> bool:
    """Whether a loss that chooses among classes meets one unit."""
    chooses = loss_family(graph, head) == "categorical" or loss.least_outputs > 1
    return chooses and loss.aim != "direction" and _is_one(graph, head)


def _is_regression(graph: LayerGraph, head: Head) -> bool:
    return loss_family(graph, head) == "regression"


def _is_one(graph: LayerGraph, head: Head) -> bool:
    """Whether the model's output has one unit; a Flatten behind the head makes one of every position's."""
    shape = graph.output_shape
    return head.units == 1 and (shape is None or shape[-1] in (1, None))


def _units_layer(head: Head) -> LayerCall:
    """The layer whose option says how many units there are: the head itself, or the layer before its activation."""
    call = head.output
    return call if call is not None and width_option(call) else head.call


def _against_task(graph: LayerGraph, head: Head) -> str:
    """What `task` says against the number of units; empty where it agrees."""
    task, units = graph.draft.task, head.units
    if task is None or units is None:
        return ""
    if task.kind == "binary" and units > 2:
        return _("a binary task has one output, or two with softmax, and here there are {units}", units=units)
    if task.kind in ("multiclass", "multilabel") and task.classes is not None and units != task.classes:
        if task.classes <= 2 and units == 1:
            return ""
        return _(
            "the task has {classes} classes, and the head has {head_units}",
            classes=task.classes,
            head_units=_("{units} units", units=units) if units > 1 else _("1 unit"),
        )
    if task.kind == "multiclass" and task.classes is None and _is_one(graph, head):
        return _("a multiclass task needs a unit for every class, and here there is one")
    return ""


def _categorical_loss(task: Task) -> str:
    """The loss for one of many classes, by the labels that the task has."""
    return "categorical_crossentropy" if task.labels == "one_hot" else "sparse_categorical_crossentropy"


def _units_by_task(task: Task) -> str:
    """The number of units that the task asks for, as far as it is one number."""
    if task.kind == "binary":
        return _("1, activation: sigmoid")
    return str(task.classes) if task.classes is not None else _("<number of classes>")
