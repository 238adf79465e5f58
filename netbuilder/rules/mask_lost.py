"""NB603."""

from collections.abc import Iterator

from netbuilder.diagnostics import Change, Diagnostic, Related, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Node


class MaskLost(Rule):
    """A mask that never arrives

    ## What it does
    Finds `mask_zero: true` or a Masking layer with a layer behind it that drops the mask (a convolution, Flatten,
    Reshape) before anything has used it, and, as an error, a `Softmax` layer that the mask reaches.

    ## Why is this bad
    The padding is then read as data: what stands in its place changes the output, which it does not behind an LSTM or
    GlobalAveragePooling1D. Keras drops the mask with a warning at most. Its `Softmax` layer takes the mask of the
    steps for one of the features: the model is built, and stops at its first batch.

    ## When it is fine
    Where a recurrent or pooling layer has used the mask before; for `Softmax`, where that layer ends the mask too.

    ## Example
    `Embedding: {..., mask_zero: true}`, then `Flatten`

    ## Use instead
    `GlobalAveragePooling1D`, which uses the mask, or `mask_zero: false`. `Activation: {activation: softmax}` passes
    the mask on.
    """

    code = "NB603"
    name = "mask-lost"
    severity = WARN
    applies_to = Layer
    bad = [
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}  # NB603
  - Flatten
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input: [null]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}
  - Bidirectional: {layer: {LSTM: {units: 8, return_sequences: true}}}
  - Sequential: {layers: [Dense: {units: 5}]}
  - Softmax  # NB603
""",
        """\
input: [10, 4]
layers:
  - Masking
  - Softmax: {axis: 1}  # NB603
  - Flatten
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}
  - Dropout: {rate: 0.2}
  - LSTM: {units: 8}
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}
  - LSTM: {units: 8}
  - Dense: {units: 5}
  - Softmax
""",
        """\
input: [20]
layers:
  - Embedding: {input_dim: 100, output_dim: 8, mask_zero: true}
  - GRU: {units: 8, return_sequences: true}
  - TimeDistributed: {layer: Softmax}
  - Activation: {activation: softmax}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """Few classes make a mask."""
        return issubclass(cls, Layer) and cls.makes_mask is not Layer.makes_mask

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert layer is not None
        if not layer.makes_mask:
            return
        stopped = _softmax_behind(graph, subject)
        if stopped is not None:
            yield self._stops(graph, subject, stopped)
            return
        for call in graph.behind(subject):
            after = call.layer
            if after is None or isinstance(after, Recurrent) or after.uses_mask:
                return
            if after.drops_mask:
                yield self.at(
                    graph,
                    subject,
                    "mask_zero",
                    _("{call} drops the mask before anything has used it", call=call.name),
                    why=_("padding is then read as data"),
                    fix=_("a layer that uses the mask before {call}, or no mask", call=call.name),
                )
                return

    def _stops(self, graph: LayerGraph, maker: LayerCall, softmax: LayerCall) -> Diagnostic:
        layer = softmax.layer
        assert layer is not None
        if isinstance(layer, Recurrent):
            return self.at(
                graph,
                softmax,
                "cell",
                _("a stack of one cell stops at the mask of {maker}", maker=maker.name),
                why=_("the model is built, and Keras stops at its first batch"),
                fix=_("the cell by itself, without a list"),
                related=(Related(graph.address(maker, "mask_zero"), _("the mask is made here")),),
                severity=ERROR,
            )
        written = f"{{softmax: {{axis: {dict(layer)['axis']}}}}}" if "axis" in layer.written else "softmax"
        text = f"Activation: {{activation: {written}}}"
        entry = softmax.path if isinstance(softmax.path[-1], int) else softmax.path[:-1]
        is_all = softmax.outer is layer and layer.written <= {"axis"}
        return self.at(
            graph,
            softmax,
            "",
            _("Softmax stops at the mask of {maker}, which is one of steps", maker=maker.name),
            why=_("the model is built, and Keras stops at its first batch"),
            fix=Suggestion((Change(entry, "entry", text),), "", _(", which passes the mask on")).edited_if(is_all),
            related=(Related(graph.address(maker, "mask_zero"), _("the mask is made here")),),
            severity=ERROR,
        )


def _softmax_behind(graph: LayerGraph, maker: LayerCall) -> LayerCall | None:
    """The first Softmax layer that a mask reaches."""
    for call in graph.behind(maker):
        layer = call.layer
        if layer is None:
            return None
        if layer.stops_at_mask and not call.per_step:
            return call
        if layer.drops_mask or not _passes_on(layer):
            return None
    return None


def _passes_on(layer: Layer) -> bool:
    """Whether what uses the mask hands it on: only where the steps go on too."""
    return layer.return_sequences if isinstance(layer, Recurrent) else not layer.uses_mask
