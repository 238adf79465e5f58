"""What a Python program is told where the options of a class do not fit.

The vocabulary knows what is wrong and has only plain words for it; whoever knows better ones (`suggest`, which also
knows what was meant) hands them in with `use_words`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from netbuilder.diagnostics import Diagnostic, Place, Severity, fit, written_path
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.validation_errors import Problem

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node


class Words(NamedTuple):
    """What makes diagnostics of refused options."""

    for_problems: Callable[[Sequence[Problem], str], Sequence[Diagnostic]]
    """The diagnostics of some problems in the options of a class of that name."""
    for_positional: Callable[["type[Node]", tuple[Any, ...]], Diagnostic]
    """The diagnostic of options that were given by position."""


def _plain(problem: Problem, owner: str) -> Diagnostic:
    path = written_path((owner, *problem.path))
    expectation = (
        _(" takes {expected}", expected=problem.expected) if problem.expected else f": {problem.kind.replace('-', ' ')}"
    )
    message = fit(_("{path}{expectation}, got {value!r}", path=path, expectation=expectation, value=problem.value))
    return Diagnostic("NB011", "wrong-type", Severity.ERROR, message, Place(path), why=problem.why)


def _plain_positional(cls: "type[Node]", args: tuple[Any, ...]) -> Diagnostic:
    message = _("{cls} takes its options by name, got {count} by position", cls=cls.__name__, count=len(args))
    return Diagnostic("NB011", "wrong-type", Severity.ERROR, message, Place(cls.__name__))


_words = Words(lambda problems, owner: [_plain(problem, owner) for problem in problems], _plain_positional)


def use_words(words: Words) -> None:
    """Say refusals in these words from now on."""
    global _words
    _words = words


def refusal(cls: "type[Node]", problems: Sequence[Problem]) -> ConfigError:
    """The error for options of a class that do not fit."""
    return ConfigError(_words.for_problems(problems, cls.__name__))


def positional_refusal(cls: "type[Node]", args: tuple[Any, ...]) -> ConfigError:
    """The error for options that were given by position."""
    return ConfigError([_words.for_positional(cls, args)])
