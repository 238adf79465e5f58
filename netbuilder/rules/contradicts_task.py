"""NB314."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Related, Severity
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name, loss_family
from netbuilder.rules.base import ERROR, WARN, HeadRule, network_with
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.network import Task

_WORDS = {
    "multiclass": _("one of many classes"),
    "binary": _("one of two classes"),
    "multilabel": _("several at once"),
}
_PAIR = {
    "multiclass": _("`activation: softmax` and a categorical cross-entropy"),
    "binary": _("`units: 1, activation: sigmoid` and `loss: binary_crossentropy`"),
    "multilabel": _("`activation: sigmoid` and `loss: binary_crossentropy`"),
}


class _Contradiction(NamedTuple):
    message: str
    why: str
    fix: str
    at_head: bool = False
    """Whether it stands at the head's activation, and not at the loss."""
    fact: str = "kind"
    """The option of `task` that is contradicted."""
    severity: Severity = ERROR


class ContradictsTask(HeadRule):
    """A head or loss that cannot do what the task says

    ## What it does
    Compares loss and head with the facts under `task`: a regression loss for classes, a cross-entropy for numbers,
    softmax for several labels at once, one-hot labels under a sparse loss, targets that the head never reaches.

    ## Why is this bad
    What is a suspicion without `task` is certain with it. Labels of the wrong form stop `fit`, or are broadcast in
    silence; targets out of reach are never met. A sigmoid for each of many classes does learn, far more slowly, as
    every step is the mean over all of them: 0.24 instead of 0.84 after 300 steps of SGD on ten digits. That is a
    warning, everything else an error.

    ## When it is fine
    Sigmoids that are meant as one classifier a class. Else never; if the data is otherwise, `task` is what is wrong.

    ## Example
    `task: {kind: multiclass, labels: integer}` with `loss: categorical_crossentropy`

    ## Use instead
    The pair of activation and loss that belongs to the task.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB314"
    name = "contradicts-task"
    severity = ERROR
    supersedes = ("NB304", "NB306", "NB308", "NB309", "NB311", "NB312", "NB313")
    supersedes_within = "layer"
    bad = [
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="categorical_crossentropy  # NB314",
            metrics="[accuracy]",
            task="{kind: multiclass, classes: 3, labels: integer}",
        ),
        network_with(
            "Dense: {units: 1, activation: sigmoid}", loss="mse  # NB314", metrics="[accuracy]", task="{kind: binary}"
        ),
        network_with(
            "Dense: {units: 1, activation: sigmoid}  # NB314", loss="mse", task="{kind: regression, targets: [0, 100]}"
        ),
        network_with(
            "Dense: {units: 3, activation: softmax}  # NB314",
            loss="binary_crossentropy",
            task="{kind: multilabel, classes: 3}",
        ),
        network_with("Dense: {units: 1}", loss="binary_crossentropy  # NB314", task="{kind: regression}"),
        network_with(
            "Dense: {units: 5, activation: sigmoid}",
            loss="binary_crossentropy  # NB314",
            task="{kind: multiclass, labels: one_hot}",
        ),
    ]
    good = [
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="sparse_categorical_crossentropy",
            metrics="[accuracy]",
            task="{kind: multiclass, classes: 3, labels: integer}",
        ),
        """\
input: [784]
task: {kind: regression, targets: [0, 1]}
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 784, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy}
""",
        network_with(
            "Dense: {units: 1}",
            loss="{BinaryCrossentropy: {from_logits: true}}",
            task="{kind: binary, labels: integer}",
        ),
        network_with(
            "Dense: {units: 1, activation: exponential}", loss="poisson", task="{kind: regression, targets: [0, null]}"
        ),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task = graph.draft.task
        if task is None:
            return
        contradiction = _contradiction(graph, head, loss, task)
        if contradiction is None:
            return
        report = self.at_head if contradiction.at_head else self.at_loss
        yield report(
            graph,
            contradiction.message,
            why=contradiction.why,
            fix=contradiction.fix,
            related=(Related(graph.draft.address(("task", contradiction.fact)), _("the task")),),
            severity=contradiction.severity,
        )


def _contradiction(graph: LayerGraph, head: Head, loss: Loss, task: Task) -> _Contradiction | None:
    family = loss_family(graph, head)
    if task.kind == "regression":
        return _of_classes(loss, family, task) or _out_of_reach(head, task)
    if family == "regression" or loss.aim == "counts":
        message = _("{loss} is for numbers, the task is {words}", loss=display_name(loss), words=_WORDS[task.kind])
        why = _("a sure wrong answer has no slope left, and only a cross-entropy makes up for it")
        return _Contradiction(message, why, _PAIR[task.kind])
    if contradicted(graph, head):
        return None  # NB307: with that many units no loss fits
    return _of_labels(head, loss, family, task) or _of_kind(head, loss, family, task)


def _of_classes(loss: Loss, family: str, task: Task) -> _Contradiction | None:
    """A loss for classes under a regression."""
    in_unit = task.targets is not None and _within(task.targets, 0, 1)
    # Pixels are trained with binary cross-entropy as well.
    if family == "categorical" or loss.aim == "margin" or (family == "binary" and not in_unit):
        message = _("{loss} is for classes, and the task is a regression", loss=display_name(loss))
        return _Contradiction(message, "", _("`loss: mse` on a head without activation"))
    return None


def _out_of_reach(head: Head, task: Task) -> _Contradiction | None:
    """Targets that the head's activation never reaches."""
    function = head.activation
    if task.targets is None:
        return None
    low, high = task.targets
    if low is not None and function.floor is not None and low < function.floor:
        message = _(
            "targets go down to {low:g}, and {function} ends at {floor:g}",
            low=low,
            function=display_name(function),
            floor=function.floor,
        )
    elif high is not None and function.ceiling is not None and high > function.ceiling:
        message = _(
            "targets go up to {high:g}, and {function} ends at {ceiling:g}",
            high=high,
            function=display_name(function),
            ceiling=function.ceiling,
        )
    else:
        return None
    why, fix = _("what is out of reach is never predicted"), _("no activation here, or scaled targets")
    return _Contradiction(message, why, fix, at_head=True, fact="targets")


def _of_labels(head: Head, loss: Loss, family: str, task: Task) -> _Contradiction | None:
    """Labels of another form than the loss takes."""
    expected = loss.labels
    if task.labels == "integer" and expected == "one_hot":
        message = _("{loss} expects one-hot labels, and the task has integers", loss=display_name(loss))
        return _Contradiction(
            message, "", _("`loss: sparse_categorical_crossentropy`, or `labels: one_hot`"), fact="labels"
        )
    if task.labels == "one_hot" and expected == "integer":
        message = _("{loss} expects integers, the task has one-hot labels", loss=display_name(loss))
        return _Contradiction(message, "", _("`loss: categorical_crossentropy`, or `labels: integer`"), fact="labels")
    if task.labels == "one_hot" and task.kind == "binary" and head.units == 1 and family == "binary":
        message = _("one-hot labels have two columns, and the head has one unit")
        return _Contradiction(message, "", _("`labels: integer`, or two units with softmax"), fact="labels")
    if task.labels == "integer" and task.kind == "multiclass" and family == "binary" and head.units != 1:
        message = _("{loss} compares every unit with 0 or 1, the task has integers", loss=display_name(loss))
        return _Contradiction(message, "", _PAIR["multiclass"], fact="labels")
    return None


def _of_kind(head: Head, loss: Loss, family: str, task: Task) -> _Contradiction | None:
    """A head or a loss for another kind of classes."""
    softmax = head.activation.family == "softmax"
    # Of sigmoid under a categorical loss NB303 speaks.
    if task.kind == "multilabel" and (softmax or (family == "categorical" and head.activation.family != "sigmoid")):
        why = _("softmax gives its units 1 to share, so that one label is had at the cost of the others")
        if softmax:
            message = _(
                "{activation} chooses one of {units}, and the task is several at once",
                activation=display_name(head.activation),
                units=head.units,
            )
            return _Contradiction(message, why, _PAIR["multilabel"], at_head=True)
        message = _("{loss} chooses one class, the task is several at once", loss=display_name(loss))
        fix = "`loss: {BinaryCrossentropy: {from_logits: true}}`" if loss.expects_logits else _PAIR["multilabel"]
        return _Contradiction(message, why, fix)
    if task.kind == "multiclass" and softmax and family == "binary":
        message = _("{loss} trains units by themselves, the task is one of many", loss=display_name(loss))
        return _Contradiction(message, _("what comes out in use is softmax"), "`loss: categorical_crossentropy`")
    alone = head.activation.family == "sigmoid" or (head.activation.family == "linear" and loss.expects_logits)
    if task.kind == "multiclass" and alone and family == "binary" and head.units is not None and head.units > 2:
        message = _(
            "{loss} trains {units} units by themselves, the task is one of many",
            loss=display_name(loss),
            units=head.units,
        )
        why = _("most samples are a `no` for every unit, and the mean over them makes each step small")
        return _Contradiction(message, why, _PAIR["multiclass"], severity=WARN)
    return None


def _within(targets: Sequence[float | None], low: float, high: float) -> bool:
    first, last = targets
    return first is not None and last is not None and low <= first and last <= high
