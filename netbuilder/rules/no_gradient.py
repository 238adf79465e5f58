"""NB708."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.dtypes import compute_dtype, kind_of
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node


class NoGradient(Rule):
    """Weights that training does not reach

    ## What it does
    Finds weights in front of a layer that passes no gradient: bins, hashes, lookups, counts, an Embedding, the colour
    changes of images that work in whole numbers, and any layer whose own `dtype` is one of whole numbers.

    ## Why is this bad
    Where all weights stand before such a layer, Keras stops in `fit`: no gradients provided. Where others stand behind
    it, those train, and the ones before it keep their first values without a word.

    ## When it is fine
    Such a layer at the front, where nothing is to be trained before it. Frozen layers before it say so.

    ## Example
    `Dense: {units: 2}`, then `Discretization: {bin_boundaries: [0.0, 1.0]}`

    ## Use instead
    The layer that passes no gradient first, or out of the network and into the data.
    """

    code = "NB708"
    name = "no-gradient"
    severity = ERROR
    applies_to = LayerGraph
    needs_loss = True
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 2}  # NB708
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: count}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}  # NB708
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: count}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [8]
layers:
  - Dense: {units: 1}  # NB708
  - LeakyReLU: {dtype: int32}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: count}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be a layer that passes no gradient."""
        return issubclass(cls, Layer) and (not cls.passes_gradient or "dtype" in written)

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        backend = graph.draft.runtime.backend
        walls = [call for call in subject.calls if call.layer is not None and _stops_gradient(call.layer, backend)]
        if not walls or graph.has_holes:
            return
        last = walls[-1]
        cut_off = [call for call in subject.calls[: last.index] if call.trains]
        if not cut_off or any(call.output is None for call in subject.calls):
            return
        # An Embedding passes nothing on and learns itself.
        learns = any(call.trains for call in subject.calls[last.index :])
        first = cut_off[0]
        behind = next(wall for wall in walls if wall.index > first.index)
        yield self.at(
            graph,
            first,
            "",
            _("{first} never learns: no gradient passes {behind} behind it", first=first.name, behind=behind.name),
            why=_why(cut_off, learns),
            fix=_fix(behind, learns),
            severity=WARN if learns else ERROR,
        )


def _stops_gradient(layer: Layer, backend: str) -> bool:
    return _rounds(layer) or (not layer.passes_gradient and backend not in layer.passes_gradient_on)


def _rounds(layer: Layer) -> bool:
    """Whether it computes in whole numbers because of its own `dtype`."""
    return layer.dtype is not None and layer.autocast and kind_of(compute_dtype(layer.dtype)) != "float"


def _fix(wall: LayerCall, learns: bool) -> str:
    assert wall.layer is not None
    if _rounds(wall.layer):
        return _("leave out `dtype` of {wall}", wall=wall.name)
    if learns:
        return _("put {behind} before all that is trained, or `trainable: false` here", behind=wall.name)
    return _("put {behind} first", behind=wall.name)


def _why(cut_off: list[LayerCall], learns: bool) -> str:
    if not learns:
        return _("Keras predicts with this model and stops in `fit`, as nothing can be trained")
    count = len(cut_off)
    if count == 1:
        return _("1 layer keeps its first weights, and Keras says nothing")
    return _("{count} layers keep their first weights, and Keras says nothing", count=count)
