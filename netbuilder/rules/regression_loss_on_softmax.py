"""NB308."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name, loss_family
from netbuilder.rules.base import LOSS, WARN, HeadRule, network_with
from netbuilder.vocabulary.base.training import Loss


class RegressionLossOnSoftmax(HeadRule):
    """A regression loss on softmax

    ## What it does
    Finds softmax at the end of a model that is trained with a loss for numbers: mse, mae, huber, poisson, ...

    ## Why is this bad
    Where softmax is sure of the wrong class, its slope is all but 0, and a squared or absolute error gives no
    gradient to leave with. A cross-entropy undoes the slope.

    ## When it is fine
    With distributions as labels, for which KL divergence is made, and with cosine similarity in distillation. There
    the rule is silent, as it is with `task: {kind: regression, targets: [0, 1]}`.

    ## Example
    `Dense: {units: 10, activation: softmax}` with `loss: mse`

    ## Use instead
    `loss: categorical_crossentropy`; a linear head for numbers.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB308"
    name = "regression-loss-on-softmax"
    severity = WARN
    activation_families = ("softmax",)
    bad = [
        network_with(
            "Dense: {units: 10, activation: softmax}", loss="mean_squared_error  # NB308", metrics="[accuracy]"
        ),
        network_with("Dense: {units: 10}", "Softmax", loss="{Poisson: {}}  # NB308"),
    ]
    good = [
        network_with("Dense: {units: 10, activation: softmax}", loss="kl_divergence", metrics="[accuracy]"),
        network_with("Dense: {units: 10, activation: softmax}", loss="cosine_similarity"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task = graph.draft.task
        if loss_family(graph, head) != "regression" and loss.aim != "counts":
            return
        if task is not None and task.kind == "regression" and task.targets is not None:
            return  # NB314 if it cannot be
        better = "sparse_categorical_crossentropy" if task and task.labels == "integer" else "categorical_crossentropy"
        yield self.at_loss(
            graph,
            _(
                "{loss} is a loss for numbers, and the head is {activation}",
                loss=display_name(loss),
                activation=display_name(head.activation),
            ),
            why=_("a softmax that is sure and wrong has no slope, and only a cross-entropy makes up for it"),
            fix=set_option(LOSS[:1], "loss", better, _(", or a linear head for numbers")).edited_if(
                (head.units or 0) > 1
            ),
        )
