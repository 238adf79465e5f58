"""NB131."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import Sentence, _
from netbuilder.graph import LayerGraph
from netbuilder.graph.keras_needs import Otherwise
from netbuilder.graph.meant_keras import MeantKeras
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.releases import Note


class StopsInKeras(Rule):
    """Something that the Keras the network is for has, and that does not work there

    ## What it does
    Looks for what stops in the release of Keras that the network is for, and works in later ones: Muon on TensorFlow,
    RandomGrayscale in a Sequential, Discretization with `one_hot`. `netbuilder explain NAME` shows each with where it
    was measured.

    ## Why is this bad
    The model builds, and Keras stops at the first batch or in `fit`.

    ## When it is fine
    With a newer Keras.

    ## Example
    `optimizer: {Muon: {}}` with `keras: "3.12"`

    ## Use instead
    Another one, or a newer Keras.

    ## References
    Run in the releases that `explain` names.
    """

    code = "NB131"
    name = "stops-in-keras"
    severity = ERROR
    bad = [
        """\
input: [4]
keras: "3.12"
layers:
  - Dense: {units: 2}
compile:
  optimizer: {Muon: {weight_decay: 0.004, adam_lr_ratio: 1, ns_steps: 5}}  # NB131
  loss: mse
""",
        """\
input: [3]
keras: "3.13"
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: one_hot}  # NB131
  - Flatten
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [4]
keras: "3.13"
layers:
  - Dense: {units: 2}
compile: {optimizer: {Muon: {}}, loss: mse}
""",
        """\
input: [3]
keras: "3.13"
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: multi_hot}
  - Dense: {units: 1}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """A note has to be on it, or it holds what may have one."""
        facts = history(cls)
        return facts.is_told or not written.isdisjoint((*facts.told_options, *facts.slots))

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for item in graph.keras_facts.otherwise:
            note = item.fact
            if isinstance(note, Note) and note.effect == "stops" and holds(item, note, graph.keras):
                fix = _("Keras {until} or newer", until=note.until) + (
                    _(", or `{instead}`", instead=note.instead) if note.instead else ""
                )
                yield self.about(
                    graph,
                    item.path,
                    sentence(item, note),
                    part=part_of(item),
                    label=graph.keras.words,
                    why=note.why,
                    fix=fix,
                )


def holds(item: Otherwise, note: Note, keras: MeantKeras) -> bool:
    """Whether the Keras that is meant does so, and has what it is about."""
    since = item.written.history.since
    return note.holds_in(keras.number) and not (since and keras.lacks(since))


def sentence(item: Otherwise, note: Note) -> str:
    """What happens, and in which releases."""
    message = Sentence(note.message, {"name": type(item.written.node).__name__})
    return (
        _("before Keras {until} {message}", until=note.until, message=message)
        if note.until
        else _("since Keras {since} {message}", since=note.since, message=message)
    )


def part_of(item: Otherwise) -> str:
    """What of its place a finding points at."""
    return "key" if item.option else "value" if item.written.is_string else "name"
