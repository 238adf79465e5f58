"""NB702."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import INFO, Rule, network_with


class OptimizerDefault(Rule):
    """An optimizer whose default rate in Keras is not its paper's

    ## What it does
    Finds Adadelta without a written learning rate.

    ## Why is this bad
    The paper has no rate at all, which is a rate of 1. Keras' default is 0.001: a thousand times slower. After 300
    steps it stood at chance, where a rate of 1 had reached 0.98.

    ## When it is fine
    When slow is what you want. This is information.

    ## Example
    `optimizer: adadelta`

    ## Use instead
    `optimizer: {Adadelta: {learning_rate: 1.0}}`

    ## References
    - Zeiler, *ADADELTA: An Adaptive Learning Rate Method*, 2012, arXiv:1212.5701
    """

    code = "NB702"
    name = "optimizer-default"
    severity = INFO
    applies_to = LayerGraph
    bad = [
        network_with("Dense: {units: 1}", optimizer="adadelta  # NB702", loss="mse"),
    ]
    good = [
        network_with("Dense: {units: 1}", optimizer="{Adadelta: {learning_rate: 1.0}}", loss="mse"),
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        inner = graph.inner_optimizer
        if inner is None or "learning_rate" in inner.optimizer.written:
            return
        (optimizer, path), name = inner, inner.name
        rate = optimizer.paper_rate
        if rate is None:
            return
        yield self.about(
            graph,
            path[:-1],
            _(
                "{name} runs with Keras' default rate, {rate:.0f} times below its paper's",
                name=name,
                rate=rate / optimizer.peak(),
            ),
            fix=f"`{path[-2]}: {{{name}: {{learning_rate: {rate:g}}}}}`",
        )
