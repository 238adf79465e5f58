"""NB508."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of
from netbuilder.rules.base import INFO, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Dropping, Pooling
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.values import per_axis
from netbuilder.vocabulary.families.spatial import Spatial


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
    finds_no_effect = True
    applies_to = Layer
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

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        if issubclass(cls, ActivationLayer):  # of those only Activation can be linear
            return "activation" in cls.model_fields
        return issubclass(cls, Dropping | Pooling) or (issubclass(cls, Layer) and cls.flattens)

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        rounds = graph.repetitions(subject)
        # In a repeat it is one only if it does nothing in any round.
        if subject is not rounds[0] or not all(_message(graph, call) for call in rounds):
            return
        fix = remove_item(subject.path)
        if isinstance(subject.layer, Pooling):
            fix = advice(f"`{subject.name.replace('Average', 'GlobalAverage')}`")
        yield self.at(
            graph,
            subject,
            "",
            _message(graph, subject),
            fix=fix,
            # Who has given it a name may ask for its output by it.
            safe=not subject.says_more,
        )


def _message(graph: LayerGraph, call: LayerCall) -> str:
    """Why a layer does nothing; empty where it does something."""
    layer = call.layer
    for node in (call.outer, layer):
        assert node is not None
        if "activity_regularizer" in node.written or "dtype" in node.written:
            return ""  # it is there for its penalty, or to change the precision
    if isinstance(layer, Dropping):
        return _("{call} of 0 changes nothing", call=call.name) if layer.strength == 0 else ""
    if isinstance(layer, ActivationLayer):
        function = function_of(layer)
        return _("a linear activation changes nothing") if function is not None and function.family == "linear" else ""
    if isinstance(layer, Pooling):
        is_global = _is_global(graph, call, layer)
        return _("{call} over the whole map, then Flatten, is global pooling", call=call.name) if is_global else ""
    assert layer is not None
    if layer.flattens and call.input is not None and len(call.input) == 2:
        return _("{call} gets vectors already", call=call.name)
    return ""


def _is_global(graph: LayerGraph, call: LayerCall, layer: Pooling) -> bool:
    after = graph.calls[call.index + 1 : call.index + 2]
    if not call.name.startswith("AveragePooling") or call.output is None or call.per_step or not after:
        return False
    assert isinstance(layer, Spatial)
    assert call.input is not None
    sizes = layer.positions(call.input)
    window = per_axis(layer.pool_size, layer.rank)
    following = after[0].layer
    covers = window == tuple(sizes) and any(size != 1 for size in sizes)
    return covers and following is not None and following.flattens
