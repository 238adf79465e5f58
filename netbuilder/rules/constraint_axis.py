"""NB121."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import held_weights
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.shapes import canonical
from netbuilder.vocabulary.base.weights import Constraint


class ConstraintAxis(Rule):
    """A constraint along an axis that the weight does not have

    ## What it does
    Compares the `axis` of MaxNorm, MinMaxNorm and UnitNorm with the axes of the weight that they hold, and finds one
    that is named twice.

    ## Why is this bad
    Keras builds the model, predicts with it, and stops in `fit` after the first step.

    ## When it is fine
    Axis 0 on the kernel of Dense, [0, 1, 2] on that of Conv2D. A bias has axis 0 alone.

    ## Example
    `Dense: {units: 2, bias_constraint: {MaxNorm: {axis: 1}}}`

    ## Use instead
    `{MaxNorm: {axis: 0}}`, which is the default.
    """

    code = "NB121"
    name = "constraint-axis"
    severity = ERROR
    applies_to = Layer
    option_suffixes = ("_constraint", "cell")
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu, kernel_constraint: {MaxNorm: {axis: [0, 1, 2]}}}  # NB121
  - Dense: {units: 2, bias_constraint: {UnitNorm: {axis: 1}}}  # NB121
""",
        """\
input: [5, 3]
layers:
  - RNN: {cell: {LSTMCell: {units: 4, recurrent_constraint: {MaxNorm: {axis: 2}}}}}  # NB121
  - Dense: {units: 2}
""",
    ]
    good = [
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, activation: relu, kernel_constraint: {MaxNorm: {axis: [0, 1, 2]}}}
  - Flatten
  - Dense: {units: 4, kernel_constraint: {UnitNorm: {axis: -1}}}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        if not subject.trains:
            return  # nothing is ever brought back
        for layer_weight in held_weights(subject):
            option = layer_weight.option("constraint")
            constraint = settled("constraint", getattr(layer_weight.holder, option)) if option else None
            if not isinstance(constraint, Constraint):
                continue
            rank = len(layer_weight.weight.shape)
            axes = [canonical(axis, rank) for axis in constraint.axes]
            if None not in axes and len(set(axes)) == len(axes):
                continue
            name, shape = type(constraint).__name__, ", ".join(map(str, layer_weight.weight.shape))
            axes_text = (
                _("axis {axes}", axes=constraint.axes[0])
                if len(axes) == 1
                else _("axes {axes}", axes=list(constraint.axes))
            )
            path = (*layer_weight.path, option, name)
            yield self.about(
                graph,
                (*path, "axis"),
                _(
                    "{name} works along {axes_text}, here the weight is ({shape}{part})",
                    name=name,
                    axes_text=axes_text,
                    shape=shape,
                    part="," if rank == 1 else "",
                ),
                why=_("Keras stops in `fit`, when it first brings the weight back"),
                fix=set_option(path, "axis", "0" if rank <= 2 else str(list(range(rank - 1)))).edited_if(rank <= 2),
                call=subject,
            )
