"""NB510."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import ERROR, LOSS, WARN, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Normalizer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.shapes import ShapeError, canonical
from netbuilder.vocabulary.base.training import Loss, Metric


class OneValue(Rule):
    """A single value is normalized by itself

    ## What it does
    Finds a normalization whose groups hold one value each: LayerNormalization over an axis of size 1,
    GroupNormalization of a vector with a group for every channel, BatchNormalization of vectors in batches of 1; and
    the cosine similarity of vectors of one number.

    ## Why is this bad
    A value minus its own mean is 0, whatever it was: nothing of the input passes. Behind LayerNormalization of a series
    with one channel all predictions were equal. Divided by its own size a value becomes 1 or -1, and so
    is the cosine of two numbers: it says whether the signs agree, and its slope is rounding noise.

    ## When it is fine
    Never; where a size is unknown the rule is silent.

    ## Example
    `input: [50, 1]`, then `LayerNormalization`

    ## Use instead
    `LayerNormalization: {axis: [1, 2]}`, fewer groups, or another loss.
    """

    code = "NB510"
    name = "one-value"
    severity = ERROR
    applies_to = LayerGraph
    bad = [
        """\
input: [50, 1]
layers:
  - LayerNormalization  # NB510
  - Conv1D: {filters: 8, kernel_size: 5, activation: relu}
  - GlobalAveragePooling1D
  - Dense: {units: 1}
""",
        """\
input: [20]
layers:
  - Dense: {units: 16, activation: relu}
  - GroupNormalization: {groups: -1}  # NB510
  - Dense: {units: 1}
""",
        """\
input: [20]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: cosine_similarity}  # NB510
""",
        """\
input: [20]
layers:
  - Dense: {units: 1}
  - UnitNormalization  # NB510
  - Dense: {units: 3}
""",
    ]
    good = [
        """\
input: [50, 1]
layers:
  - LayerNormalization: {axis: [1, 2]}
  - Conv1D: {filters: 8, kernel_size: 5, activation: relu}
  - GroupNormalization: {groups: -1}
  - GlobalAveragePooling1D
  - Dense: {units: 2}
compile: {optimizer: adam, loss: cosine_similarity}
""",
        """\
input: [null, 1]
layers:
  - GroupNormalization: {groups: 1}
  - LSTM: {units: 8}
  - BatchNormalization
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be what normalizes groups of values, or compares directions."""
        if issubclass(cls, Metric):
            return _compares_directions(cls)
        if issubclass(cls, Loss):
            return cls.aim == "direction"
        return issubclass(cls, Layer) and cls.values_a_group is not Layer.values_a_group

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call in graph.calls:
            if call.layer is not None and _is_single(call, call.layer):
                yield self._layer(graph, call, call.layer)
        shape, loss = graph.output_shape, graph.loss
        if shape is None:
            return
        if loss is not None and loss.aim == "direction" and _size(shape, getattr(loss, "axis", -1)) == 1:
            related = (Related(graph.address(graph.output), _("the output")),) if graph.output is not None else ()
            yield self.about(
                graph,
                LOSS,
                _("{loss} of one number is 1 or -1", loss=display_name(loss)),
                why=_("it compares directions, and one number has only its sign: the slope is rounding noise"),
                fix=_("`mse` or `mae`, or an output of 2 and more numbers"),
                related=related,
            )
        for placed in graph.metrics:
            if _compares_directions(type(placed.metric)) and _size(shape, getattr(placed.metric, "axis", -1)) == 1:
                message = _("{metric} of one number is 1 or -1", metric=display_name(placed.metric))
                yield self.about(
                    graph, placed.path, message, severity=WARN, fix=_("`mae`, or an output of more numbers")
                )

    def _layer(self, graph: LayerGraph, call: LayerCall, layer: Layer) -> Diagnostic:
        in_training = isinstance(layer, Normalizer) and layer.keeps_statistics
        centers = isinstance(layer, Normalizer) and layer.centers
        left, when = "0" if centers else "1 or -1", _(" in training") if in_training else ""
        option = "groups" if "groups" in type(layer).model_fields else "axis"
        return self.at(
            graph,
            call,
            option,
            _(
                "{call} makes {left} of every value{when}: each is a group by itself",
                call=call.name,
                left=left,
                when=when,
            ),
            severity=ERROR if centers and not in_training else WARN,
            why=_("a value minus its own mean is 0, so nothing of the input passes")
            if centers
            else _("a value divided by its own size keeps nothing but its sign"),
            fix=_fix(call, layer),
        )


def _compares_directions(metric: type[Metric]) -> bool:
    return "cosine_similarity" in metric.identifiers


def _is_single(call: LayerCall, layer: Layer) -> bool:
    if call.input is None or call.output is None:
        return False
    try:
        return layer.values_a_group(call.input[call.per_step :]) == 1
    except ShapeError:
        return False


def _size(shape: tuple[int | None, ...], axis: int) -> int | None:
    """The size of an axis; None where there is no such axis."""
    place = canonical(axis, len(shape))
    return shape[place] if place is not None else None


def _fix(call: LayerCall, layer: Layer) -> str:
    """Larger groups, where the input has more than one value; else to do without."""
    assert call.input is not None
    sizes = call.input[1 + call.per_step :]
    if isinstance(layer, Normalizer) and layer.keeps_statistics:
        return _("a larger `batch_size`, or LayerNormalization")
    if all(size == 1 for size in sizes):
        return _("remove it")
    if "groups" in type(layer).model_fields:
        channels = sizes[-1]
        assert channels is not None
        half = next((count for count in range(channels // 2, 0, -1) if channels % count == 0), 1)
        return _("`groups: {half}`, or fewer", half=half) if half > 1 else "`groups: 1`"
    if isinstance(layer, Normalizer) and layer.centers and None not in sizes:
        return _("`axis: {range}`, or remove it", range=list(range(1, len(sizes) + 1)))
    return _("BatchNormalization, which takes the statistics over the batch, or remove it")
