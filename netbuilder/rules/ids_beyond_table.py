"""NB110."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, WARN, Rule
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node


class IdsBeyondTable(Rule):
    """Larger numbers than the table has rows

    ## What it does
    Counts which whole numbers `TextVectorization`, `StringLookup`, `IntegerLookup`, `Hashing` and `Discretization` can
    hand on, those for padding, mask and unknown words too, and finds an `Embedding` or a `CategoryEncoding` behind
    them that is too small.

    ## Why is this bad
    On a CPU Keras stops at the first number beyond the table. `CategoryEncoding` stops everywhere. Three words in
    `StringLookup` make four numbers, as 0 is for unknown words; with a mask there are five.

    ## When it is fine
    A table with more rows than there are numbers. Where only `max_tokens` bounds the numbers, the data may stay below
    it; there the rule warns.

    ## Example
    `Hashing: {num_bins: 100}`, then `Embedding: {input_dim: 50, output_dim: 4}`

    ## Use instead
    `Embedding: {input_dim: 100, output_dim: 4}`

    ## References
    - Keras, *Embedding layer*: `input_dim` is the size of the vocabulary, that is the largest index plus 1
    """

    code = "NB110"
    name = "ids-beyond-table"
    severity = ERROR
    applies_to = LayerGraph
    bad = [
        """\
input: {shape: [1], dtype: string}
layers:
  - Hashing: {num_bins: 100}
  - Embedding: {input_dim: 50, output_dim: 4}  # NB110
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: {shape: [1], dtype: string}
layers:
  - StringLookup: {vocabulary: [a, b, c]}
  - CategoryEncoding: {num_tokens: 3}  # NB110
  - Dense: {units: 1}
""",
        """\
input: {shape: [], dtype: string}
layers:
  - TextVectorization: {max_tokens: 20000, output_sequence_length: 8}
  - Embedding: {input_dim: 10000, output_dim: 4}  # NB110
  - Flatten
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: {shape: [1], dtype: string}
layers:
  - StringLookup: {vocabulary: [a, b, c], mask_token: ""}
  - Embedding: {input_dim: 5, output_dim: 4}
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: [6]
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0, 2.0]}
  - Reshape: {target_shape: [3, 2]}
  - Embedding: {input_dim: 4, output_dim: 4}
  - Flatten
  - Dense: {units: 1}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be a table."""
        return issubclass(cls, Layer) and cls.table is not Layer.table

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call in graph.calls:
            table = call.layer.table if call.layer is not None else None
            if table is None:
                continue
            _dtype, ids, source = graph.values[call.index]
            if ids is None or ids.largest < table.size:
                continue
            maker = source.name if source is not None else _("the input")
            rows = _("rows") if table.option == "input_dim" else _("places")
            hands = _("hands on") if ids.is_certain else _("may hand on")
            yield self.at(
                graph,
                call,
                table.option,
                _(
                    "{maker} {hands} 0 to {largest:,}, {call} has {size:,} {rows}",
                    maker=maker,
                    hands=hands,
                    largest=ids.largest,
                    call=call.name,
                    size=table.size,
                    rows=rows,
                ),
                severity=ERROR if ids.is_certain else WARN,
                why=_("Keras stops at the first number beyond; those for padding, mask and unknown words count too"),
                fix=set_option(call.path, table.option, str(ids.largest + 1)),
            )
