"""NB303."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import ERROR, WARN, HeadRule, network_with, set_loss
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.training import Loss


class SigmoidCategorical(HeadRule):
    """sigmoid under a categorical loss

    ## What it does
    Finds a sigmoid head under a categorical or sparse categorical cross-entropy.

    ## Why is this bad
    Keras trains it bit for bit like softmax, because it takes the logits that went into sigmoid. But what comes out
    in use are sigmoids: they do not sum to 1, and labels with several ones are trained wrongly.

    ## When it is fine
    If only the largest output is ever looked at. `task: {kind: multiclass}` or `multilabel` makes it an error.

    ## Example
    `Dense: {units: 10, activation: sigmoid}` with `loss: sparse_categorical_crossentropy`

    ## Use instead
    One class a sample: `activation: softmax`. Several at once: `loss: binary_crossentropy`.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB303"
    name = "sigmoid-categorical"
    severity = WARN
    loss_families = ("categorical",)
    activation_families = ("sigmoid",)
    bad = [
        network_with(
            "Dense: {units: 10, activation: sigmoid}  # NB303",
            loss="sparse_categorical_crossentropy",
            metrics="[accuracy]",
        ),
        network_with(
            "Dense: {units: 10}",
            "Activation: {activation: sigmoid}  # NB303",
            loss="categorical_crossentropy",
            task="{kind: multilabel}",
        ),
    ]
    good = [
        network_with("Dense: {units: 10, activation: sigmoid}", loss="binary_crossentropy"),
        network_with(
            "Dense: {units: 10, activation: softmax}", loss="sparse_categorical_crossentropy", metrics="[accuracy]"
        ),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task = graph.draft.task
        kind = task.kind if task is not None else ""
        if kind == "regression" or contradicted(graph, head):
            return  # NB314, NB307
        # Labels that are the classes' numbers name one class a sample.
        one_class = kind == "multiclass" or (not kind and loss.labels == "integer")
        fix = advice(_("one class a sample: `activation: softmax`; several at once: `loss: binary_crossentropy`"))
        if one_class:
            is_kernel = isinstance(head.call.layer, Kernel)
            fix = set_option(head.call.path, "activation", "softmax").edited_if(is_kernel)
        elif kind == "multilabel":
            fix = set_loss("binary_crossentropy").edited_if(bool(loss.identifier))
        yield self.at_head(
            graph,
            _(
                "{loss} trains {activation} as if it were softmax",
                loss=display_name(loss),
                activation=display_name(head.activation),
            ),
            why=_("in use the outputs do not sum to 1, and labels with several ones are trained wrongly"),
            fix=fix,
            severity=ERROR if kind in ("multiclass", "multilabel") else WARN,
        )
