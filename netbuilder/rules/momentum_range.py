"""NB703."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, INFO, WARN, Rule, network_with
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.training import Optimizer


class MomentumRange(Rule):
    """A decay that does not decay

    ## What it does
    Finds momentum, beta or rho outside [0, 1), and an epsilon outside 1e-10 to 1.

    ## Why is this bad
    These numbers say how much of the past a step keeps. At 1 and above the past grows without end; Keras takes it. Adam
    with a beta_1 of 1.0 is nan at once, with 1.5 it stayed at chance, where 0.98 was possible.

    ## When it is fine
    An epsilon of up to 1 is used with some networks; beyond it is information.

    ## Example
    `{Adam: {beta_1: 2}}`

    ## Use instead
    Leave it out.
    """

    code = "NB703"
    name = "momentum-range"
    severity = ERROR
    applies_to = LayerGraph
    bad = [
        network_with("Dense: {units: 1}", optimizer="{Adam: {beta_1: 1.5}}  # NB703", loss="mse"),
    ]
    good = [
        network_with("Dense: {units: 1}", optimizer="{Adam: {beta_1: 0.5, epsilon: 0.1}}", loss="mse"),
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """Defaults are in range."""
        return bool(written) and issubclass(cls, Optimizer)

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        inner = graph.inner_optimizer
        if inner is None:
            return
        optimizer, path, name = *inner, inner.name
        for option in sorted(optimizer.written):
            value = getattr(optimizer, option)
            if option in optimizer.decays and not 0 <= value < 1:
                yield self.about(
                    graph,
                    (*path, option),
                    _(
                        "{name}.{option} keeps {value:g} of the past at every step",
                        name=name,
                        option=option,
                        value=value,
                    ),
                    why=_("at 1 and above the past grows without end, below 0 it swings"),
                    fix=_("at least 0 and below 1; 0.9 is usual"),
                )
            elif option == "epsilon" and not 1e-10 <= value <= 1:
                severity = ERROR if value < 0 else WARN if value > 100 else INFO
                yield self.about(
                    graph,
                    (*path, option),
                    _("{name}.epsilon is usually 1e-8 to 1e-3, here it is {value:g}", name=name, value=value),
                    why=_("it keeps the division from blowing up"),
                    fix=_("leave it out"),
                    severity=severity,
                )
