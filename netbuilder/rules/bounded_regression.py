"""NB313."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import accuracies, display_name, gives_back_its_input, one_vector
from netbuilder.rules.base import INFO, WARN, HeadRule, network_with
from netbuilder.vocabulary.base.training import Loss


class BoundedRegression(HeadRule):
    """A regression on an output that is kept between two bounds

    ## What it does
    Finds one sigmoid unit, one vector a sample, under a regression loss without an accuracy. Sigmoid with more
    units, on maps or with the shape of the input, and every tanh head get a remark.

    ## Why is this bad
    If these are classes, a cross-entropy is the loss: it makes up for the slope that sigmoid loses where it is sure.
    If they are numbers, everything outside 0 to 1 is out of reach.

    ## When it is fine
    With targets scaled to the range of the activation: `task: {kind: regression, targets: [0, 1]}`.

    ## Example
    `Dense: {units: 1, activation: sigmoid}` with `loss: mse`

    ## Use instead
    `loss: binary_crossentropy` for classes, no activation for numbers.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB313"
    name = "bounded-regression"
    severity = WARN
    loss_families = ("regression",)
    activation_families = ("sigmoid", "tanh")
    bad = [
        network_with("Dense: {units: 1, activation: sigmoid}  # NB313", loss="mse"),
        """\
input: [784]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 784, activation: sigmoid}  # NB313
compile: {optimizer: adam, loss: mse}
""",
        network_with("Dense: {units: 2, activation: tanh}  # NB313", loss="mse"),
    ]
    good = [
        network_with("Dense: {units: 1, activation: sigmoid}", loss="mse", task="{kind: regression, targets: [0, 1]}"),
        network_with("Dense: {units: 1}", loss="mse"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task, function = graph.draft.task, head.activation
        if task is not None and task.targets is not None:
            return  # it is fine, or NB314 is certain that it is not
        if loss.one_sided and function.family == "tanh":
            return  # NB312
        if function.family == "sigmoid" and (accuracies(graph) or ("compile", "metrics") in graph.draft.invalid_paths):
            return  # NB309, or it is unknown
        suspicious = function.family == "sigmoid" and head.units == 1 and one_vector(graph, head)
        suspicious = suspicious and not gives_back_its_input(graph)
        low, high = f"{function.floor:g}", f"{function.ceiling:g}"
        scaled = f"`task: {{kind: regression, targets: [{low}, {high}]}}`"
        numbers = _("no activation, or {scaled}", scaled=scaled)
        yield self.at_head(
            graph,
            _(
                "{loss} on {function}: only {low} to {high} is in reach",
                loss=display_name(loss),
                function=display_name(function),
                low=low,
                high=high,
            ),
            why=_("numbers are not kept between bounds, and classes want a cross-entropy"),
            fix=_("classes: `loss: binary_crossentropy`; numbers: {numbers}", numbers=numbers)
            if low == "0"
            else numbers,
            severity=WARN if suspicious else INFO,
        )
