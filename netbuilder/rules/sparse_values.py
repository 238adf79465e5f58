"""NB124."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer_roles import Dropping


class SparseValues(Rule):
    """A sparse tensor where only a dense one can be computed with

    ## What it does
    Follows what comes out of `sparse: true` and finds a layer that Keras cannot run on it, and a loss that gets it;
    and `sparse` with `output_mode: one_hot`, which needs batches of one size.

    ## Why is this bad
    Keras builds the model and stops at the first batch; where the sparse tensor is the output, it stops in `fit`, and
    with one_hot at the last batch of an epoch, which is smaller than the others.

    ## When it is fine
    Into Dense, which multiplies sparse tensors and gives a dense one. Flatten and Identity hand them on.

    ## Example
    `IntegerLookup: {vocabulary: [1, 2], output_mode: multi_hot, sparse: true}` as the last layer

    ## Use instead
    Leave `sparse` out.
    """

    code = "NB124"
    name = "sparse-values"
    severity = ERROR
    applies_to = LayerGraph
    option_suffixes = ("sparse",)
    bad = [
        """\
input: [1]
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: multi_hot, sparse: true}
  - BatchNormalization  # NB124
  - Dense: {units: 1}
""",
        """\
input: [1]
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: multi_hot, sparse: true}
  - GaussianNoise: {stddev: 0.5}  # NB124
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: {shape: [1], dtype: int32}
layers:
  - CategoryEncoding: {num_tokens: 4, output_mode: one_hot, sparse: true}  # NB124
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: {shape: [1], dtype: int64}
layers:
  - IntegerLookup: {vocabulary: [1, 2], output_mode: multi_hot, sparse: true}
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        source: LayerCall | None = None
        is_trained = graph.has_loss
        for call in subject.calls:
            layer = call.outer
            if layer is None:
                return
            if source is not None and not layer.takes_sparse and (is_trained or not isinstance(layer, Dropping)):
                yield self.at(
                    graph,
                    call,
                    "",
                    _("{call} gets a sparse tensor of {source}", call=call.name, source=source.name),
                    why=_("Keras stops in `fit`")
                    if isinstance(layer, Dropping)
                    else _("Keras stops at the first batch"),
                    fix=_("no `sparse` in {source}", source=source.name),
                )
            if layer.needs_full_batches:
                yield self.at(
                    graph,
                    call,
                    "sparse",
                    _("{call} makes no sparse one_hot of a batch that is not full", call=call.name),
                    why=_("Keras multiplies by the size of the batch, and stops where it is not known"),
                    fix=_("leave `sparse` out, or `output_mode: multi_hot`"),
                )
                return
            if layer.makes_sparse:
                source = call
            elif not layer.keeps_sparse:
                source = None
        if source is not None and is_trained:
            yield self.at(
                graph,
                source,
                "sparse",
                _("the loss gets a sparse tensor"),
                why=_("Keras predicts with this model and stops in `fit`"),
                fix=_("leave `sparse` out"),
            )
