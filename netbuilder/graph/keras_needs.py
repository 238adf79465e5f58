"""What a network needs of Keras: everything written in it that not every release has, and what it does otherwise."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.parse.draft import Draft, walk
from netbuilder.system.caches import remembered_by_identity
from netbuilder.vocabulary.base.history import History, history, younger_values
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.releases import Note, Was, number


class Written(NamedTuple):
    """One thing of the vocabulary that is written in a network."""

    path: Path
    """Where its options stand, or the string that it is."""
    node: Node
    is_string: bool = False

    @property
    def history(self) -> History:
        """What releases of Keras differ in about it."""
        return history(type(self.node))


class Need(NamedTuple):
    """One thing that came with a release of Keras."""

    what: Literal["class", "option", "value", "string"]
    since: str
    path: Path
    """Where it stands: the class, the option, or the string."""
    written: Written
    option: str = ""
    value: Any = None
    is_default: bool = False
    """Whether it says what holds where it is left out: an older release can do without it."""


class Otherwise(NamedTuple):
    """One thing that some releases of Keras do otherwise, or a default that was another one."""

    written: Written
    path: Path
    fact: Note | Was
    option: str = ""


class KerasFacts(NamedTuple):
    """All that releases of Keras differ in about a network."""

    needs: tuple[Need, ...]
    """Everything written that is younger than Keras 3.0."""
    otherwise: tuple[Otherwise, ...]
    """Everything written that some releases do otherwise."""

    @property
    def least_release(self) -> str:
        """The oldest release of Keras that has everything the network cannot do without: 3.10 with Muon in it."""
        return max((need.since for need in self.needs if not need.is_default), key=number, default="3.0")


def keras_facts(draft: Draft) -> KerasFacts:
    """What a network needs of Keras, and what some releases do otherwise about it."""
    needs: list[Need] = []
    otherwise: list[Otherwise] = []
    for written in _told(draft):
        needs += _needs(written)
        otherwise += _otherwise(written)
    return KerasFacts(tuple(needs), tuple(otherwise))


@remembered_by_identity
def _is_untold(node: Node) -> bool:
    """Whether there is nothing to tell of a layer; entries that say the same share one, and an author types one."""
    return not any(map(_tells, nodes_of((), node)))


def _told(draft: Draft) -> Iterator[Written]:
    """What has something to tell of all that is written, once an entry of the file, however often it is repeated."""
    for entry in walk(draft.layers):
        node = entry.node
        if entry.inner is not None and node is not None:  # what a container holds has entries of its own
            yield from filter(_tells, nodes_of(entry.path, node, "layers"))
        elif node is not None and not _is_untold(node):
            yield from filter(_tells, nodes_of(entry.path, node))
    if draft.compile is not None:
        yield from filter(_tells, nodes_of(("compile",), draft.compile))


def _tells(written: Written) -> bool:
    facts = history(type(written.node))
    return facts.is_told or not facts.told_options.isdisjoint(written.node.written)


def nodes_of(path: Path, node: Node, apart: str = "") -> Iterator[Written]:
    """What stands at a path, and everything that it holds but for one option, each with where it is written."""
    yield Written(path, node)
    cls, written = type(node), node.written
    for option in history(cls).slots:
        if option in written and option != apart:
            value = getattr(node, option)
            if value is not None:
                yield from _held((*path, cls.written_name(option)), value)


def _held(path: Path, value: Any) -> Iterator[Written]:
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _held((*path, index), item)
    elif isinstance(value, Named) and value.identifier is not None:
        yield Written(path, value, is_string=True)
    elif isinstance(value, Item):
        yield from nodes_of((*path, type(value).__name__), value)


def _needs(written: Written) -> Iterator[Need]:
    facts, node = written.history, written.node
    if facts.since:
        yield Need("class", facts.since, written.path, written)
    if facts.strings and written.is_string and isinstance(node, Named):
        since = facts.strings.get(node.identifier or "")
        if since is not None:
            yield Need("string", since, written.path, written)
    cls = type(node)
    for option in sorted(node.written & facts.options.keys()):
        path = (*written.path, cls.written_name(option))
        is_default = bool(getattr(node, option) == cls.model_fields[option].default)
        yield Need("option", facts.options[option], path, written, option, is_default=is_default)
    for option in sorted(node.written & facts.values.keys()):
        fact = facts.values[option]
        for value in younger_values(getattr(node, option), fact)[:1]:
            yield Need("value", fact.release, (*written.path, cls.written_name(option)), written, option, value)


def _otherwise(written: Written) -> Iterator[Otherwise]:
    facts, node = written.history, written.node
    for note in facts.notes:
        if note.concerns(node) and (not note.weighted_only or "weighted_metrics" in written.path):
            option = next((option for option in note.options if option in node.written), "")
            yield Otherwise(written, (*written.path, option) if option else written.path, note, option)
    for option, was in facts.defaults.items():
        if option not in node.written:
            yield Otherwise(written, written.path, was, option)
