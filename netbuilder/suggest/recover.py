"""The options of a node with their mistakes: all that is wrong in one run, and a node without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic_core import ValidationError

from netbuilder.diagnostics import Path
from netbuilder.suggest.budget import BUDGET
from netbuilder.suggest.resolve_name import is_surely_meant, meant_class, options_as_written
from netbuilder.suggest.unknown_options import meant_in_place
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.placeholders import STAND_INS, item_kind, slot_kind
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem, problems_of, under

_N = TypeVar("_N", bound=Node)


def problems_in_options(cls: type[Node], options: Any) -> list[Problem]:
    """Everything that is wrong with the options of a class; a misspelt one is also read as what it was meant to be."""
    if not isinstance(options, Mapping):
        return _problems(cls, options)
    has_others = bool(options.keys() - cls.model_fields.keys())
    problems = _renamed(cls, options) if has_others else _problems(cls, options)
    if len(problems) > BUDGET.edits:
        return problems
    problems = list(_with_nodes_inside(problems))
    names = (problem for problem in problems if problem.kind == "unknown-name")
    return [*problems, *(inner for problem in names for inner in _below(problem))]


def _with_nodes_inside(problems: list[Problem]) -> Iterator[Problem]:
    """The problems; a node inside that has unknown options is read under the names that were meant, too."""
    again: dict[Path, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: len(problem.path)):
        place = problem.path[:-1]
        if problem.kind != "unknown-option" or not place or _within(problem.path, again):
            continue
        inside = problems_in_options(problem.owner, problem.beside) if problem.owner is not None else []
        if inside:  # nothing where it is the slot that refuses an option, of a class of the caller's
            again[place] = under(place, inside)
    told: set[Path] = set()
    for problem in problems:
        place = _within(problem.path, again)
        if not place:
            yield problem
        elif place not in told:
            told.add(place)
            yield from again[place]


def _within(path: Path, places: Iterable[Path]) -> Path:
    """The one of some places that a path leads into; empty where there is none."""
    return next((place for place in places if len(place) < len(path) and path[: len(place)] == place), ())


def _renamed(cls: type[Node], options: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with options of which some may be misspelt, each read under the name that was meant."""
    has = _names_of_options(cls)
    foreign = {key: value for key, value in options.items() if key not in has}
    unknown = [Problem("unknown-option", (key,), cls, value, beside=options) for key, value in foreign.items()]
    looked_at = unknown if len(unknown) <= BUDGET.edits else []
    misspelt = [problem._replace(option=near) for problem in looked_at if (near := meant_in_place(problem)) is not None]
    keys = {problem.option: str(problem.path[0]) for problem in misspelt}
    if len(keys) < len(misspelt):
        return _problems(cls, options)
    names = {key: option for option, key in keys.items()}
    problems = [*misspelt]
    for problem in _problems(cls, {names.get(key, key): value for key, value in options.items()}):
        option = problem.path[0] if problem.path else ""
        if option in keys:
            own = str(option) if len(problem.path) == 1 or isinstance(problem.path[1], int) else ""
            problem = problem._replace(path=(keys[option], *problem.path[1:]), option=own)
        problems.append(problem._replace(beside=options) if len(problem.path) == 1 else problem)
    return problems


@remembered
def _names_of_options(cls: type[Node]) -> frozenset[str]:
    """Those of Python, and those of a file."""
    return frozenset((*cls.model_fields, *options_as_written(cls)))


def _below(problem: Problem) -> Iterator[Problem]:
    """What is wrong with the options below a misspelt name."""
    if not isinstance(problem.below, dict):
        return
    name = str(problem.value)
    cls = meant_class(problem.names, name)
    if cls is not None and (problem.names != "layer" or is_surely_meant(name, cls)):
        yield from under(problem.path, problems_in_options(cls, problem.below))


def _problems(cls: type[Node], options: Any) -> list[Problem]:
    try:
        cls.model_validate(options)
    except ValidationError as error:
        return problems_of(error, cls, options)
    return []


def recover(cls: type[_N], options: Any, problems: list[Problem]) -> tuple[_N | None, frozenset[str]]:
    """The node without its mistakes, and the names of the options that hold a stand-in.

    None where a broken option decides the shape of the output: then nothing sound can be said of the layer.
    """
    if not isinstance(options, dict):
        return (None, frozenset())
    sound, names, others = dict(options), dict[str, str | None](), dict[str, None]()
    for problem in problems:
        key = str(problem.path[0]) if problem.path else ""
        if problem.kind == "unknown-option" and len(problem.path) == 1:
            names[key] = meant_in_place(problem)
        else:
            others[key] = None
    # An unknown option changes nothing, and a misspelt one what it was meant to.
    for key, name in names.items():
        value = sound.pop(key, None)
        if name is not None:
            sound.setdefault(name, value)
    invalid_options = set()
    for key in others:
        option = names.get(key) or key
        sound.pop(option, None)
        if option not in cls.model_fields:
            continue
        invalid_options.add(option)
        stand_in = _stand_in(cls, option, options.get(key), problems, key)
        if stand_in is not None:
            sound[option] = stand_in
        elif _decides_shape(cls, option):
            return (None, frozenset(invalid_options))
    try:
        return (cls.model_validate(sound), frozenset(invalid_options))
    except ValidationError:
        return (None, frozenset(invalid_options))


def _stand_in(cls: type[Node], option: str, value: Any, problems: list[Problem], key: str) -> Any:
    """What an option holds in place of a value that cannot be read; None where it is left out."""
    kind, items = slot_kind(cls, option), item_kind(cls, option)
    if kind and (node := _item(kind, value, problems, (key,))) is not None:
        return node
    if items in STAND_INS and isinstance(value, list | tuple):
        return _items(items, value, problems, key)
    if kind in STAND_INS:
        return STAND_INS[kind].model_validate({})
    is_needed = issubclass(cls, Layer) and cls.keeps_shape and cls.model_fields[option].is_required()
    return cls.example.get(option) if is_needed else None


def _decides_shape(cls: type[Node], option: str) -> bool:
    """Whether nothing sound can be said of a layer without an option."""
    is_plain = issubclass(cls, Layer) and not cls.keeps_shape and not slot_kind(cls, option)
    return is_plain and option not in ("name", "trainable", "dtype", "use_bias", "seed")


def _item(kind: str, value: Any, problems: list[Problem], path: Path) -> Node | None:
    """A node written as `Name: {option: value}` without the mistakes in its options; None where it names nothing."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    [(name, options)] = value.items()
    item = find(kind, name) if isinstance(name, str) else None
    here = (*path, name)
    inside = [
        problem._replace(path=problem.path[len(here) :]) for problem in problems if problem.path[: len(here)] == here
    ]
    if item is None:
        return None
    return recover(item, {} if options is None else options, inside)[0]


def _items(kind: str, values: Sequence[Any], problems: list[Problem], key: str) -> list[Any]:
    """The items of a list, a stand-in for each that cannot be read: every other one keeps its place."""
    # Each problem is looked at once: a list may have 50,000 items, and all of them wrong.
    by_index: dict[int, list[Problem]] = {}
    for problem in problems:
        if len(problem.path) > 1 and problem.path[0] == key:
            by_index.setdefault(int(problem.path[1]), []).append(problem)
    items = list(values)
    for index, inside in by_index.items():
        items[index] = _item(kind, items[index], inside, (key, index)) or STAND_INS[kind].model_validate({})
    return items
