"""A value as it would be right, where something else was typed that says clearly what was meant."""

from typing import Any

from netbuilder.suggest.coerce import readings
from netbuilder.suggest.phrases import is_section, typed
from netbuilder.suggest.rewrite import in_place, named_in, option_text, written_options
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import KINDS
from netbuilder.vocabulary.base.validation_errors import Problem

OPTIONS = "options as `{name: value}`"
"""What a problem expects where something else stands in the place of options."""


def retyped(problem: Problem) -> str:
    """What to type instead; empty where that is not clear."""
    given, owner = problem.given, problem.owner
    if problem.path[:1] == ("input",) and given in ("None", "none", "?", -1):
        return "`null` for a variable size"
    if problem.kind == "out-of-range" and not isinstance(given, str | list | tuple):
        if "percentage" in problem.why and isinstance(given, int | float) and 1 < given <= 100:
            return f"`{given / 100:g}` for {given:g} percent"
        return ""
    if owner is not None and problem.expected == OPTIONS:
        return with_options(owner, given)
    if given is None and problem.expected.startswith("a list of metrics"):
        return "`[]`"
    if isinstance(given, Node):
        return f"`[{given!r}]`, with the brackets" if problem.expected.startswith("a list of ") else ""
    if isinstance(given, type) and issubclass(given, Node):
        return f"`{given.__name__}({', '.join(f'{option}={value!r}' for option, value in given.example.items())})`"
    if problem.expected.startswith("rules with their severity"):
        rules = [given] if isinstance(given, str) else given
        named = isinstance(rules, list | tuple) and rules and all(isinstance(one, str) for one in rules)
        return f"`{typed(dict.fromkeys(rules, 'off'))}`" if named else ""
    text = _text(problem)
    if text is None or text in ("...", typed(given)):
        return _as_in_the_example(problem)
    if problem.expected.startswith("a list of metrics") and isinstance(given, str):
        return f"`{problem.path[-1]}: {text}`"
    return f"`{text}`{_without(given, text)}"


def _text(problem: Problem) -> str | None:
    """The value, retyped."""
    owner, path = problem.owner, problem.path
    option = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = problem.expected.rpartition(" ")[2]
    if kind in KINDS:
        named = named_in(kind, problem.given)
        text = in_place(kind, *named) if named is not None else None
        if text is not None:
            return text
    if owner is None or not path:
        return None
    if isinstance(path[-1], int):
        # An item of a list has no check of its own here; as a whole number, mostly, it says itself what it is.
        found = next(readings(problem.given), None) if not isinstance(problem.given, str) else _number(problem.given)
        return typed(found).strip("[]") if found is not None and "number" in problem.expected else None
    return option_text(owner, option, problem.given) if problem.given is not None else None


def _as_in_the_example(problem: Problem) -> str:
    """The option as the example of its class has it, where nothing says what was meant."""
    option = str(problem.path[-1]) if problem.path else ""
    example = problem.owner.example.get(option) if problem.owner is not None else None
    return "" if example is None else f"`{option}: {typed(example)}`, say"


def _number(text: str) -> Any:
    """The number, or the numbers, that a text holds."""
    found = [one for one in readings(text) if isinstance(one, int | float) and not isinstance(one, bool)]
    return found[0] if found else next((one for one in readings(text) if isinstance(one, list) and one != [text]), None)


def _without(given: Any, text: str) -> str:
    if isinstance(given, str) and text == given:
        return ", without the quotes"
    if isinstance(given, list | tuple) and len(given) == 1 and not text.startswith("["):
        return ", without the brackets"
    return ""


def with_options(cls: type[Node], given: Any) -> str:
    """`Dropout: 0.3`, `Dense: [64, relu]` and `compile: adam` with their options' names."""
    names = [cls.written_name(option) for option in cls.option_names()]
    word = cls.__name__.lower() if is_section(cls) else cls.__name__
    if "layers" in names:
        before = "times: 3, " if "times" in names else ""
        if isinstance(given, int) and before:
            before = f"times: {given}, "
        return f"`{word}: {{{before}layers: [...]}}`"
    inside = written_options(cls, cls.__name__, None if isinstance(given, bool) else given)
    return f"`{word}: {{{inside}}}`" if inside else f"`{word}`"
