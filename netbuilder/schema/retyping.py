"""A value as it would be right, where something else was typed that says clearly what was meant."""

from typing import Any

from netbuilder.schema.index import KINDS, by_identifier
from netbuilder.schema.near_misses import TYPE_KEYS
from netbuilder.schema.node import Node
from netbuilder.schema.problems import Problem
from netbuilder.schema.saying import is_section, typed


def retyped(problem: Problem) -> str:
    """What to type instead; empty where that is not clear."""
    given = problem.given
    if problem.kind == "out-of-range":
        if "percentage" in problem.why and isinstance(given, int | float) and 1 < given <= 100:
            return f"`{given / 100:g}` for {given:g} percent"
        return ""
    if problem.kind != "wrong-type":
        return ""
    if isinstance(given, str):
        return _of_text(problem, given)
    if isinstance(given, bool):
        return ""
    if isinstance(given, int | float):
        return _of_number(problem, given)
    if isinstance(given, dict):
        return _of_mapping(problem, given)
    if isinstance(given, list | tuple) and len(given) == 1 and "list" not in problem.expected:
        return f"`{typed(given[0])}`, without the brackets"
    return ""


def _of_text(problem: Problem, given: str) -> str:
    if "number" in problem.expected:
        try:
            float(given)
        except ValueError:
            return ""
        return f"`{given}`, without the quotes"
    if problem.expected.startswith("true or false"):
        word = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(given.lower())
        return f"`{word}`" if word else ""
    if problem.expected.startswith("a list of metrics"):
        return f"`metrics: [{given}]`"
    return _as_section(problem, given)


def _of_number(problem: Problem, given: float) -> str:
    if isinstance(given, float) and given.is_integer() and "whole number" in problem.expected and abs(given) < 1e15:
        return f"`{int(given)}`"
    if problem.expected == "a regularizer":
        return f"`{{L2: {{l2: {given}}}}}`"
    return _as_section(problem, given)


def _of_mapping(problem: Problem, given: dict[str, Any]) -> str:
    if problem.expected.startswith("a list of metrics"):
        names = [str(name) if options is None else typed({name: options}) for name, options in given.items()]
        return f"`[{', '.join(names)}]`"
    kind = problem.expected.rpartition(" ")[2]
    return as_class(kind, given) if kind in KINDS else ""


def as_class(kind: str, given: dict[str, Any]) -> str:
    """A mapping that names its class under `type:` or the like, as this file format says it."""
    for key in TYPE_KEYS:
        name = given.get(key)
        cls = by_identifier(kind, name.lower() if kind == "optimizer" else name) if isinstance(name, str) else None
        if cls is not None:
            config = given.get("config")
            rest = config if isinstance(config, dict) else {one: value for one, value in given.items() if one != key}
            inside = ", ".join(f"{option}: {typed(value)}" for option, value in rest.items())
            return f"`{{{cls.__name__}: {{{inside}}}}}`" if inside else f"`{name}`"
    return ""


def _as_section(problem: Problem, given: Any) -> str:
    """`compile: adam` as `compile: {optimizer: adam}`."""
    owner = problem.owner
    if owner is None or not is_section(owner) or problem.path[-1:] != (owner.__name__.lower(),):
        return ""
    return f"`{owner.__name__.lower()}: {{{first_option(owner)}: {typed(given)}}}`"


def first_option(cls: type[Node]) -> str:
    """The option that a lone value is for: the one that is needed, else the first."""
    names = cls.option_names()
    needed = [name for name in names if cls.model_fields[name].is_required()]
    return cls.written_name(needed[0] if needed else names[0])


def with_options(cls: type[Node], given: Any) -> str:
    """`Dropout: 0.3` and `Dense: [64, relu]` with their options' names."""
    names = [cls.written_name(option) for option in cls.option_names()]
    needed = [option for option in cls.option_names() if cls.model_fields[option].is_required()]
    if "layers" in names:
        before = "times: 3, " if "times" in names else ""
        if isinstance(given, int) and before:
            before = f"times: {given}, "
        return f"`{cls.__name__}: {{{before}layers: [...]}}`"
    if isinstance(given, list | tuple) and len(needed) <= len(given) <= len(names) and len(given) > 1:
        pairs = ", ".join(f"{name}: {typed(value)}" for name, value in zip(names, given, strict=False))
        return f"`{cls.__name__}: {{{pairs}}}`"
    if len(needed) <= 1:
        return f"`{cls.__name__}: {{{first_option(cls)}: {typed(given)}}}`"
    return f"`{cls.__name__}: {{option: value}}`"
