"""From `layers.my_dense.units` to a path of the document.

A path follows the file. A list item goes by its index or by the layer's name, and the step with the class may be left
out. The vocabulary is asked at every step, so that a wrong path is told at the step that is wrong.
"""

import re
from itertools import islice
from typing import Any, NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.diagnostics.closest import closest
from netbuilder.parse.overrides.names import automatic_names, written_names
from netbuilder.source.limits import MAX_DEPTH
from netbuilder.suggest.phrases import owner_name
from netbuilder.suggest.resolve_name import meant_option
from netbuilder.suggest.synonyms import TOP_LEVEL, TRAINING
from netbuilder.vocabulary.base.node import Check, Item, Node
from netbuilder.vocabulary.base.node_fields import described
from netbuilder.vocabulary.base.registry import by_identifier, find, names
from netbuilder.vocabulary.network import Compile, Input, Network

_INDEX = re.compile(r"-?\d+\Z")
_MOST = 8
"""So many names are listed where none is near."""


class Wrong(Exception):
    """A step that cannot be taken: its range in the option, what to say, and what to type."""

    def __init__(self, start: int, end: int, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.start, self.end, self.fix = start, end, fix


class Piece(NamedTuple):
    """One step of a path as it was typed."""

    text: str
    start: int

    def wrong(self, message: str, fix: str = "") -> Wrong:
        """That this step cannot be taken."""
        return Wrong(self.start, self.start + len(self.text), message, fix)


class Way(NamedTuple):
    """Where a value is to be put."""

    path: Path
    replaced: Path | None
    """What is to be cleared before: another class stands where the path names one."""


def pieces(path: str) -> list[Piece]:
    """The steps of a path; points between them.

    Raises:
        Wrong: there are more than a file has levels.
    """
    steps = [Piece(match[0], match.start()) for match in islice(re.finditer(r"[^.\s]+", path), MAX_DEPTH + 1)]
    if len(steps) > MAX_DEPTH:
        raise steps[-1].wrong(f"more than {MAX_DEPTH} steps into the file", "a file has no more levels than that")
    return steps


def way_to(document: Any, steps: list[Piece]) -> Way:
    """The path of the document that the steps name.

    Raises:
        Wrong: there is nothing of that name.
    """
    walker = _Walker(steps)
    walker.node(Network, document)
    return Way(tuple(walker.path), walker.replaced)


class _Walker:
    def __init__(self, steps: list[Piece]) -> None:
        self.steps = steps
        self.typed = [step.text for step in steps]
        self.path: list[str | int] = []
        self.replaced: Path | None = None

    @property
    def so_far(self) -> str:
        """The steps that are taken, as they were typed."""
        return ".".join(self.typed[: len(self.typed) - len(self.steps)])

    def node(self, cls: type[Node], value: Any) -> None:
        """Below the options of a class."""
        if not self.steps:
            return None
        step = self.steps.pop(0)
        if isinstance(value, list):
            before = self.path[-1] if self.path else "the file"
            raise step.wrong(f"`{before}` is a list here", f"`{self.so_far.rpartition('.')[0]}=...` sets it as a whole")
        if cls is Network and step.text.startswith("x-"):
            self.path.append(step.text)
            return self.plain({}, _below(value, step.text))
        options = {cls.written_name(option): option for option in cls.option_names()}
        if step.text not in options:
            fix = self.elsewhere(cls, step) or _nearby(step.text, list(options), cls)
            raise step.wrong(f"{owner_name(cls)} has no option `{step.text}`", fix)
        self.path.append(step.text)
        return self.option(_json(cls, options[step.text]), _below(value, step.text), step)

    def elsewhere(self, cls: type[Node], step: Piece) -> str:
        """The path of what stands in another section: `compile.optimizer.learning_rate`."""
        if cls not in (Network, Compile):
            return ""
        option = meant_option(step.text, find("optimizer", "Adam"))
        if option in TRAINING:
            return f"did you mean `compile.optimizer.{option}`?"
        if cls is Compile:
            return ""
        section = TOP_LEVEL.get(step.text, "")
        is_inside = section in ("compile", "runtime")
        return f"did you mean `{section}.{'.'.join(self.typed)}`?" if is_inside else ""

    def option(self, json: dict[str, Any], value: Any, step: Piece) -> None:
        """Below one option; `json` is what it says of itself."""
        if not self.steps:
            return None
        if "part" in json:
            return self.node(json["part"], value)
        if "input" in json:
            if not isinstance(value, list):
                return self.node(Input, value)
            if self.steps[0].text in Input.model_fields:
                fix = f"`input={{shape: {value}, {self.steps[0].text}: ...}}`"
                raise self.steps[0].wrong("`input` is a list here", fix)
        if json.get("type") == "array" and "slot" in json["items"]:
            return self.items(json["items"]["slot"][0]["kind"], value, step)
        for branch in (json, *json.get("anyOf", ())):
            if "slot" in branch:
                return self.slot([reference["kind"] for reference in branch["slot"]], value, step)
            if "part" in branch:
                return self.node(branch["part"], value)
        return self.plain(json, value)

    def slot(self, kinds: list[str], value: Any, before: Piece) -> None:
        """Below an optimizer, an initializer, ...: its class, or an option of the class that is there."""
        step = self.steps[0]
        cls, options = _there(kinds, value)
        named = next((found for kind in kinds if (found := find(kind, step.text))), None)
        if named is not None:
            self.steps.pop(0)
            if isinstance(value, dict) and named is not cls:
                self.replaced = tuple(self.path)
            self.path.append(step.text)
            return self.node(named, options if named is cls else None)
        if cls is None:
            known = names(kinds[0])
            message = (
                f"`{before.text}` holds no {kinds[0]} yet"
                if value is None
                else f"no {kinds[0]} is called `{step.text}`"
            )
            raise step.wrong(message, _nearby(step.text, known, None) or f"name {described(kinds[0])} first")
        self.path.append(cls.__name__)
        return self.node(cls, options)

    def items(self, kind: str, value: Any, before: Piece) -> None:
        """Below a list: an index or a layer's name."""
        step = self.steps[0]
        if not isinstance(value, list):
            raise step.wrong(f"`{before.text}` is no list here", f"`{self.so_far}=[...]` sets it as a whole")
        index = self.index(value, before) if _INDEX.match(step.text) else self.named(kind, value, before)
        self.path.append(index)
        if self.steps:
            self.entry(kind, value[index], step)

    def index(self, value: list[Any], before: Piece) -> int:
        """A step that is a number, from 0; from the end if it is negative."""
        step = self.steps.pop(0)
        number, size = int(step.text), len(value)
        if not -size <= number < size:
            fix = f"an index from 0 to {size - 1}" if size else "it is empty"
            raise step.wrong(f"`{before.text}` has {size} {'entry' if size == 1 else 'entries'}, none at {number}", fix)
        return number % size

    def named(self, kind: str, value: list[Any], before: Piece) -> int:
        """Steps that are a layer's name, which may itself have points in it; a written one or Keras' own."""
        given = written_names(value)
        # What a repeat holds is named together with what stands around the repeat.
        is_model = kind == "layer" and self.path[-2:-1] != ["repeat"]
        automatic = automatic_names(value) if is_model else {}
        first = self.steps[0]
        for length in range(len(self.steps), 0, -1):
            name = ".".join(step.text for step in self.steps[:length])
            indexes = given.get(name) or ([automatic[name]] if name in automatic else [])
            if not indexes:
                continue
            index = indexes[0]
            if len(indexes) > 1:
                raise first.wrong(f"{len(indexes)} layers here are called `{name}`", f"an index, as `{index}`")
            if name not in given and _there([kind], value[index])[0] is find("layer", "repeat"):
                fix = f"`{self.so_far}.{index}.layers` for all rounds"
                raise first.wrong(f"`{name}` is one round of a repeat, which has one text for all", fix)
            del self.steps[:length]
            return index
        near = closest(first.text, [*given, *automatic])
        fix = f"did you mean `{near}`?" if near else f"an index from 0 to {len(value) - 1}, or a layer's name"
        raise first.wrong(f"no entry of `{before.text}` has the name `{first.text}`", fix)

    def entry(self, kind: str, value: Any, before: Piece) -> None:
        """Below one entry of a list: the class that stands there, or one of its options."""
        step = self.steps[0]
        cls, options = _there([kind], value)
        if cls is None:
            return self.plain({}, value)
        if step.text == cls.__name__:
            self.steps.pop(0)
        elif find(kind, step.text) is not None:
            fix = f"`{self.so_far}.{cls.__name__}`, or `{self.so_far}={step.text}` for another one"
            raise step.wrong(f"entry {before.text} is {cls.__name__}, not {step.text}", fix)
        self.path.append(cls.__name__)
        return self.node(cls, options)

    def plain(self, json: dict[str, Any], value: Any) -> None:
        """Below plain data."""
        while self.steps:
            step = self.steps[0]
            before = str(self.path[-1])
            if isinstance(value, list):
                if not _INDEX.match(step.text):
                    raise step.wrong(f"`{before}` is a list here", f"an index from 0 to {len(value) - 1}")
                index = self.index(value, Piece(before, 0))
                self.path.append(index)
                value = value[index]
                continue
            takes_keys = not json or "severities" in json or "object" in json.get("type", ())
            if not isinstance(value, dict) and not takes_keys:
                raise step.wrong(f"`{before}` is one value, with nothing below it", f"`{self.so_far}=...`")
            self.steps.pop(0)
            self.path.append(step.text)
            json, value = {}, _below(value, step.text)


def _json(cls: type[Node], option: str) -> dict[str, Any]:
    return next((check.json for check in cls.model_fields[option].metadata if isinstance(check, Check)), {})


def _below(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _there(kinds: list[str], value: Any) -> tuple[type[Item] | None, Any]:
    """The class that stands at a place, and its options as written."""
    options = None
    if isinstance(value, dict) and len(value) == 1:
        [(value, options)] = value.items()
    if not isinstance(value, str):
        return (None, None)
    for kind in kinds:
        cls = find(kind, value) or by_identifier(kind, value.lower())
        if cls is not None:
            return (cls, options)
    return (None, None)


def _nearby(given: str, known: list[str], owner: type[Node] | None) -> str:
    near = closest(given, known) if owner is None else meant_option(given, owner)
    if near is not None:
        return f"did you mean `{near}`?"
    if len(known) <= _MOST:
        return "it has " + ", ".join(f"`{name}`" for name in known)
    if owner is None:
        return ""
    name = owner.__name__ if issubclass(owner, Item) else owner.__name__.lower()
    return f"`netbuilder explain {name}` lists what it has"
