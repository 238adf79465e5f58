"""NB311."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name, without_activation
from netbuilder.rules.base import INFO, WARN, HeadRule, network_with
from netbuilder.vocabulary.base.training import Loss


class OneSidedRegression(HeadRule):
    """A regression head that cannot go below 0

    ## What it does
    Finds a head with relu, elu, gelu, silu or another function that cuts off or flattens one side, under a
    regression loss. softplus and exponential, which are chosen for positive targets, get a remark.

    ## Why is this bad
    Targets below the function's lowest value cannot be reached. And where relu gives 0 its gradient is 0: a unit that
    starts there predicts 0 for ever.

    ## When it is fine
    With targets that are never below 0: say so with `task: {kind: regression, targets: [0, null]}`. With msle and
    poisson, which are for such targets, and with leaky_relu, the rule is silent.

    ## Example
    `Dense: {units: 1, activation: relu}` with `loss: mse`

    ## Use instead
    No activation at all; `softplus` for positive targets, which never stops learning.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB311"
    name = "one-sided-regression"
    severity = WARN
    loss_families = ("regression",)
    bad = [
        network_with("Dense: {units: 1, activation: relu}  # NB311", loss="mse"),
        network_with("Dense: {units: 1}", "ELU  # NB311", loss="huber"),
        network_with("Dense: {units: 1, activation: softplus}  # NB311", loss="mae"),
    ]
    good = [
        network_with("Dense: {units: 1}", loss="mse"),
        network_with("Dense: {units: 1, activation: relu}", loss="mse", task="{kind: regression, targets: [0, null]}"),
        network_with("Dense: {units: 1, activation: relu}", loss="msle"),
        network_with("Dense: {units: 1, activation: leaky_relu}", loss="mse"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        function = head.activation
        if loss.one_sided or not function.one_sided:
            return
        task = graph.draft.task
        if task is not None and task.targets is not None:
            return  # it is fine, or NB314 is certain that it is not
        # Smooth and positive everywhere: nobody takes softplus or exponential without meaning it.
        deliberate = function.floor == 0 and not function.flat_below
        side = (
            _("below {floor:g}", floor=function.floor)
            if function.floor is not None
            else _("above {ceiling:g}", ceiling=function.ceiling)
        )
        words = _("no activation here; if targets are never negative `task: {kind: regression, targets: [0, null]}`")
        if function.floor is None:
            words = _(
                "no activation here; if targets are never positive `task: {kind: regression, targets: [null, 0]}`"
            )
        yield self.at_head(
            graph,
            _("{function} at the end predicts nothing {side}", function=display_name(function), side=side),
            why=_("targets beyond that cannot be reached")
            + (_(", and where the output is 0 nothing is learned") if function.flat_below else ""),
            fix=without_activation(head, words).edited_if(not deliberate),
            severity=INFO if deliberate else WARN,
        )
