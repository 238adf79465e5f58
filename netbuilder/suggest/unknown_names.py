"""Says that nothing of a kind has a name, and what was probably meant."""

import re
from typing import Any

from netbuilder.diagnostics import Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.suggestion import did_you_mean, example
from netbuilder.source.flow import flow
from netbuilder.suggest import synonyms
from netbuilder.suggest.input_sizes import as_input, in_an_input_layer
from netbuilder.suggest.phrases import Surroundings, error, typed
from netbuilder.suggest.python_calls import Call, called
from netbuilder.suggest.recover import problems_in_options
from netbuilder.suggest.resolve_name import is_surely_meant, match_kind, meant_activation, meant_class
from netbuilder.suggest.rewrite import Rewritten, options_of, rewritten
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import described
from netbuilder.vocabulary.base.registry import FOLDERS, by_identifier, find, names
from netbuilder.vocabulary.base.validation_errors import Problem

EVERY_LAYER = (
    "`netbuilder explain layers` lists them all; a layer of your own needs `--import MODULE` or `custom_objects=`"
)
"""What to do about a layer that there is not."""


def name(problem: Problem, around: Surroundings) -> Diagnostic:
    """A name that nothing of its kind has, or that is not enough by itself."""
    kind, written = problem.names, str(problem.value)
    # Under `Name: {...}` the name is a key; as a bare string it is the value.
    is_key = problem.path[-1:] == (problem.value,)
    address = around.address_of(problem.path, "key" if is_key else "value")
    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    if problem.why:
        cls = by_identifier(kind, written)
        suggestion = _example(problem, cls) if cls is not None else advice("")
        return error(rule, f"{written} cannot be written here", address, suggestion, why=problem.why)
    excluded = _excluded(problem, around)
    if excluded is not None:
        message, why, suggestion = excluded
        return error(rule, message, address, suggestion, why=why)
    otherwise = _written_otherwise(problem, is_key, around)
    if otherwise is not None:
        message, suggestion = otherwise
        is_typed = is_key and written in synonyms.TYPE_KEYS
        return error("misplaced-option" if is_typed else rule, message, address, suggestion)
    message = f"no {kind} is called `{written}`"
    if kind == "layer":
        from netbuilder.suggest.other_packages import of_another_package

        place = _in_place(problem.path, "{}") if is_key else _of_item(problem.path, {"": {}})
        foreign = of_another_package(problem, is_key, place)
        if foreign is not None:
            return error(rule, message, address, foreign[1], why=foreign[0])
    match = match_kind(kind, written) if not set(written) & set("()=") else None
    if match is not None:
        # With options it is the class: `swish` is a string, `silu` the name of what it stands for.
        cls = by_identifier(kind, match.name)
        near = cls.__name__ if is_key and cls is not None else match.name
        suggestion = did_you_mean(problem.path, "key" if is_key else "value", near, safe=match.is_certain)
        if cls is not None and _may_be_somebodys_own(cls, problem):
            suggestion = advice(suggestion.sentence)
        elif cls is not None and _stops_in_fit(cls, around):
            suggestion = advice(f"`{near}` cannot compare class numbers, which the loss has for labels")
        elif cls is not None and (whole := _whole(cls, problem, is_key, around)) is not None:
            suggestion = whole
        return error(rule, message, address, suggestion)
    candidates = names(kind)
    everything = f"`netbuilder explain {_plural(kind)}` lists them all"
    fix = f"write one of {', '.join(candidates)}" if len(candidates) <= 8 else everything
    return error(rule, message, address, advice(EVERY_LAYER if kind == "layer" else fix))


def _example(problem: Problem, cls: type[Node]) -> Suggestion:
    """What a node of that class looks like where the name stands."""
    yaml = flow({cls.__name__: cls.example})
    return example(f"- {yaml[1:-1]}" if problem.names == "layer" else yaml)


def _may_be_somebodys_own(cls: type[Item], problem: Problem) -> bool:
    """Whether a layer of that name is none of Keras', most likely: it has other options than the one near to it."""
    if problem.names != "layer" or not isinstance(problem.below, dict) or is_surely_meant(str(problem.value), cls):
        return False
    return bool(problems_in_options(cls, problem.below))


_ROWS = ("one_hot", "zero_one", "minus_one_one")
"""Labels that are a row for each sample, where others have one class number."""


def _stops_in_fit(cls: type[Node], around: Surroundings) -> bool:
    """Whether a metric would be the next error: it takes no class numbers, and the loss has them for labels."""
    settings = around.network.get("compile")
    loss = settings.get("loss") if isinstance(settings, dict) else None
    loss = next(iter(loss), None) if isinstance(loss, dict) else loss
    judged = by_identifier("loss", loss) if isinstance(loss, str) else None
    return getattr(judged, "labels", "") == "integer" and getattr(cls, "labels", "") in _ROWS


def _whole(cls: type[Node], problem: Problem, is_key: bool, around: Surroundings) -> Suggestion | None:
    """The name with its options, where the name alone would be the next mistake; None where the name is enough."""
    below = problem.below
    if is_key and below is not None and not isinstance(below, dict):
        inside = options_of(cls, str(problem.value), below)
        return entry(_in_place(problem.path, "{}"), cls, inside, problem.path, around)
    if below is None and problem.names != "layer" and any(field.is_required() for field in cls.model_fields.values()):
        return _example(problem, cls)
    return None


def entry(
    place: Change, cls: type[Node], inside: Rewritten | None, path: Path, around: Surroundings
) -> Suggestion | None:
    """The class with its options in a place, and what it said of the input; None where anything finds no place."""
    beside = as_input(inside.foreign, path, around) if inside is not None else None
    if inside is None or inside.missing or beside is None:
        return None
    value = {cls.__name__: inside.options} if inside.options else cls.__name__
    yaml = typed(value)
    if yaml is None:
        return None
    if place.target == "entry":
        yaml = yaml.removeprefix("{").removesuffix("}")
    return Suggestion((place._replace(yaml=yaml), *beside), safe=inside.is_certain)


def _in_place(path: Path, yaml: str) -> Change:
    """The whole entry under whose key the name stands: the item of a list, or the value of an option."""
    outer = path[:-1]
    if outer and isinstance(outer[-1], int):
        return Change(outer, "entry", yaml.removeprefix("{").removesuffix("}"))
    return Change(outer, "value", yaml)


def _excluded(problem: Problem, around: Surroundings) -> tuple[str, str, Suggestion] | None:
    """Message, reason and suggestion for what Keras has and a network file does not."""
    from netbuilder.vocabulary.exclusions import EXCLUDED

    kind, written = problem.names, str(problem.value)
    call = called(written)
    last = call.name if call is not None else written.rpartition(".")[2]
    is_input = kind == "layer" and last in synonyms.INPUT_LAYERS
    exclusion = EXCLUDED.get((kind, "InputLayer" if is_input else last))
    if exclusion is None:
        return None
    if is_input:
        suggestion = in_an_input_layer(problem.path, problem.below if call is None else call, around)
    else:
        suggestion = advice(exclusion.advice or f"remove it; `netbuilder explain {_plural(kind)}` lists what there is")
    return f"{last} is not offered in a network file", exclusion.why, suggestion


def _written_otherwise(problem: Problem, is_key: bool, around: Surroundings) -> tuple[str, Suggestion] | None:
    """Message and suggestion for a name that is more than a name: a call, or with what belongs elsewhere in it."""
    kind, written, below = problem.names, str(problem.value), problem.below
    if is_key and written in synonyms.TYPE_KEYS and not isinstance(below, list):
        message = f"{described(kind)} is written `Name: {{option: value}}`, not under `{written}:`"
        reading = rewritten(kind, {written: below} if isinstance(below, str) else below)
        yaml = typed(reading.value) if reading is not None else None
        if yaml is None:
            return message, advice("its name alone, or with options")
        return message, Suggestion((_in_place(problem.path, yaml),), safe=True)
    call, word = called(written), written.partition("(")[0]
    if call is None and "(" in written and (cls := meant_class(kind, word)) is not None:
        return f"{described(kind)} is not written as a call here", _example(problem, cls)
    if call is not None and not is_key and meant_class(kind, call.name) is not None:
        return f"{described(kind)} is not written as a call here", _of_call(problem, call, around)
    word, brace, rest = written.partition("{")
    word = word.strip(" :=;,\uff1a")
    if is_key and brace and find(kind, word):
        message = f"there is no `:` between `{word}` and its options"
        if not isinstance(below, str) or not below.endswith("}"):
            return message, advice(f"`{word}: {{{rest}: ...}}`")
        return message, Suggestion((_in_place(problem.path, f"{{{word}: {{{rest}: {below}}}"),), safe=True)
    two = re.fullmatch(r"(\w+)[,;\s]+([^\s{}].*)", written)
    if two and (cls := find(kind, two[1])) is not None:
        message = f"there is no `:` between `{two[1]}` and its options"
        inside = options_of(cls, two[1], {two[2]: below}) if is_key else None
        if inside is None or inside.missing or inside.foreign:
            return message, _example(problem, cls)
        return message, Suggestion((_in_place(problem.path, flow({two[1]: inside.options})),), safe=inside.is_certain)
    activation = meant_activation(written) if kind == "layer" else None
    if activation and match_kind(kind, written) is None and (not is_key or not below):
        message = f"an activation is written as an Activation layer, got `{written}`"
        yaml = f"Activation: {{activation: {activation}}}"
        change = (
            _in_place(problem.path, f"{{{yaml}}}")
            if is_key
            else _of_item(problem.path, {"Activation": {"activation": activation}})
        )
        return message, Suggestion((change,), safe=True)
    return None


def _of_item(path: Path, value: Any) -> Change:
    """A node in the place of its name: as an item of a list without braces."""
    yaml = flow(value)
    if path and isinstance(path[-1], int) and isinstance(value, dict) and path[0] == "layers":
        return Change(path, "entry", yaml.removeprefix("{").removesuffix("}"))
    return Change(path, "value", yaml)


def _of_call(problem: Problem, call: Call, around: Surroundings) -> Suggestion:
    """A call of Python as the file says it, with all its values; an example where one finds no place."""
    cls = meant_class(problem.names, call.name)
    assert cls is not None
    inside = options_of(cls, call.name, call)
    place = _of_item(problem.path, {"": {}})
    suggestion = entry(place, cls, inside, problem.path, around)
    if suggestion is not None:
        return suggestion
    whole = typed({cls.__name__: inside.whole}) if inside is not None else None
    return example(whole) if whole else _example(problem, cls)


def _plural(kind: str) -> str:
    return next(folder for folder, word in FOLDERS.items() if word == kind)
