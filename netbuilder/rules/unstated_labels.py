"""NB316."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import Sentence, _, joined
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import INFO, HeadRule, network_with
from netbuilder.vocabulary.base.training import Loss

_FORMS = {
    "integer": (
        _("integer labels"),
        _("numbers from 0 to {last}, one a sample"),
        _("categorical_crossentropy takes one-hot ones"),
    ),
    "one_hot": (
        _("one-hot labels"),
        _("rows of {units} numbers, one of them 1"),
        _("sparse_categorical_crossentropy takes integers"),
    ),
    "minus_one_one": (_("labels -1 and 1"), _("-1 or 1, one a sample"), _("binary_crossentropy takes 0 and 1")),
}


class UnstatedLabels(HeadRule):
    """Which form of labels the loss expects

    ## What it does
    Says once, where `task` does not, which form of labels the loss expects: the classes' numbers, one-hot rows, or
    -1 and 1.

    ## Why is this bad
    It is a remark. Labels of the other form are the commonest fault that a config file cannot show: Keras stops at
    some, broadcasts others, and says neither which form it wanted.

    ## When it is fine
    Always, if the data is as the remark says. `task: {kind: multiclass, labels: integer}` makes a check of it (NB314).

    ## Example
    `loss: categorical_crossentropy` without `task`

    ## Use instead
    `task: {kind: multiclass, labels: one_hot}`

    ## References
    - Keras, *Probabilistic losses*
    """

    code = "NB316"
    name = "unstated-labels"
    severity = INFO
    bad = [
        network_with(
            "Dense: {units: 3, activation: softmax}", loss="categorical_crossentropy  # NB316", metrics="[accuracy]"
        ),
    ]
    good = [
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="categorical_crossentropy",
            metrics="[accuracy]",
            task="{kind: multiclass, classes: 3, labels: one_hot}",
        ),
        network_with("Dense: {units: 1}", loss="mse"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task = graph.draft.task
        if loss.labels not in _FORMS or (task is not None and task.labels is not None):
            return
        form, example, other = _FORMS[loss.labels]
        units = head.units
        if units == 1 and loss.labels != "minus_one_one":
            return  # one class has no labels to choose between; NB301 says so
        why = other
        if units is not None:
            why = joined("; ", [Sentence(example, {"last": units - 1, "units": units}), other])
        yield self.at_loss(
            graph,
            _("{loss} expects {form}", loss=display_name(loss), form=form),
            why=why,
            fix=_("`task: {{kind: multiclass, labels: {labels}}}` states it", labels=loss.labels)
            if loss.labels in ("integer", "one_hot")
            else "",
            related=(),
        )
