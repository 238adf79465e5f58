"""NB607."""

from collections.abc import Iterator, Sequence

from netbuilder.diagnostics import Diagnostic, Related, fit
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.graph.unroll import Sibling, siblings, written_name
from netbuilder.parse.draft import DraftLayer, walk
from netbuilder.rules.base import ERROR, Rule


class DuplicateName(Rule):
    """Two layers with one name

    ## What it does
    Finds a name that stands at two layers of one parent: of the model, or of one nested `Sequential`. Inside `repeat`
    a name gets the number of its round, `block_0`, `block_1`, and is compared with that.

    ## Why is this bad
    Keras refuses to build such a model: its layers are found, and their weights saved, by name.

    ## When it is fine
    In different nested models: `encoder/dense` and `decoder/dense` are two names.

    ## Example
    `Dense: {units: 8, name: features}` twice

    ## Use instead
    Another name, or none: Keras then counts, `dense`, `dense_1`.

    ## References
    - Keras 3, *keras.Sequential*, which checks it when a layer is added
    """

    code = "NB607"
    name = "duplicate-name"
    severity = ERROR
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 8, activation: relu, name: features}
  - Dense: {units: 4, name: features}  # NB607
""",
        """\
input: [8]
layers:
  - Dense: {units: 8, activation: relu, name: block_1}
  - repeat:
      times: 3
      layers:
        - Dense: {units: 8, activation: relu, name: block}  # NB607
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Sequential: {name: encoder, layers: [{Dense: {units: 3, name: dense, activation: relu}}]}
  - Sequential: {name: decoder, layers: [{Dense: {units: 8, name: dense}}]}
""",
        """\
input: [8]
layers:
  - repeat: {times: 3, layers: [{Dense: {units: 8, activation: relu, name: block}}]}
  - Dense: {units: 4, name: dense_1}
  - ReLU: {name: dense}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        entries = graph.draft.layers
        if graph.over_limit or not any(entry.node is not None and entry.node.name for entry in walk(entries)):
            return
        yield from self._duplicates(graph, entries)

    def _duplicates(self, graph: LayerGraph, entries: Sequence[DraftLayer]) -> Iterator[Diagnostic]:
        first: dict[str, Sibling] = {}
        reported: set[int] = set()
        for sibling in siblings(entries):
            entry, name = sibling.entry, written_name(sibling)
            if name is not None and id(entry) not in reported:
                earlier = first.setdefault(name, sibling).entry
                if earlier is not entry:
                    reported.add(id(entry))
                    yield self._finding(graph, entry, name, earlier)
            if entry.inner is not None and not any(sibling.rounds):
                yield from self._duplicates(graph, entry.inner)

    def _finding(self, graph: LayerGraph, entry: DraftLayer, name: str, earlier: DraftLayer) -> Diagnostic:
        there = graph.draft.address((*earlier.path, "name"))
        return self.finding(
            graph.draft.address((*entry.path, "name")),
            fit(_("another layer is called `{name}` already", name=name)),
            why=_("Keras finds layers and saves their weights by name"),
            fix=_("another name, or none: then Keras counts"),
            related=[Related(there, _("the other one"))],
        )
