"""The words of this room for what a Python program does wrong with a class of the vocabulary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netbuilder.diagnostics import Diagnostic, Place, advice, written_path
from netbuilder.suggest.phrases import Surroundings, error
from netbuilder.vocabulary.base.refusals import Words, use_words
from netbuilder.vocabulary.base.registry import python_module
from netbuilder.vocabulary.base.validation_errors import Problem

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node


def install() -> None:
    """Let the vocabulary speak in these words."""
    use_words(Words(_for_problems, _for_positional))


def _for_problems(problems: Sequence[Problem], owner: str) -> list[Diagnostic]:
    """The diagnostics of a node made in Python: the address is `Dense.units`."""
    from netbuilder.suggest.values import diagnostic_of  # only when something is wrong

    around = Surroundings(lambda path, part: Place(written_path((owner, *path))))
    diagnostics = [diagnostic_of(problem, list(problems), around) for problem in problems]
    return [diagnostic for diagnostic in diagnostics if diagnostic is not None]


def _for_positional(cls: "type[Node]", args: tuple[Any, ...]) -> Diagnostic:
    """The diagnostic for options that were given by position in Python."""
    from netbuilder.suggest.rewrite import takes

    left, pairs = [option for option in map(cls.written_name, cls.option_names()) if option != "name"], []
    for arg in args[: len(left)]:
        # A number fits many options, and stands for the next one; all else says what it is for.
        fitting = [] if isinstance(arg, int | float) else [option for option in left if takes(cls, option, arg)]
        option = next(iter(fitting), left[0])
        left.remove(option)
        pairs.append(f"{option}={arg!r}")
    module = python_module(getattr(cls, "kind", "layer"))
    message = f"{cls.__name__} takes its options by name, got {len(args)} by position"
    return error("wrong-type", message, Place(cls.__name__), advice(f"`{module}.{cls.__name__}({', '.join(pairs)})`"))
