"""NB508."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.chain.effective import function_of
from netbuilder.diagnostics import Diagnostic
from netbuilder.edit import remove_entry
from netbuilder.rules.base import INFO, Rule
from netbuilder.schema.layer import ActivationLayer, Dropping, Layer, Pooling
from netbuilder.schema.spatial import Spatial
from netbuilder.schema.values import per_axis


class NoOp(Rule):
    """A layer that does nothing

    ## What it does
    Finds dropout with rate 0, Flatten on vectors, a linear Activation, and average pooling over the whole map followed
    by Flatten, which is GlobalAveragePooling.

    ## Why is this bad
    It is not. It only makes a reader look for a purpose.

    ## When it is fine
    As a placeholder in a search over settings. With `activity_regularizer` or `dtype` it does something, and the rule
    is silent. This is information.

    ## Example
    `Dropout: {rate: 0.0}`

    ## Use instead
    Remove the line.
    """

    code = "NB508"
    name = "no-op"
    severity = INFO
    wants = Layer
    bad = [
        """\
input: [20]
layers:
  - Flatten  # NB508
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0}  # NB508
  - Dense: {units: 4}
  - Activation: {activation: linear}  # NB508
""",
    ]
    good = [
        """\
input: [4, 4, 2]
layers:
  - Flatten
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.1}
  - Dense: {units: 4}
  - Activation: {activation: softmax}
""",
    ]

    def check(self, chain: Chain, subject: Step) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert layer is not None
        why, fix = "", "remove the line"
        if "activity_regularizer" in layer.written or "dtype" in layer.written:
            return  # it is there for its penalty, or to change the precision
        if isinstance(layer, Dropping):
            if layer.strength != 0:
                return
            message = f"{subject.name} of 0 changes nothing"
        elif isinstance(layer, ActivationLayer):
            function = function_of(layer)
            if function is None or function.family != "linear":
                return
            message = "a linear activation changes nothing"
        elif isinstance(layer, Pooling):
            if not self._is_global(chain, subject, layer):
                return
            message, fix = (
                f"{subject.name} over the whole map, then Flatten, is global pooling",
                f"`{subject.name.replace('Average', 'GlobalAverage')}`",
            )
        elif layer.flattens and subject.input is not None and len(subject.input) == 2:
            message = f"{subject.name} gets vectors already"
        else:
            return
        edits = remove_entry(chain.draft, subject.path) if fix == "remove the line" else ()
        yield self.at(chain, subject, "", message, why=why, fix=fix, edits=edits, safe=True)

    def _is_global(self, chain: Chain, subject: Step, layer: Pooling) -> bool:
        after = chain.steps[subject.index + 1 : subject.index + 2]
        if not subject.name.startswith("AveragePooling") or subject.input is None or subject.per_step or not after:
            return False
        if not isinstance(layer, Spatial) or subject.output is None:
            return False
        sizes = layer.positions(subject.input)
        window = per_axis(layer.pool_size, layer.rank)
        following = after[0].layer
        covers = window == tuple(sizes) and any(size != 1 for size in sizes)
        return covers and following is not None and following.flattens
