"""NB508."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Step
from netbuilder.chain.effective import function_of
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import INFO, Rule
from netbuilder.source.edit import remove_entry
from netbuilder.vocabulary.layer import ActivationLayer, Dropping, Layer, Pooling
from netbuilder.vocabulary.spatial import Spatial
from netbuilder.vocabulary.values import per_axis


class NoOp(Rule):
    """A layer that does nothing

    ## What it does
    Finds dropout with rate 0, Flatten on vectors, a linear Activation, and average pooling over the whole map followed
    by Flatten, which is GlobalAveragePooling.

    ## Why is this bad
    It is not. It only makes a reader look for a purpose.

    ## When it is fine
    As a placeholder in a search over settings. With `activity_regularizer` or `dtype` it does something, as it does in
    some round of a `repeat`, and the rule is silent. This is information.

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
        rounds = chain.rounds(subject)
        # In a repeat it is one only if it does nothing in any round.
        if subject is not rounds[0] or not (message := _message(chain, subject)):
            return
        if len(rounds) > 1 and not all(_message(chain, one) for one in rounds):
            return
        is_pooling = isinstance(subject.layer, Pooling)
        yield self.at(
            chain,
            subject,
            "",
            message,
            fix=f"`{subject.name.replace('Average', 'GlobalAverage')}`" if is_pooling else "remove the line",
            edits=() if is_pooling else remove_entry(chain.draft.document, subject.path),
            # Who has given it a name may ask for its output by it.
            safe=not subject.says_more,
        )


def _message(chain: Chain, step: Step) -> str:
    """Why a layer does nothing; empty where it does something."""
    layer = step.layer
    for one in (step.outer, layer):
        if one is not None and ("activity_regularizer" in one.written or "dtype" in one.written):
            return ""  # it is there for its penalty, or to change the precision
    if isinstance(layer, Dropping):
        return f"{step.name} of 0 changes nothing" if layer.strength == 0 else ""
    if isinstance(layer, ActivationLayer):
        function = function_of(layer)
        return "a linear activation changes nothing" if function is not None and function.family == "linear" else ""
    if isinstance(layer, Pooling):
        is_global = _is_global(chain, step, layer)
        return f"{step.name} over the whole map, then Flatten, is global pooling" if is_global else ""
    if layer is not None and layer.flattens and step.input is not None and len(step.input) == 2:
        return f"{step.name} gets vectors already"
    return ""


def _is_global(chain: Chain, step: Step, layer: Pooling) -> bool:
    after = chain.steps[step.index + 1 : step.index + 2]
    if not step.name.startswith("AveragePooling") or step.input is None or step.per_step or not after:
        return False
    if not isinstance(layer, Spatial) or step.output is None:
        return False
    sizes = layer.positions(step.input)
    window = per_axis(layer.pool_size, layer.rank)
    following = after[0].layer
    covers = window == tuple(sizes) and any(size != 1 for size in sizes)
    return covers and following is not None and following.flattens
