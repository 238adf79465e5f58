"""NB107."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer_roles import Dropping, TableLookup


class EmbeddingInput(Rule):
    """Something else than indexes into an Embedding

    ## What it does
    Finds an `Embedding` behind a layer that makes floats, on an `input` whose dtype was written as a float, or with
    a table of fewer than two rows.

    ## Why is this bad
    An embedding looks rows of a table up by number. Keras cuts floats off to whole numbers without a word, so that
    everything scaled to between 0 and 1 becomes row 0, and nothing that comes before can learn.

    ## When it is fine
    Never; a left-out dtype is int32 where the network starts with an embedding.

    ## Example
    `Rescaling`, then `Embedding`

    ## Use instead
    The whole numbers themselves, or `Dense` for what is no index.

    ## References
    - Keras, *Embedding layer*
    """

    code = "NB107"
    name = "embedding-input"
    severity = ERROR
    supersedes = ("NB708",)
    applies_to = TableLookup
    bad = [
        """\
input: [100]
layers:
  - Rescaling: {scale: 0.001}
  - Embedding: {input_dim: 1000, output_dim: 16}  # NB107
  - GlobalAveragePooling1D
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input:
  shape: [100]
  dtype: float32  # NB107
layers:
  - Embedding: {input_dim: 1000, output_dim: 16}
  - GlobalAveragePooling1D
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input: [100]
layers:
  - Embedding:
      input_dim: 1  # NB107
      output_dim: 16
  - GlobalAveragePooling1D
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input: [4]
layers:
  - Rescaling: {scale: 0.001}
  - ReversibleEmbedding: {input_dim: 10, output_dim: 4}  # NB107
  - Flatten
  - Dense: {units: 1, activation: sigmoid}
""",
    ]
    good = [
        """\
input: {shape: [100], dtype: int32}
layers:
  - Embedding: {input_dim: 1000, output_dim: 16}
  - GlobalAveragePooling1D
  - Dense: {units: 1, activation: sigmoid}
""",
        """\
input: [10, 10]
layers:
  - Flatten
  - Embedding: {input_dim: 2, output_dim: 16}
  - GlobalAveragePooling1D
  - Dense: {units: 1, activation: sigmoid}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert layer is not None
        if layer.table is not None and layer.table.size < 2:
            yield self.at(
                graph,
                subject,
                "input_dim",
                _("a table of {input_dim} row cannot tell anything apart", input_dim=layer.table.size),
                fix=_("`input_dim` is the largest index plus 1"),
            )
        dtype, _ids, source = graph.values[subject.index]
        if dtype is None:
            return
        if source is None:  # dropout scales what is left, in training
            source = next((call for call in graph.before(subject) if isinstance(call.layer, Dropping)), None)
        if source is not None:
            is_vector = getattr(source.layer, "output_mode", "int") != "int"
            if is_vector or "float" in dtype:
                makes = _("vectors of zeros and ones") if is_vector else "floats"
                message = _(
                    "{layer} looks up whole numbers, and {source} makes {makes}",
                    layer=subject.name,
                    source=source.name,
                    makes=makes,
                )
                why = _("Keras cuts floats off to whole numbers, so that what lies between 0 and 1 becomes row 0")
                fix = _(
                    "remove {source}; what is no index goes into Dense, without {layer}",
                    source=source.name,
                    layer=subject.name,
                )
                yield self.at(graph, subject, "", message, why=why, fix=fix)
            return
        written = graph.draft.input
        if written is not None and written.dtype is not None and "float" in written.dtype:
            path = ("input", "dtype")
            yield self.finding(
                graph.draft.address(path),
                _("{layer} looks up whole numbers, and the input is {dtype}", layer=subject.name, dtype=written.dtype),
                why=_("Keras cuts floats off to whole numbers without a word"),
                fix=set_option(path[:-1], "dtype", "int32", _(", or leave it out")),
                graph=graph,
                call=subject,
            )
