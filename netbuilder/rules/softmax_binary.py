"""NB306."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import WARN, HeadRule, network_with, set_loss
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss


class SoftmaxBinary(HeadRule):
    """softmax under a binary cross-entropy

    ## What it does
    Finds a softmax over two or more units under a binary cross-entropy.

    ## Why is this bad
    The loss takes the logits and trains every unit as a sigmoid of its own, while what comes out in use is softmax.
    The loss printed is an average over units, most of which are easily right.

    ## When it is fine
    Two units with one-hot labels learn what they should; one sigmoid unit, or a categorical loss, says it plainly.

    ## Example
    `Dense: {units: 10, activation: softmax}` with `loss: binary_crossentropy`

    ## Use instead
    One class a sample: `loss: categorical_crossentropy`. Several at once: `activation: sigmoid`.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB306"
    name = "softmax-binary"
    severity = WARN
    loss_families = ("binary",)
    activation_families = ("softmax",)
    bad = [
        network_with(
            "Dense: {units: 10, activation: softmax}", loss="binary_crossentropy  # NB306", metrics="[accuracy]"
        ),
        network_with("Dense: {units: 2}", "Softmax", loss="{BinaryFocalCrossentropy: {gamma: 1.5}}  # NB306"),
    ]
    good = [
        network_with("Dense: {units: 10, activation: softmax}", loss="categorical_crossentropy", metrics="[accuracy]"),
        network_with("Dense: {units: 10, activation: sigmoid}", loss="binary_crossentropy"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if head.units is None or head.units < 2 or contradicted(graph, head):
            return
        two = head.units == 2 and loss.identifier is not None
        task = graph.draft.task
        integers = task is not None and task.labels == "integer"
        better = "sparse_categorical_crossentropy" if integers else "categorical_crossentropy"
        after = _("; several at once: `activation: sigmoid`")
        yield self.at_loss(
            graph,
            _(
                "{loss} trains {units} softmax units as {units} separate sigmoids",
                loss=display_name(loss),
                units=head.units,
            ),
            why=_("the loss takes the logits of every unit by itself, and what comes out in use is softmax"),
            fix=set_loss(better, after, before=_("one class a sample: ")).edited_if(two),
        )
