"""NB302."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.head import axis_of
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import ERROR, WARN, HeadRule, network_with
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss


class CategoricalHead(HeadRule):
    """A categorical cross-entropy on numbers that are no probabilities

    ## What it does
    Finds a categorical or sparse categorical cross-entropy (focal too) without `from_logits: true` on a head that is
    neither softmax nor sigmoid, or a softmax along another axis than that of the classes; and with
    `from_logits: true` on a head that never goes below 0, as relu.

    ## Why is this bad
    The loss takes the logarithm of what comes out. Below 0 there is none: Keras clips the outputs, and the loss becomes
    nan, or the model stays at chance or learns badly. Logits that cannot be negative can rule no class out; that is a
    warning only.

    ## When it is fine
    With `from_logits: true` on a linear head, with a `Softmax` layer at the end, and with a loss of your own. There
    the rule is silent.

    ## Example
    `Dense: {units: 10}` with `loss: categorical_crossentropy`

    ## Use instead
    `activation: softmax`, or a linear head and `loss: {CategoricalCrossentropy: {from_logits: true}}`.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB302"
    name = "categorical-head"
    severity = ERROR
    loss_families = ("categorical",)
    bad = [
        network_with(
            "Dense: {units: 10, activation: relu}  # NB302", loss="categorical_crossentropy", metrics="[accuracy]"
        ),
        network_with(
            "Dense: {units: 10}  # NB302", "Reshape: {target_shape: [2, 5]}", loss="{SparseCategoricalCrossentropy: {}}"
        ),
        network_with(
            "Dense: {units: 10}", "ReLU  # NB302", loss="{SparseCategoricalCrossentropy: {from_logits: true}}"
        ),
    ]
    good = [
        network_with(
            "Dense: {units: 10}",
            "Dropout: {rate: 0.0}",
            "Softmax",
            loss="categorical_crossentropy",
            metrics="[accuracy]",
        ),
        network_with(
            "Dense: {units: 10}", loss="{SparseCategoricalCrossentropy: {from_logits: true}}", metrics="[accuracy]"
        ),
        """\
input: [64]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 10}
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if contradicted(graph, head):
            return
        task = graph.draft.task
        if task and task.kind in ("regression", "multilabel"):
            return  # NB314: it is the loss that is wrong
        if head.activation.family == "softmax":
            yield from self._other_axis(graph, head)
            return
        if head.activation.family == "sigmoid":
            return  # NB303
        function = display_name(head.activation)
        if loss.expects_logits:
            if head.activation.floor == 0:
                yield self.at_head(
                    graph,
                    _("{function} cuts off the negative logits of {loss}", function=function, loss=display_name(loss)),
                    why=_("a logit that cannot go below 0 can rule no class out"),
                    fix=_("no activation here: `from_logits: true` takes the numbers as they are"),
                    severity=WARN,
                )
            return
        why = _("the loss takes the logarithm of the outputs; where they are no probabilities it is nan or stays put")
        yield self.no_probabilities(graph, head, loss, "softmax", why)

    def _other_axis(self, graph: LayerGraph, head: Head) -> Iterator[Diagnostic]:
        """A softmax along another axis than the last, which is the one that the loss reads."""
        rank, axis = head.rank, axis_of(head.call, head.activation)
        if rank is None or not head.is_last or axis % rank == getattr(graph.loss, "axis", -1) % rank:
            return
        yield self.at(
            graph,
            head.call,
            "axis",
            _("softmax runs along axis {axis}, and the loss takes the classes along another", axis=axis % rank),
            why=_("over the classes the outputs then do not sum to 1"),
            fix=remove_option(head.call.path, "axis", _("leave `axis` out: the last one is the default of both")),
        )
