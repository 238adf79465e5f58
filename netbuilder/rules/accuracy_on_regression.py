"""NB310."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, set_value
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.layer_graph import PlacedMetric
from netbuilder.graph.objective import display_name, loss_family
from netbuilder.rules.base import INFO, WARN, HeadRule, network_with
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss, Metric

_FORM = {"one_hot": "one-hot", "integer": "integer", "zero_one": _("0 and 1")}
_MARGIN = _("perfect predictions of -1 and 1 were measured at an accuracy of 0.47")


class AccuracyOnRegression(HeadRule):
    """An accuracy that cannot count what the model predicts

    ## What it does
    Finds an accuracy where a regression loss says that numbers are predicted; the class `Accuracy`, which wants
    exact equality; an accuracy for another form of labels than the loss has; accuracy with hinge, cosine similarity
    or poisson. That logits are compared with 0.5, and not with 0, is a remark.

    ## Why is this bad
    The number that is printed means nothing: predictions of a price are never exactly right, probabilities never
    equal a label, and a hinge model with perfect predictions was measured at an accuracy of 0.47.

    ## When it is fine
    The strings `accuracy` and `acc` with any cross-entropy: Keras makes the accuracy of them that fits.

    ## Example
    `Dense: {units: 1}` with `loss: mse, metrics: [accuracy]`

    ## Use instead
    `mae` for numbers, the string `accuracy` for classes.

    ## References
    - Keras, *Accuracy metrics*
    """

    code = "NB310"
    name = "accuracy-on-regression"
    severity = WARN
    bad = [
        network_with("Dense: {units: 1}", loss="mse", metrics="[accuracy]  # NB310"),
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics:
    - Accuracy: {}  # NB310
    - binary_accuracy  # NB310
    - SparseCategoricalAccuracy  # NB310
""",
        network_with("Dense: {units: 1, activation: tanh}", loss="hinge", metrics="[accuracy]  # NB310"),
        network_with(
            "Dense: {units: 1}", loss="{BinaryCrossentropy: {from_logits: true}}", metrics="[accuracy]  # NB310"
        ),
    ]
    good = [
        network_with("Dense: {units: 1}", loss="mse", metrics="[mae]"),
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="sparse_categorical_crossentropy",
            metrics="[acc, sparse_categorical_accuracy]",
        ),
        network_with(
            "Dense: {units: 1}",
            loss="{BinaryCrossentropy: {from_logits: true}}",
            metrics="[{BinaryAccuracy: {threshold: 0.0}}]",
        ),
        network_with("Dense: {units: 3, activation: softmax}", loss="categorical_hinge", metrics="[accuracy]"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if loss.labels == "sequence":
            return  # NB315
        for placed in graph.metrics:
            if placed.metric.family == "accuracy":
                yield from self._accuracy(graph, head, loss, placed)

    def _accuracy(self, graph: LayerGraph, head: Head, loss: Loss, placed: PlacedMetric) -> Iterator[Diagnostic]:
        family, kind = head.activation.family, loss_family(graph, head)
        if placed.metric.labels == "exact":
            numbers = kind == "regression"
            yield self._finding(
                graph,
                placed,
                _("Accuracy wants outputs that equal their labels exactly, and these are floats"),
                why=_("the string `accuracy` is another thing: Keras makes the accuracy of it that fits"),
                better="mae" if numbers else "accuracy",
            )
        elif kind == "regression":
            task = graph.draft.task
            if family in ("softmax", "sigmoid") or (task is not None and task.kind != "regression"):
                return  # NB308, NB309, NB314
            message = _("{metric} is for classes, and this is a regression", metric=display_name(placed.metric))
            why = _("a predicted number hardly ever equals its label, so the metric means nothing")
            yield self._finding(graph, placed, message, why=why, better="mae")
        elif loss.labels == "minus_one_one":
            message = _("{metric} compares labels 0 and 1, these are -1 and 1", metric=display_name(placed.metric))
            yield self._finding(graph, placed, message, why=_MARGIN, better="hinge")
        elif loss.aim == "embedding":
            message = _(
                "{metric} compares classes, {loss} makes embeddings",
                metric=display_name(placed.metric),
                loss=display_name(loss),
            )
            yield self.at_metric(
                graph,
                placed,
                message,
                why=_("the greatest number of an embedding is no class"),
                fix=remove_item(placed.path, _("remove it: embeddings are compared with each other")),
                related=(self.loss_place(graph),),
            )
        elif loss.aim in ("direction", "counts") and family != "softmax":
            message = _(
                "{metric} is for classes, {loss} has none", metric=display_name(placed.metric), loss=display_name(loss)
            )
            better = "mae" if loss.aim == "counts" else "cosine_similarity"
            yield self._finding(graph, placed, message, better=better)
        elif self._other_labels(graph, head, loss, placed):
            form = _FORM[placed.metric.labels]
            message = _(
                "{metric} compares {form} labels, the loss {form2}",
                metric=display_name(placed.metric),
                form=form,
                form2=_FORM[loss.labels],
            )
            why = _("the string `accuracy` becomes the accuracy that fits")
            yield self._finding(graph, placed, message, why=why, better="accuracy")
        elif kind == "binary" and loss.expects_logits and _cuts_in_half(head, placed.metric) and family == "linear":
            yield self.at_metric(
                graph,
                placed,
                _(
                    "{metric} compares logits with 0.5; a probability of 0.5 is a logit of 0",
                    metric=display_name(placed.metric),
                ),
                fix=set_value(placed.path, "{BinaryAccuracy: {threshold: 0.0}}"),
                severity=INFO,
            )

    def _other_labels(self, graph: LayerGraph, head: Head, loss: Loss, placed: PlacedMetric) -> bool:
        """Whether the metric compares another form of labels than the loss, and no other finding says why."""
        taken, compared = loss.labels, placed.metric.labels
        if taken not in _FORM or compared not in _FORM or taken == compared or contradicted(graph, head):
            return False
        if placed.metric.labels != "zero_one" and head.units == 1:
            return False  # NB307: it is constant
        # Head and metric agree, and the loss is the odd one out: NB306, NB303.
        softmax, sigmoid = head.activation.family == "softmax", head.activation.family == "sigmoid"
        odd = (taken == "zero_one" and softmax) or (taken != "zero_one" and sigmoid and compared == "zero_one")
        return not odd

    def _finding(
        self, graph: LayerGraph, placed: PlacedMetric, message: str, *, better: str, why: str = ""
    ) -> Diagnostic:
        path, there = placed.path, better in graph.metric_names
        return self.at_metric(
            graph,
            placed,
            message,
            why=why,
            fix=remove_item(path, _("remove it, `{better}` is there already", better=better))
            if there
            else set_value(path, better, _(" in its place")),
            related=(self.loss_place(graph),),
        )


def _cuts_in_half(head: Head, metric: Metric) -> bool:
    """Whether outputs are compared with 0.5; the string `accuracy` compares several with each other."""
    return metric.cut == 0.5 and (metric.labels != "any" or head.units == 1)
