"""From `layers.my_dense.units` to a path of the document.

A path follows the file. A list item goes by its index or by the layer's name, and the step with the class may be left
out; `+` stands for a new item at the end of a list, `+2` or `+name` for one before another. The fields are asked at
every step, so that a wrong path is told at the step that is wrong.
"""

import re
from itertools import islice
from typing import Any, NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.sentence import _
from netbuilder.parse.overrides.names import automatic_names, written_names
from netbuilder.source.limits import MAX_DEPTH
from netbuilder.suggest.phrases import listed, owner_name, what_it_has
from netbuilder.suggest.resolve_name import meant_option
from netbuilder.suggest.synonyms import TOP_LEVEL, TRAINING
from netbuilder.vocabulary.base.fields import ANYTHING, Field, ListOf
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import NodeField, Section, described, noun_of
from netbuilder.vocabulary.base.registry import by_identifier, find, names
from netbuilder.vocabulary.network import Compile, Input, Network

_INDEX = re.compile(r"-?\d+\Z")
_MOST = 8
"""So many names are listed where none is near."""


class PathError(Exception):
    """A segment that leads nowhere: its range in the override, what to say, and what to type."""

    def __init__(self, start: int, end: int, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.start, self.end, self.message, self.fix = start, end, message, fix


class Segment(NamedTuple):
    """One step of a path as it was typed."""

    text: str
    start: int

    def error(self, message: str, fix: str = "") -> PathError:
        """That this step cannot be taken."""
        return PathError(self.start, self.start + len(self.text), message, fix)


class OverridePath(NamedTuple):
    """Where a value is to be put."""

    path: Path
    cleared: Path | None
    """What is to be cleared before: another class stands where the path names one."""
    is_entry: bool
    """Whether it is an item of a list of layers, metrics, ..., which can be taken out."""
    is_new: bool
    """Whether the item is put in before the one that stands there."""


def segments(path: str) -> list[Segment]:
    """The steps of a path; points between them.

    Raises:
        PathError: there are more than a file has levels.
    """
    steps = [Segment(match[0], match.start()) for match in islice(re.finditer(r"[^.\s]+", path), MAX_DEPTH + 1)]
    if len(steps) > MAX_DEPTH:
        raise steps[-1].error(
            _("more than {max_depth} steps into the file", max_depth=MAX_DEPTH),
            _("a file has no more levels than that"),
        )
    return steps


def resolve(document: Any, typed: list[Segment]) -> OverridePath:
    """The path of the document that the segments name.

    Raises:
        PathError: there is nothing of that name.
    """
    resolver = _Resolver(typed)
    field: Field = Section(Network)
    while resolver.left:
        field, document = resolver.step(field.branch(document), document)
    return OverridePath(tuple(resolver.path), resolver.cleared, resolver.is_entry, resolver.is_new)


_Below = tuple[Field, Any]
"""The field of the next step, and what the document has there."""


class _Resolver:
    def __init__(self, typed: list[Segment]) -> None:
        self.typed = [segment.text for segment in typed]
        self.left = list(typed)
        self.path: list[str | int] = []
        self.cleared: Path | None = None
        self.is_entry = self.is_new = False

    @property
    def so_far(self) -> str:
        """The segments that are taken, as they were typed."""
        return ".".join(self.typed[: len(self.typed) - len(self.left)])

    @property
    def before(self) -> str:
        """The last of them."""
        return self.so_far.rpartition(".")[2]

    def step(self, field: Field, value: Any) -> _Below:
        """One step down, by what the field says is below."""
        self.is_entry = False
        if isinstance(field, Section):
            return self.option(field, value)
        if isinstance(field, NodeField):
            return self.node(field, value)
        if isinstance(field, ListOf) and field.kinds:
            self.is_entry = True
            return self.entry(field, value)
        return self.plain(field, value)

    def take(self, below: Field, value: Any) -> _Below:
        """Below a key."""
        segment = self.left.pop(0)
        self.path.append(segment.text)
        return below, value.get(segment.text) if isinstance(value, dict) else None

    def option(self, section: Section, value: Any) -> _Below:
        """Below the options of a class."""
        segment, cls = self.left[0], section.cls
        if isinstance(value, list):
            raise segment.error(
                _("`{before}` is a list here", before=self.before),
                _("`{so_far}=...` sets it as a whole", so_far=self.so_far),
            )
        below = ANYTHING if cls is Network and segment.text.startswith("x-") else section.child(segment.text)
        if below is None:
            fix = self.elsewhere(cls, segment) or _option_nearby(segment.text, cls)
            raise segment.error(
                _("{owner_name} has no option `{segment}`", owner_name=owner_name(cls), segment=segment.text), fix
            )
        return self.take(below, value)

    def elsewhere(self, cls: type[Node], segment: Segment) -> str:
        """The path of what stands in another section: `compile.optimizer.learning_rate`."""
        if cls not in (Network, Compile):
            return ""
        option = meant_option(segment.text, find("optimizer", "Adam"))
        if option in TRAINING:
            return _("did you mean `compile.optimizer.{option}`?", option=option)
        section = TOP_LEVEL.get(segment.text, "") if cls is Network else ""
        return (
            _("did you mean `{section}.{typed}`?", section=section, typed=".".join(self.typed))
            if section in ("compile", "runtime")
            else ""
        )

    def node(self, field: NodeField, value: Any) -> _Below:
        """Below an optimizer, a layer, ...: its class, or an option of the class that is there."""
        segment, is_entry = self.left[0], isinstance(self.path[-1], int)
        there, options = _written_class(field.kinds, value)
        named = field.child(segment.text)
        if there is None and is_entry:
            return ANYTHING, value
        if there is not None and named is not None and named.cls is not there and is_entry:
            fix = _(
                "`{so_far}.{there}`, or `{so_far}={segment}` for another one",
                so_far=self.so_far,
                there=there.__name__,
                segment=segment.text,
            )
            raise segment.error(
                _(
                    "entry {before} is {there}, not {segment}",
                    before=self.before,
                    there=there.__name__,
                    segment=segment.text,
                ),
                fix,
            )
        if named is not None:
            if isinstance(value, dict) and named.cls is not there:
                self.cleared = tuple(self.path)
            return named, self.take(named, {segment.text: options} if named.cls is there else None)[1]
        if there is None:
            kind = field.kinds[0]
            fix = _nearby(segment.text, names(kind)) or _("name {described} first", described=described(kind))
            holds_none = _("`{before}` holds no {kind} yet", before=self.before, kind=noun_of(kind))
            raise segment.error(
                holds_none
                if value is None
                else _("no {kind} is called `{segment}`", kind=noun_of(kind), segment=segment.text),
                fix,
            )
        self.path.append(there.__name__)
        return Section(there), options

    def entry(self, field: ListOf, value: Any) -> _Below:
        """Below a list of nodes: an index or a layer's name."""
        segment = self.left[0]
        if segment.text.startswith("+") and (value is None or isinstance(value, list)):
            return self.new_entry(field, value or [])
        if not isinstance(value, list):
            raise segment.error(
                _("`{before}` is no list here", before=self.before),
                _("`{so_far}=[...]` sets it as a whole", so_far=self.so_far),
            )
        index = self.index(value) if _INDEX.match(segment.text) else self.named(field.kinds[0], value)
        self.path.append(index)
        return field.item, value[index]

    def new_entry(self, field: ListOf, value: list[Any]) -> _Below:
        """A new item of the list: at its end, or before the one whose index or name follows the `+`."""
        segment = self.left[0]
        before = segment.text[1:]
        if not before or before == str(len(value)):
            self.left.pop(0)
            index = len(value)
        else:
            self.left[0] = Segment(before, segment.start + 1)
            index = self.index(value) if _INDEX.match(before) else self.named(field.kinds[0], value)
        if self.left:
            below = "...".join(("".join(f"{{{step.text}: " for step in self.left), "}" * len(self.left)))
            fix = _("`{so_far}={below}` says all of it", so_far=self.so_far, below=below)
            raise self.left[0].error(_("a new entry has nothing below it yet"), fix)
        self.path.append(index)
        self.is_new = True
        return field.item, None

    def index(self, value: list[Any]) -> int:
        """A step that is a number, from 0; from the end if it is negative."""
        segment, size = self.left[0], len(value)
        if not -size <= int(segment.text) < size:
            entries = f"{size} {'entry' if size == 1 else 'entries'}"
            raise segment.error(
                _(
                    "`{before}` has {entries}, none at {int}",
                    before=self.before,
                    entries=entries,
                    int=int(segment.text),
                ),
                self.indexes(value),
            )
        self.left.pop(0)
        return int(segment.text) % size

    def named(self, kind: str, value: list[Any]) -> int:
        """Steps that are a layer's name, which may itself have points in it; a written one or Keras' own."""
        written = written_names(value)
        # What a repeat holds is named together with what stands around the repeat.
        is_model = kind == "layer" and self.path[-2:-1] != ["repeat"]
        automatic = automatic_names(value) if is_model else {}
        first = self.left[0]
        for length in range(len(self.left), 0, -1):
            name = ".".join(segment.text for segment in self.left[:length])
            indexes = written.get(name) or ([automatic[name]] if name in automatic else [])
            if len(indexes) > 1:
                raise first.error(
                    _("{count} layers here are called `{name}`", count=len(indexes), name=name),
                    _("an index, as `{indexes}`", indexes=indexes[0]),
                )
            if (
                indexes
                and name not in written
                and _written_class((kind,), value[indexes[0]])[0] is find(kind, "repeat")
            ):
                fix = _("`{so_far}.{indexes}.layers` for all rounds", so_far=self.so_far, indexes=indexes[0])
                raise first.error(_("`{name}` is one round of a repeat, which has one text for all", name=name), fix)
            if indexes:
                del self.left[:length]
                return indexes[0]
        near = closest(first.text, [*written, *automatic])
        fix = _("did you mean `{near}`?", near=near) if near else self.indexes(value)
        raise first.error(_("no entry of `{before}` has the name `{first}`", before=self.before, first=first.text), fix)

    def indexes(self, value: list[Any]) -> str:
        """Which indexes there are, and how a list is made longer."""
        fix = _("an index from 0 to {size}", size=len(value) - 1) if value else _("it is empty")
        return fix + (_("; `{so_far}.+=...` adds one at the end", so_far=self.so_far) if self.is_entry else "")

    def plain(self, field: Field, value: Any) -> _Below:
        """Below plain data."""
        segment = self.left[0]
        if isinstance(value, list):
            if self.path == ["input"] and segment.text in Input.model_fields:
                rest = "" if segment.text == "shape" else f", {segment.text}: ..."
                raise segment.error(_("`input` is a list here"), f"`input={{shape: {value}{rest}}}`")
            if not _INDEX.match(segment.text):
                raise segment.error(
                    _("`{before}` is a list here", before=self.before),
                    self.indexes(value),
                )
            index = self.index(value)
            self.path.append(index)
            return field.child(index) or ANYTHING, value[index]
        below = field.child(segment.text)
        if below is None and not isinstance(value, dict):
            raise segment.error(
                _("`{before}` is one value, with nothing below it", before=self.before), f"`{self.so_far}=...`"
            )
        return self.take(below or ANYTHING, value)


def _written_class(kinds: tuple[str, ...], value: Any) -> tuple[type[Item] | None, Any]:
    """The class that is written at a place, and its options."""
    options = None
    if isinstance(value, dict) and len(value) == 1:
        [(value, options)] = value.items()
    if not isinstance(value, str):
        return None, None
    classes = (find(kind, value) or by_identifier(kind, value.lower()) for kind in kinds)
    cls = next((cls for cls in classes if cls is not None), None)
    return cls, options if cls is not None else None


def _nearby(typed: str, names: list[str]) -> str:
    near = closest(typed, names)
    if near is not None:
        return _("did you mean `{near}`?", near=near)
    return _("it has {listed}", listed=listed(names)) if len(names) <= _MOST else ""


def _option_nearby(typed: str, owner: type[Node]) -> str:
    near = meant_option(typed, owner)
    return _("did you mean `{near}`?", near=near) if near is not None else what_it_has(owner)
