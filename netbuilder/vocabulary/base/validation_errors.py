"""What can be wrong with one value, as a record that the vocabulary raises and `suggest` puts into words.

A validator raises one `PydanticCustomError` made by `wrong_type`, `out_of_range` or `unknown_name`. Values that
hold nodes raise `nested`, which carries the problems found inside with their paths. `problems_of` flattens what
pydantic then reports, so that each mistake is one `Problem`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, LiteralString, NamedTuple

from pydantic_core import PydanticCustomError, ValidationError

from netbuilder.diagnostics import Path
from netbuilder.diagnostics.sentence import _

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node


_MOST_PROBLEMS = 2_000
"""In the items of one list."""


class Problem(NamedTuple):
    """One mistake in one value."""

    kind: str
    """wrong-type, out-of-range, unknown-name, unknown-option, missing-option, no-mapping or no-options."""
    path: Path
    """From the node that was validated to the value (or, for unknown options, the key)."""
    owner: "type[Node] | None"
    """The class whose option it is."""
    value: Any
    """The value as received."""
    expected: str = ""
    """What the option takes, as in `a whole number of at least 1`."""
    names: str = ""
    """For an unknown name: the kind of thing that was looked for, as `initializer`."""
    why: str = ""
    fix: str = ""
    """What to do, in words, where the option knows it."""
    below: Any = None
    """For an unknown name: what stands below it, as options or whatever else."""
    beside: Mapping[str, Any] = {}
    """For an unknown option: all that is written there."""
    choices: tuple[str, ...] = ()
    """The words that the option takes, where it takes only some."""
    option: str = ""
    """The option's own name, where the file has another."""
    repair: Any = None
    """The value that says what was meant, where the option knows it."""
    check: Callable[[Any], Any] | None = None
    """What refused the item of a list; None for the value of an option."""

    @property
    def owner_class(self) -> "type[Node]":
        """The owner, which all have but a name of which nothing is known."""
        assert self.owner is not None
        return self.owner

    @property
    def option_name(self) -> str:
        """The option that it is about: its own name, or the last one on the way to it."""
        for step in (self.option, *reversed(self.path)):
            if isinstance(step, str) and step:
                return step
        return ""


def wrong_type(expected: str, *, why: str = "", fix: str = "", repair: Any = None) -> PydanticCustomError:
    """An error for a value of another type than `expected`."""
    return _refused("wrong-type", expected, why, fix, (), repair)


def out_of_range(
    expected: str, *, why: str = "", fix: str = "", choices: tuple[str, ...] = (), repair: Any = None
) -> PydanticCustomError:
    """An error for a value of the right type outside its range or its set of words."""
    return _refused("out-of-range", expected, why, fix, choices, repair)


def _refused(
    kind: LiteralString, expected: str, why: str, fix: str, choices: tuple[str, ...], repair: Any
) -> PydanticCustomError:
    context = {"expected": expected, "why": why, "fix": fix, "choices": choices, "repair": repair}
    return PydanticCustomError(kind, "{expected}", context)


def unknown_name(kind: str, *, why: str = "") -> PydanticCustomError:
    """An error for a name that no `kind` (layer, initializer, loss, ...) has, or that is not enough by itself."""
    return PydanticCustomError("unknown-name", "{names}", {"names": kind, "why": why})


def nested(problems: Iterable[Problem]) -> PydanticCustomError:
    """An error that carries the problems found inside a value, paths relative to it."""
    return PydanticCustomError("nested", "nested", {"problems": _Carried(problems)})


class _Carried(tuple[Problem, ...]):
    """Problems on their way through pydantic, which writes out whatever an error carries: at every level, and the
    values of the author with it."""

    __slots__ = ()

    def __str__(self) -> str:
        return "problems"


def passes(check: Callable[[Any], Any], value: Any) -> bool:
    """Whether a check takes a value."""
    try:
        check(value)
    except PydanticCustomError:
        return False
    return True


def nested_items(check: Callable[[Any], Any], items: Iterable[Any] | Mapping[str, Any]) -> PydanticCustomError:
    """An error that carries the problems of the items that a check refuses, each at its index or key.

    Nobody reads thousands of them, and each is carried through every node around: the rest is not looked at.
    """
    problems: list[Problem] = []
    for step, item in items.items() if isinstance(items, Mapping) else enumerate(items):
        if len(problems) > _MOST_PROBLEMS:
            break
        try:
            check(item)
        except PydanticCustomError as error:
            inside = under((step,), problems_in(error, item))
            problems += inside if error.type == "nested" else [problem._replace(check=check) for problem in inside]
    return nested(problems)


def clash(option: str, value: Any, expected: str, *, why: str = "", fix: str = "") -> PydanticCustomError:
    """An error for an option that is fine by itself and does not go with the node's other options."""
    return nested([Problem("out-of-range", (option,), None, value, expected, why=why, fix=fix)])


def problems_in(error: PydanticCustomError, value: Any) -> list[Problem]:
    """The problems that one of this module's errors stands for; `value` is what it was raised for."""
    context = dict(error.context or {})
    if error.type == "nested":
        return list(context["problems"])
    return [Problem(error.type, (), None, value, **context)]


def no_mapping(path: Path, owner: "type[Node] | None", value: Any) -> Problem:
    """Something else stands where the options of a node do."""
    return Problem("no-mapping", path, owner, value, _("options as `{name: value}`"))


def under(prefix: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems seen from further out."""
    return [problem._replace(path=prefix + problem.path) for problem in problems]


def problems_of(error: ValidationError, owner: "type[Node]", options: Any = None) -> list[Problem]:
    """Every problem that pydantic found in the options of one node of class `owner`, one a mistake."""
    beside = options if isinstance(options, Mapping) else {}
    problems: list[Problem] = []
    for line in error.errors(include_url=False):
        kind, path, context = line["type"], tuple(line["loc"]), line.get("ctx", {})
        if kind == "nested":
            inside = under(path, context["problems"])
            problems += [problem if problem.owner else problem._replace(owner=owner) for problem in inside]
        elif kind == "missing":
            # The value is what stands beside it.
            problems.append(Problem("missing-option", path, owner, line["input"]))
        elif kind == "extra_forbidden":
            problems.append(Problem("unknown-option", path, owner, line["input"], beside=beside))
        elif kind in ("wrong-type", "out-of-range", "unknown-name"):
            problems.append(Problem(kind, path, owner, line["input"], **context))
        else:  # pydantic's own check of the whole
            problems.append(no_mapping(path, owner, line["input"]))
    return problems
