"""The words of this room for what a Python program does wrong with a class of the vocabulary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.vocabulary.base.refusals import Words, use_words
from netbuilder.vocabulary.base.validation_errors import Problem

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node


def _for_problems(problems: Sequence[Problem], owner: str) -> Sequence[Diagnostic]:
    from netbuilder.suggest.values import place_diagnostics  # only when something is wrong

    return place_diagnostics(problems, owner)


def _for_positional(cls: "type[Node]", args: tuple[Any, ...]) -> Diagnostic:
    from netbuilder.suggest.values import positional

    return positional(cls, args)


def install() -> None:
    """Let the vocabulary speak in these words."""
    use_words(Words(_for_problems, _for_positional))
