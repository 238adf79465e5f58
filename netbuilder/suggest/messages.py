"""Puts the schema's problems into words: message, fix, did-you-mean, and the edit that mends it."""

import re
from collections.abc import Iterable
from typing import Any

from netbuilder.diagnostics import WIDTH, Diagnostic, LayerRef, Place, fit, written_path
from netbuilder.suggest.phrases import RULES, AddressOf, error, is_section, owner_name, shown, typed
from netbuilder.suggest.retype import retyped
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import FOLDERS
from netbuilder.vocabulary.base.validation_errors import Problem


def diagnostics(problems: Iterable[Problem], address_of: AddressOf) -> list[Diagnostic]:
    """One diagnostic for every mistake; a typo in a required option is one mistake, not two."""
    problems = list(problems)
    return [told for problem in problems for told in diagnostics_of(problem, problems, address_of)]


def diagnostics_of(
    problem: Problem, beside: list[Problem], address_of: AddressOf, layer: LayerRef | None = None
) -> list[Diagnostic]:
    """The diagnostic of one problem among others; none where another one says it all."""
    told = _tell(problem, beside, address_of)
    return [] if told is None else [told._replace(layer=layer)]


def place_diagnostics(problems: Iterable[Problem], owner: str) -> list[Diagnostic]:
    """The same for a node made in Python: the address is `Dense.units`."""
    return diagnostics(problems, lambda path, part: Place(written_path((owner, *path))))


def positional(cls: type[Node], args: tuple[Any, ...]) -> Diagnostic:
    """The diagnostic for options that were given by position in Python."""
    from netbuilder.suggest.rewrite import takes

    left = [option for option in map(cls.written_name, cls.option_names()) if option != "name"]
    given = []
    for arg in args[: len(left)]:
        option = next((one for one in left if takes(cls, one, arg)), left[0])
        left.remove(option)
        given.append(f"{option}={arg!r}")
    typed = ", ".join(given)
    message = f"{cls.__name__} takes its options by name, got {len(args)} by position"
    return error("wrong-type", message, Place(cls.__name__), fix=f"`{_in_python(cls)}({typed})`")


def _in_python(cls: type[Node]) -> str:
    """The class as Python code has it: `nb.Dense`, `nb.initializers.Zeros`."""
    folder = next((folder for folder, kind in FOLDERS.items() if kind == getattr(cls, "kind", "layer")), "layers")
    return f"nb.{cls.__name__}" if folder in ("layers", "cells") else f"nb.{folder}.{cls.__name__}"


def _tell(problem: Problem, all_problems: list[Problem], address_of: AddressOf) -> Diagnostic | None:
    if problem.kind == "missing-option":
        return _missing(problem, all_problems, address_of)
    if problem.kind in ("unknown-option", "unknown-name"):
        from netbuilder.suggest import unknown  # knows many names, and is loaded when one is wrong

        if problem.kind == "unknown-option":
            return unknown.option(problem, all_problems, address_of)
        return unknown.name(problem, address_of)
    address = address_of(problem.path, "value")
    name = problem.kind if problem.kind in RULES else "wrong-type"
    meant = _meant_word(problem)
    fix = problem.fix or (f"did you mean `{meant}`?" if meant else retyped(problem))
    message = f"{_subject(problem)} takes {problem.expected}, got {shown(problem.given)}"
    if len(message) > WIDTH:
        # What was received has to be in it; what is taken stands in the fix then.
        message = f"{_subject(problem)} cannot be {shown(problem.given)}"
        fix = fix or problem.expected
    return error(name, fit(message), address, why=problem.why, fix=fix, edit=meant)


def _subject(problem: Problem) -> str:
    """The option as the file says it: `Dense.units`, `compile.metrics`, `seed`."""
    option = problem.path[-1] if problem.path else ""
    owner = problem.owner
    if isinstance(option, int):
        option = next((step for step in reversed(problem.path) if isinstance(step, str)), "")
        return f"an item of {option}"
    if owner is None or option == owner.__name__:
        return str(option)
    if owner.__name__ == "Network":
        return ".".join(str(step) for step in problem.path)
    name = owner.__name__.lower() if is_section(owner) else owner.__name__
    return f"{name}.{option}" if option and option != name else name


def _meant_word(problem: Problem) -> str | None:
    """The word of a few that a misspelt one is near to: `smae` for `same`."""
    if problem.kind != "out-of-range" or not isinstance(problem.given, str):
        return None
    words = re.findall(r"`([\w.:]+)`", problem.expected)
    from netbuilder.diagnostics.closest import closest
    from netbuilder.suggest.synonyms import WORDS

    other = WORDS.get(problem.given.lower())
    return other if other in words else closest(problem.given, words)


def _missing(problem: Problem, all_problems: list[Problem], address_of: AddressOf) -> Diagnostic | None:
    option, owner = str(problem.path[-1]), problem.owner
    if _said_by_another(option, problem, all_problems):
        return None
    message = f"{owner_name(owner)} needs `{option}`"
    address = address_of(problem.path[:-1], "name")
    return error("missing-option", message, address, fix=_with_option(option, owner, problem.given))


def _said_by_another(option: str, problem: Problem, all_problems: list[Problem]) -> bool:
    """Whether a key that nothing knows was meant as the option that is missing."""
    others = [one for one in all_problems if one.kind == "unknown-option" and one.path[:-1] == problem.path[:-1]]
    if not others:
        return False
    from netbuilder.suggest import resolve_name, sections, unknown

    if problem.owner is not None and problem.owner.__name__ == "Network":
        return sections.is_saved_model(others) or any(
            option == sections.meant_section(str(one.path[-1]), one.given)
            or (sections.holds_sections(one.given) and option in one.given)
            for one in others
        )
    return any(
        resolve_name.meant_option(unknown.assigned(given)[0], problem.owner) == option
        or unknown.is_layer_beside(given, problem.owner)
        or unknown.stands_for(one, all_problems) == option
        or unknown.lone_values(one, all_problems).get(given, "").startswith(f"{option}: ")
        for one in others
        if (given := str(one.path[-1]))
    )


def _with_option(option: str, owner: type[Node] | None, beside: Any) -> str:
    """What to type for an option that is missing; `beside` are the options that are there."""
    if owner is None or owner.__name__ == "Network":
        return (
            "`input: [8]`, the sizes of one sample"
            if option == "input"
            else "`layers:` and below it `- Dense: {units: 4}`"
        )
    value = typed(owner.example.get(option, "..."))
    more = ", ..." if isinstance(beside, dict) and beside else ""
    name = owner.__name__.lower() if is_section(owner) else owner.__name__
    return f"`{name}: {{{option}: {value}{more}}}`"
