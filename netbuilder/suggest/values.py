"""Puts the vocabulary's problems into words: what is wrong, and what to type."""

from typing import Any

from netbuilder.diagnostics import WIDTH, Address, Change, Diagnostic, Path, Suggestion, advice, fit
from netbuilder.diagnostics.closest import Match, match_name
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean, example
from netbuilder.source.flow import flow
from netbuilder.suggest.coerce import Reading, coerced
from netbuilder.suggest.input_sizes import BATCHED, of_an_input_layer
from netbuilder.suggest.phrases import (
    CODES,
    Surroundings,
    brief,
    error,
    is_network,
    is_section,
    owner_name,
    typed,
    written_owner,
)
from netbuilder.suggest.python_calls import called
from netbuilder.suggest.rewrite import node_yaml, option_value, options_of, rewritten
from netbuilder.suggest.synonyms import INPUT_LAYERS, WORDS
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.placeholders import item_kind
from netbuilder.vocabulary.base.validation_errors import Problem, passes
from netbuilder.vocabulary.network import Input


def diagnostic_of(problem: Problem, beside: list[Problem], around: Surroundings) -> Diagnostic | None:
    """The diagnostic of one problem among others; None where another one says it."""
    if problem.kind == "missing-option":
        return _missing(problem, beside, around)
    if problem.kind == "unknown-option":
        from netbuilder.suggest import unknown_options  # knows many names, and is loaded when one is wrong

        return unknown_options.option(problem, beside, around)
    if problem.kind == "unknown-name":
        from netbuilder.suggest import unknown_names

        return unknown_names.name(problem, around)
    address = around.address_of(problem.path, "value")
    return _value(problem, address)


def _value(problem: Problem, address: Address) -> Diagnostic:
    """A value that its option does not take."""
    subject, written = _subject(problem), brief(problem.value)
    suggestion = _suggestion(problem)
    message = _(
        "{subject} takes {expected}, got {written}", subject=subject, expected=problem.expected, written=written
    )
    if len(message) > WIDTH:
        # What was received has to be in it; what is taken stands in the fix then.
        message = _("{subject} cannot be {written}", subject=subject, written=written)
        suggestion = suggestion if suggestion.sentence else advice(problem.expected)
    name = problem.kind if problem.kind in CODES else "wrong-type"
    return error(name, fit(message), address, suggestion, why=problem.why)


def _suggestion(problem: Problem) -> Suggestion:
    """What to type in the place of a value; an example where nothing says what was meant."""
    path, owner, written = problem.path, problem.owner_class, problem.value
    if problem.kind == "no-options":
        return Suggestion((Change(path[:-1], "value", owner.__name__),), safe=True)
    if problem.kind == "no-mapping":
        return _options(owner, path, written)
    match = _word(problem)
    if match is not None:
        return did_you_mean(path, "value", match.name, safe=match.is_certain)
    if isinstance(written, Item) or (isinstance(written, type) and issubclass(written, Node)):
        return _python_node(problem)
    reading = _reading(problem)
    yaml = typed(reading.value) if reading is not None else None
    if reading is None or yaml is None:
        is_number_too_far = problem.kind == "out-of-range" and not isinstance(written, str | list | tuple)
        return advice(problem.fix) if problem.fix or is_number_too_far else _example(problem)
    after = _(", without the quotes") if written == yaml else ""
    if isinstance(written, list | tuple) and not isinstance(reading.value, list):
        after = _(", without the brackets")
    elif isinstance(written, int | float) and written and reading.value == written / 100:
        after = _(" for {written:g} percent", written=written)
    # The brackets of a list of nodes may hold what stood on several lines.
    is_wrapped = isinstance(reading.value, list) and not isinstance(written, list | tuple)
    is_named = is_wrapped and path and isinstance(path[-1], str) and not problem.option
    return Suggestion((Change(path, "entry" if is_named else "value", yaml),), "", after, reading.is_certain)


def _word(problem: Problem) -> Match | None:
    """The word of a few that a misspelt one is near to: `smae` for `same`."""
    if not isinstance(problem.value, str):
        return None
    word = problem.value.rpartition(".")[2]  # tf.float32
    other = next((other for other in problem.choices if word.lower() in WORDS.get(other, "").split()), None)
    return Match(other, True) if other is not None else match_name(word, problem.choices)


def _reading(problem: Problem) -> Reading | None:
    """The value as it was meant."""
    if problem.repair is not None:
        return Reading(problem.repair)
    path, owner, written = problem.path, problem.owner_class, problem.value
    option = problem.option_name
    kind = item_kind(owner, option)
    if problem.check is not None:
        # A list in a list may be one too many, or a value too few.
        is_listed = isinstance(written, list | tuple | dict)
        reading = rewritten(kind, written) if kind else None if is_listed else coerced(problem.check, written)
        return reading if reading is not None and passes(problem.check, reading.value) else None
    if path[-1:] != (option,):
        return None
    if option == "input" and isinstance(written, str) and (call := called(written)) is not None:
        said = of_an_input_layer(call) if call.name in INPUT_LAYERS else None
        return Reading(said, "name" not in call.options) if said is not None else None
    reading = option_value(owner, option, written)
    return reading if reading is None or reading.value != written or type(reading.value) is not type(written) else None


def _options(cls: type[Node], path: Path, written: Any) -> Suggestion:
    """`Dropout: 0.3`, `Dense: [64, relu]` and `compile: adam` with their options' names."""
    word = written_owner(cls)
    if "times" in cls.model_fields:
        times = f"times: {written}, " if type(written) is int else ""
        return advice(f"`{word}: {{{times}layers: [...]}}`")
    inside = options_of(cls, cls.__name__, None if isinstance(written, bool) else written)
    yaml = typed(inside.options) if inside is not None else None
    if inside is None or inside.foreign or inside.missing or yaml is None:
        return example(node_yaml(cls, inside.whole if inside is not None and not inside.foreign else None))
    if inside.options:
        return Suggestion((Change(path, "entry", yaml),), safe=inside.is_certain)
    if is_section(cls) or not path:
        return advice(f"`{word}: {{}}`")
    return Suggestion((Change(path[:-1], "value", word),), safe=True)


def _python_node(problem: Problem) -> Suggestion:
    """What to write in Python where a node, or a class itself, stands and is not taken."""
    written, option = problem.value, str(problem.path[-1] if problem.path else "")
    if isinstance(written, Item):
        is_listed = item_kind(problem.owner_class, option) == written.kind
        return advice(_("`[{written!r}]`, with the brackets", written=written) if is_listed else "")
    options = ", ".join(f"{name}={value!r}" for name, value in getattr(written, "example", {}).items())
    return advice(f"`{written.__name__}({options})`")


def _example(problem: Problem) -> Suggestion:
    """The option as the example of its class has it."""
    option = problem.option or str(problem.path[-1] if problem.path else "")
    value = problem.owner_class.example.get(option)
    return advice("") if value is None else example(f"{option}: {flow(value)}")


def _subject(problem: Problem) -> str:
    """The option by its name, also where it is misspelt: `Dense.units`, `compile.metrics`, `seed`."""
    step, owner = problem.path[-1] if problem.path else "", problem.owner_class
    option = problem.option_name
    if isinstance(step, int):
        return _("an item of {option}", option=option)
    if option == owner.__name__:
        return str(option)
    if is_network(owner):
        return ".".join([*map(str, problem.path[:-1]), str(option)])
    name = written_owner(owner)
    return f"{name}.{option}" if option and option != name else name


def _missing(problem: Problem, beside: list[Problem], around: Surroundings) -> Diagnostic | None:
    option, owner = str(problem.path[-1]), problem.owner_class
    if _is_said(option, problem, beside):
        return None
    address = around.address_of(problem.path[:-1], "name")
    return error(
        "missing-option",
        _("{owner_name} needs `{option}`", owner_name=owner_name(owner), option=option),
        address,
        _with_option(option, problem),
    )


def _is_said(option: str, problem: Problem, beside: list[Problem]) -> bool:
    """Whether a key that nothing knows was meant as the option that is missing."""
    here = problem.path[:-1]
    others = [other for other in beside if other.kind == "unknown-option" and other.path[:-1] == here]
    if not others:
        return False
    from netbuilder.suggest import sections, unknown_options

    if problem.owner is Input:
        return any(str(other.path[-1]) in BATCHED for other in others)
    if is_network(problem.owner_class):
        return sections.is_other_file(beside) or any(
            option == sections.meant_section(str(other.path[-1]), other.value)
            or (sections.holds_sections(other.value) and option in other.value)
            for other in others
        )
    return any(
        unknown_options.is_layer_beside(str(other.path[-1]), problem.owner_class)
        or unknown_options.meant_in_place(other) == option
        or unknown_options.option_begun(other) == option
        for other in others
    )


def _with_option(option: str, problem: Problem) -> Suggestion:
    """What it would look like with an option that is missing; nobody knows its value."""
    owner = problem.owner_class
    if is_network(owner):
        if option == "input":
            return advice(_("`input: [8]`, the sizes of one sample"))
        return example("layers:\n  - Dense: {units: 4}")
    value = flow(owner.example[option]) if option in owner.example else "..."
    more = ", ..." if isinstance(problem.value, dict) and problem.value else ""
    return example(f"{written_owner(owner)}: {{{option}: {value}{more}}}")
