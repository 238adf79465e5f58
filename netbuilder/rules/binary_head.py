"""NB304."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.rules.base import ERROR, HeadRule, network_with
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss


class BinaryHead(HeadRule):
    """A binary cross-entropy on numbers that are no probabilities

    ## What it does
    Finds a binary cross-entropy (focal too) without `from_logits: true` on a head that is neither sigmoid nor softmax.

    ## Why is this bad
    The loss takes the logarithm of the output and of 1 minus the output. Outside 0 to 1 Keras clips: there the
    gradient is 0, and the model stays where it is.

    ## When it is fine
    With `from_logits: true` on a linear head. There the rule is silent.

    ## Example
    `Dense: {units: 1}` with `loss: binary_crossentropy`

    ## Use instead
    `activation: sigmoid`, or a linear head and `loss: {BinaryCrossentropy: {from_logits: true}}`.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB304"
    name = "binary-head"
    severity = ERROR
    loss_families = ("binary",)
    bad = [
        network_with("Dense: {units: 1}  # NB304", loss="binary_crossentropy", metrics="[accuracy]"),
        network_with("Dense: {units: 1, activation: relu}  # NB304", loss="crossentropy"),
    ]
    good = [
        network_with("Dense: {units: 1}", loss="{BinaryCrossentropy: {from_logits: true}}"),
        network_with(
            "Dense: {units: 1}",
            "Activation: {activation: hard_sigmoid}",
            loss="binary_crossentropy",
            metrics="[accuracy]",
        ),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if loss.expects_logits or head.activation.family in ("softmax", "sigmoid") or contradicted(graph, head):
            return
        why = _("outside 0 to 1 the loss clips the output, and there nothing is learned")
        yield self.no_probabilities(graph, head, loss, "sigmoid", why)
