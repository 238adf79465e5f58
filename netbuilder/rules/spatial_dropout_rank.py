"""NB509."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer_roles import Dropping
from netbuilder.vocabulary.base.shapes import ShapeError, sample
from netbuilder.vocabulary.families.spatial import Spatial


class SpatialDropoutRank(Rule):
    """Spatial dropout of the wrong rank

    ## What it does
    Finds SpatialDropout1D, 2D or 3D on an input of another rank.

    ## Why is this bad
    It drops whole channels of a map, and so has to know how many axes the map has. Keras refuses the model.

    ## When it is fine
    Never.

    ## Example
    `SpatialDropout2D` behind a `Conv1D`

    ## Use instead
    The one with the rank of the convolution before it.
    """

    code = "NB509"
    name = "spatial-dropout-rank"
    severity = ERROR
    applies_to = ShapeError
    supersedes = ("NB101",)
    bad = [
        """\
input: [20, 8]
layers:
  - Conv1D: {filters: 8, kernel_size: 3, activation: relu}
  - SpatialDropout2D: {rate: 0.2}  # NB509
  - Flatten
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20, 8]
layers:
  - Conv1D: {filters: 8, kernel_size: 3, activation: relu}
  - SpatialDropout1D: {rate: 0.2}
  - Flatten
  - Dense: {units: 4}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call, error in graph.shape_errors:
            layer = call.layer
            if error.cause != "rank" or not isinstance(layer, Dropping) or call.input is None:
                continue
            if not isinstance(layer, Spatial) or len(call.input) < 2 + call.per_step:
                continue  # what has no rank of its own is not what does not fit
            shape = call.input[call.per_step :]
            axes = len(shape) - 2
            fix = f"`SpatialDropout{axes}D`" if 1 <= axes <= 3 else "`Dropout`"
            yield self.at(
                graph,
                call,
                "",
                _("{call} drops channels of maps, here it gets {shape}", call=call.name, shape=sample(shape)),
                fix=fix,
            )
