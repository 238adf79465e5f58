"""NB317."""

from collections.abc import Iterator, Sequence

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, remove_option
from netbuilder.graph import LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import ERROR, LOSS, Rule, network_with
from netbuilder.vocabulary.base.comparison import Comparison
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import Shape, sample

_TAKES = {2: _("takes one vector a sample"), 3: _("takes a row of classes for each step")}


class OutputRank(Rule):
    """An output of another rank than the loss or a metric takes

    ## What it does
    Finds F1Score, FBetaScore, R2Score and `AUC: {multi_label: true}` on a model that gives a vector for every step or
    pixel, ctc on one that gives a single vector or a map, circle on one that gives more than a vector, and an
    `axis` of a loss or metric that the output does not have.

    ## Why is this bad
    Keras builds and compiles the model, and stops in the first step of fit.

    ## When it is fine
    Never.

    ## Example
    `metrics: [F1Score]` with a `TimeDistributed` Dense at the end

    ## Use instead
    A metric that counts every position, such as `Precision`, `Recall` or `mae`; for ctc a recurrent layer with
    `return_sequences: true`, or a `Reshape` of the map to (steps, features), before the head.

    ## References
    - Keras, *F-score metrics* and *CTC*
    """

    code = "NB317"
    name = "output-rank"
    severity = ERROR
    bad = [
        """\
input: [24, 3]
layers:
  - GRU: {units: 8, return_sequences: true}
  - TimeDistributed: {layer: {Dense: {units: 1}}}
compile:
  optimizer: adam
  loss: mse
  metrics:
    - mae
    - R2Score  # NB317
""",
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 2, kernel_size: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: binary_crossentropy
  metrics: [{AUC: {multi_label: true}}]  # NB317
""",
        network_with("Dense: {units: 29}", loss="ctc  # NB317"),
        """\
input: [16, 16, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 2, kernel_size: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: {Dice: {axis: [2, 4]}}  # NB317
""",
    ]
    good = [
        """\
input: [24, 3]
layers:
  - GRU: {units: 8}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse, metrics: [R2Score]}
""",
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 2, kernel_size: 1, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [AUC]}
""",
        """\
input: [100, 16]
layers:
  - LSTM: {units: 8, return_sequences: true}
  - Dense: {units: 29}
compile: {optimizer: adam, loss: ctc}
""",
        """\
input: [16, 16, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 2, kernel_size: 1, activation: sigmoid}
compile: {optimizer: adam, loss: {Dice: {axis: [1, 2, 3]}}}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be a loss or a metric that takes one rank only, as AUC does with `multi_label`, or an axis."""
        return issubclass(cls, Comparison) and (cls.rank is not None or not written.isdisjoint(("multi_label", "axis")))

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        shape = graph.output_shape
        if shape is None:
            return
        if graph.loss is not None and _is_other(graph.loss, shape):
            fix = _("a recurrent layer with `return_sequences: true` before the head")
            if len(shape) > 3:
                fix = _("a `Reshape` of the map to (steps, features) before the head")
            if graph.loss.rank == 2:
                fix = _("`- Flatten`, or a global pooling, before the head")
            yield self.about(graph, LOSS, _message(graph.loss, shape), why=_("Keras stops in fit"), fix=fix)
        elif graph.loss is not None:
            yield from self._axis(graph, LOSS, graph.loss, shape)
        for placed in graph.metrics:
            if not _is_other(placed.metric, shape):
                yield from self._axis(graph, placed.path, placed.metric, shape)
                continue
            path, written = placed.path, placed.metric.written
            if "multi_label" in written:
                options = _("`multi_label` and `num_labels`") if "num_labels" in written else "`multi_label`"
                words = _("remove {options}: AUC then counts every output", options=options)
                better = remove_option((*path, "AUC"), "multi_label", words).edited_if("num_labels" not in written)
            elif placed.metric.family == "regression":
                better = remove_item(path, _("remove it, or take one that takes every position, as `mae`"))
            else:
                better = remove_item(
                    path, _("remove it, or take one that takes every position, as `Precision` and `Recall`")
                )
            message = _message(placed.metric, shape)
            yield self.about(graph, path, message, why=_("Keras stops in fit"), fix=better)

    def _axis(self, graph: LayerGraph, path: Path, comparison: Comparison, shape: Shape) -> Iterator[Diagnostic]:
        """The finding where `axis` counts beyond the axes that the output has, batch axis included."""
        rank = len(shape)
        if all(-rank <= axis < rank for axis in _axes(comparison)):
            return
        message = _(
            "`axis` of {comparison} lies beyond the output: one sample gives {shape}",
            comparison=display_name(comparison),
            shape=sample(shape),
        )
        fix = _("an `axis` from {value} to {rank}; 0 is the batch", value=-rank, rank=rank - 1)
        yield self.about(
            graph, (*path, type(comparison).__name__, "axis"), message, why=_("Keras stops in fit"), fix=fix
        )


def _axes(comparison: Comparison) -> tuple[int, ...]:
    """The axes that a loss or metric is told to work along; none where it takes all, or looks at none."""
    if any("axis" in statement.options and statement.is_idle(comparison) for statement in comparison.counts_with):
        return ()  # NB707
    axis: int | Sequence[int] | None = getattr(comparison, "axis", None)
    if axis is None:
        return ()
    return (axis,) if isinstance(axis, int) else tuple(axis)


def _is_other(comparison: Comparison, shape: Shape) -> bool:
    return comparison.rank is not None and comparison.rank != len(shape)


def _message(comparison: Comparison, shape: Shape) -> str:
    assert comparison.rank is not None
    return _(
        "{comparison} {takes}, and one sample gives {shape}",
        comparison=display_name(comparison),
        takes=_TAKES[comparison.rank],
        shape=sample(shape),
    )
