"""NB132."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerGraph
from netbuilder.graph.keras_needs import Otherwise
from netbuilder.graph.meant_keras import MeantKeras
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.rules.stops_in_keras import holds, part_of, sentence
from netbuilder.source.flow import flow
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.releases import Note, Was, number


class DiffersInKeras(Rule):
    """Something that the Keras the network is for does otherwise than others

    ## What it does
    Tells what the release of Keras that the network is for does otherwise, where the network has it: before 3.14 a
    penalty on outputs is summed over the batch, before 3.15 `output_padding` is lost where the model is saved, since
    3.8 IoU metrics cut off the fractions of sample weights, and some options that are left out had another default.
    `netbuilder explain NAME` shows each with where it was measured. A note where only the installed Keras says which
    release it is, a warning where one is named, or where the saved file is another network.

    ## Why is this bad
    The same file trains to other weights elsewhere, and no signature says so.

    ## When it is fine
    Where the network is trained and used with one release.

    ## Example
    `activity_regularizer: l2` with `keras: "3.13"`

    ## Use instead
    An option that is written rather than left out; a strength that fits the release.

    ## References
    Run in the releases that `explain` names.
    """

    code = "NB132"
    name = "differs-in-keras"
    severity = WARN
    bad = [
        """\
input: [8]
keras: "3.13"
layers:
  - Dense: {units: 16, activation: relu, activity_regularizer: l2}  # NB132
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [5, 5, 3]
keras: "3.14"
layers:
  - Conv2DTranspose: {filters: 3, kernel_size: 3, strides: 2, output_padding: 1, activation: relu}  # NB132
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: [16, 16, 3]
keras: "3.8"
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: binary_crossentropy
  weighted_metrics: [{BinaryIoU: {target_class_ids: [1]}}]  # NB132
""",
    ]
    good = [
        """\
input: [8]
keras: "3.14"
layers:
  - Dense: {units: 16, activation: relu, activity_regularizer: l2}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [16, 16, 3]
keras: "3.8"
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
compile: {optimizer: adam, loss: binary_crossentropy, metrics: [{BinaryIoU: {target_class_ids: [1]}}]}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """A note or another default has to be on it, or it holds what may have one."""
        facts = history(cls)
        return facts.is_told or not written.isdisjoint((*facts.told_options, *facts.slots))

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for item in graph.keras_facts.otherwise:
            keras = graph.keras
            if isinstance(item.fact, Was):
                if _was_so(item, item.fact, keras) and not _stops(item, keras):
                    yield self._default(graph, item, item.fact)
            elif item.fact.effect != "stops" and holds(item, item.fact, keras):
                yield self._note(graph, item, item.fact)

    def _note(self, graph: LayerGraph, item: Otherwise, note: Note) -> Diagnostic:
        is_worth_a_warning = graph.keras.is_named or note.effect == "loses"
        return self.about(
            graph,
            item.path,
            sentence(item, note),
            part=part_of(item),
            label=graph.keras.words,
            why=note.why,
            severity=WARN if is_worth_a_warning else INFO,
        )

    def _default(self, graph: LayerGraph, item: Otherwise, was: Was) -> Diagnostic:
        cls = type(item.written.node)
        default = flow(cls.model_fields[item.option].default)
        message = _(
            "before Keras {until} `{option}` is {default} where it is left out",
            until=was.until,
            option=item.option,
            default=flow(was.default),
        )
        option = cls.written_name(item.option)
        fix = advice(f"`{option}: {default}`")
        if not item.written.is_string:
            fix = set_option(item.path, option, default)
        part = "value" if item.written.is_string else "name"
        why = _("from {until} on it is {default}", until=was.until, default=default)
        severity = WARN if graph.keras.is_named else INFO
        return self.about(
            graph, item.path, message, part=part, label=graph.keras.words, why=why, fix=fix, severity=severity
        )


def _stops(item: Otherwise, keras: MeantKeras) -> bool:
    """Whether it does not work there at all, which is said elsewhere."""
    notes = item.written.history.notes
    return any(
        note.effect == "stops" and note.concerns(item.written.node) and holds(item, note, keras) for note in notes
    )


def _was_so(item: Otherwise, was: Was, keras: MeantKeras) -> bool:
    """Whether the Keras that is meant has the option, and the other default."""
    facts = item.written.history
    since = facts.options.get(item.option) or facts.since
    return keras.number < number(was.until) and not (since and keras.lacks(since))
