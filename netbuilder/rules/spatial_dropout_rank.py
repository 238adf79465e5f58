"""NB509."""

from collections.abc import Iterator

from netbuilder.chain import Chain
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.layer import Dropping
from netbuilder.vocabulary.shapes import sample
from netbuilder.vocabulary.spatial import Spatial


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
    wants = Chain
    hides = ("NB101",)
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

    def check(self, chain: Chain, subject: Chain) -> Iterator[Diagnostic]:
        for step, error in chain.shape_errors:
            layer = step.layer
            if error.cause != "rank" or not isinstance(layer, Dropping) or step.input is None:
                continue
            if not isinstance(layer, Spatial) or len(step.input) < 2 + step.per_step:
                continue  # what has no rank of its own is not what does not fit
            shape = step.input[step.per_step :]
            axes = len(shape) - 2
            fix = f"`SpatialDropout{axes}D`" if 1 <= axes <= 3 else "`Dropout`"
            yield self.at(
                chain,
                step,
                "",
                f"{step.name} drops channels of maps, here it gets {sample(shape)}",
                fix=fix,
            )
