"""NB130."""

from collections.abc import Iterator

from netbuilder.diagnostics import WIDTH, Change, Diagnostic, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import Target, remove_option, set_value
from netbuilder.graph import LayerGraph
from netbuilder.graph.keras_needs import Need
from netbuilder.graph.meant_keras import MeantKeras, meant_keras
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import find


class NewerThanKeras(Rule):
    """Something that came with a later Keras than the one the network is for

    ## What it does
    Compares every class, option, value and string of the network with the release of Keras that it is for: the one that
    `keras: "3.8"` in the file names, `--keras 3.8`, or `keras` in `[tool.netbuilder]`, in the order command line, file,
    project; else the installed one; else the newest. `netbuilder explain NAME` shows since when there is what.

    ## Why is this bad
    Keras stops while it builds the model, with `has no attribute`, `unexpected keyword argument` or `Could not
    interpret`.

    ## When it is fine
    With a newer Keras. An option that says what holds in older releases anyway is taken out by `--fix`.

    ## Example
    `optimizer: {Muon: {}}` with `keras: "3.8"`

    ## Use instead
    What is nearest to it in that release.

    ## References
    Signatures and string tables of all 40 releases from 3.0.0 to 3.15.1.
    """

    code = "NB130"
    name = "newer-than-keras"
    severity = ERROR
    bad = [
        """\
input: [4]
keras: "3.8"
layers:
  - Dense: {units: 2}
compile:
  optimizer: {Muon: {}}  # NB130
  loss: mse
""",
        """\
input: [6, 3]
keras: "3.13"
layers:
  - BatchNormalization: {renorm: true}  # NB130
  - AdaptiveAveragePooling1D: {output_size: 2}
  - Flatten
  - Dense: {units: 2, activation: sparsemax}
""",
        """\
input: [20, 5]
keras: "3.3"
layers:
  - Dense: {units: 4}
compile:
  optimizer: adam
  loss: ctc  # NB130
""",
        """\
input: [8]
keras: "3.6"
layers:
  - Dense: {units: 8, activation: celu}  # NB130
  - Dense: {units: 1, activation: sigmoid}
compile:
  optimizer: adam
  loss: {BinaryCrossentropy: {reduction: mean}}  # NB130
  metrics: [{AUC: {curve: PRGAIN}}]  # NB130
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
input: [20, 5]
keras: "3.3"
layers:
  - Dense: {units: 4}
compile: {optimizer: adam, loss: {CTC: {}}}
""",
        """\
input: [8, 8, 3]
keras: "3.5"
layers:
  - BatchNormalization: {momentum: 0.9}
  - Flatten
  - Dense: {units: 1, activation: sigmoid}
compile: {optimizer: adam, loss: {BinaryCrossentropy: {reduction: sum}}, metrics: [{AUC: {curve: PR}}]}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """Something in it has to be younger than Keras 3.0, or it holds what may be."""
        facts = history(cls)
        return facts.is_told or not written.isdisjoint((*facts.told_options, *facts.slots))

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for need in graph.keras_facts.needs:
            if graph.keras.lacks(need.since) and not _is_said(need, graph.keras):
                yield self._finding(graph, need, graph.keras)

    def missing_here(self, graph: LayerGraph) -> Iterator[Diagnostic]:
        """What the installed Keras does not have, where the network is for a newer one."""
        needs = graph.keras_facts.needs
        here = meant_keras(None)
        if needs and graph.keras.is_named and here.is_installed:
            missing = (need for need in needs if here.lacks(need.since) and not _is_said(need, here))
            yield from (self._finding(graph, need, here) for need in missing)

    def _finding(self, graph: LayerGraph, need: Need, keras: MeantKeras) -> Diagnostic:
        part = {"class": "name", "string": "value"}.get(need.what, "key")
        if need.what == "class" and need.written.is_string:
            part = "value"
        message = _(
            "{subject} came with Keras {since}; {words}", subject=_subject(need), since=need.since, words=keras.words
        )
        if len(message) > WIDTH:
            message = _(
                "{subject} came with Keras {since}, after {release}",
                subject=_subject(need),
                since=need.since,
                release=keras.release,
            )
        return self.about(graph, need.path, message, part=part, fix=_fix(need, keras))


def _is_said(need: Need, keras: MeantKeras) -> bool:
    """Whether the class that has it is missing itself."""
    since = need.written.history.since
    return need.what != "class" and bool(since) and keras.lacks(since)


def _subject(need: Need) -> str:
    """What came later, as a sentence begins with it."""
    name = type(need.written.node).__name__
    if need.what == "class":
        return name
    if need.what == "string":
        return _("`{string}` as a string", string=_string(need))
    option = type(need.written.node).written_name(need.option)
    return (
        _("`{option}: {value}` of {name}", option=option, value=need.value, name=name)
        if need.what == "value"
        else _("`{option}` of {name}", option=option, name=name)
    )


def _string(need: Need) -> str:
    node = need.written.node
    return (node.identifier if isinstance(node, Named) else None) or type(node).__name__


def _fix(need: Need, keras: MeantKeras) -> Suggestion:
    if need.what == "string":
        name = type(need.written.node).__name__
        return set_value(need.path, f"{{{name}: {{}}}}")._replace(safe=True)
    if need.what == "option" and need.is_default:
        return remove_option(
            need.written.path, str(need.path[-1]), _("remove it: it says what holds anyway"), safe=True
        )
    near = _nearest(need.written.node, keras) if need.what == "class" else None
    if near is None:
        return advice(_("Keras {since} or newer", since=need.since))
    after = _(", the nearest in Keras {release}", release=keras.release)
    target: Target = "key" if need.path[-1:] == (type(need.written.node).__name__,) else "value"
    if not _takes(near, need.written.node):
        return advice(f"`{near.__name__}`{after}")
    return Suggestion((Change(need.path, target, _written(near, need)),), after=after)


def _nearest(node: Node, keras: MeantKeras) -> type[Item] | None:
    """What is nearest to something and there in that release."""
    cls = type(node)
    while issubclass(cls, Item) and keras.lacks(history(cls).since or "3.0"):
        near = find(cls.kind, cls.nearest) if cls.nearest else None
        if near is None:
            return None
        cls = near
    return cls if issubclass(cls, Item) else None


def _takes(cls: type[Item], node: Node) -> bool:
    """Whether a class has every option that is written, so that its name can take the place of the other one's."""
    required = {name for name, field in cls.model_fields.items() if field.is_required()}
    return node.written <= set(cls.option_names()) and required <= node.written


def _written(cls: type[Item], need: Need) -> str:
    """The class as it stands in the place of the other one: a string for a string, where it has one."""
    strings = cls.identifiers if issubclass(cls, Named) else ()
    is_lower = need.written.is_string and _string(need)[:1].islower()
    return strings[0] if strings and is_lower else cls.__name__
