"""Says that nothing has a name, or that its owner lacks an option, and what was probably meant."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from netbuilder.diagnostics import Diagnostic, Edit, Span, advice
from netbuilder.suggest import sections, synonyms
from netbuilder.suggest.phrases import AddressOf, error, is_section, owner_name, shown, typed
from netbuilder.suggest.resolve_name import meant_activation, meant_name, meant_option
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import described
from netbuilder.vocabulary.base.registry import FOLDERS, by_identifier, find, names
from netbuilder.vocabulary.base.validation_errors import Problem


def option(problem: Problem, beside: list[Problem], address_of: AddressOf) -> Diagnostic | None:
    """An option that its owner does not have; None where something else says it."""
    given, owner = str(problem.path[-1]), problem.owner
    address = address_of(problem.path, "key")
    if owner is not None and owner.__name__ == "Network":
        return sections.unknown(problem, beside, address)
    kind = str(getattr(owner, "kind", ""))
    elsewhere = _misplaced(problem, kind, given)
    if elsewhere is not None:
        return error("misplaced-option", elsewhere[0], address, fix=elsewhere[1], why=elsewhere[2])
    name = owner_name(owner)
    from netbuilder.vocabulary.exclusions import EXCLUDED_OPTIONS  # only when something is wrong

    why = EXCLUDED_OPTIONS.get((kind, name, given))
    if why is not None:
        message = f"{name}.{given} is not offered in a network file"
        return error("unknown-option", message, address, why=why, fix="remove it")
    message = f"{name} has no option `{given}`"
    word, value = assigned(given)
    meant = meant_option(word, owner) or stands_for(problem, beside)
    written = f"{meant}: {value}" if value and meant else ""
    if meant in problem.beside:
        fix = f"`{meant}` is written already; {_what_it_has(owner, kind)}"
        return error("unknown-option", message, address, fix=fix)
    if problem.given is None and not meant:
        written = lone_values(problem, beside).get(given, "")
    if problem.given is None and written:
        return error("unknown-option", message, address, fix=f"`{written}`", edit=written)
    if meant is not None:
        return error("unknown-option", message, address, fix=f"did you mean `{meant}`?", edit=meant)
    return error("unknown-option", message, address, fix=_what_it_has(owner, kind))


def assigned(given: str) -> tuple[str, str]:
    """Name and value of a key that holds both, as `units=64` or `units 64`; the value is empty otherwise."""
    found = re.fullmatch(r"([\w.-]+)\s*[=;\s]\s*(\S.*)", given)
    return (found[1], found[2]) if found else (given, "")


def lone_values(problem: Problem, beside: list[Problem]) -> dict[str, str]:
    """`units: 64` and `activation: relu` for a lone 64 and `relu` among the options, each by what was written."""
    owner, here = problem.owner, problem.path[:-1]
    if owner is None or problem.given is not None:
        return {}
    others = (one for one in beside if one.kind == "unknown-option" and one.given is None and one.path[:-1] == here)
    lone = list(islice(others, _MOST_LONE))
    if not any(one is problem for one in lone):
        return {}
    known = [owner.written_name(option) for option in owner.option_names()]
    left = [one for one in known if one not in ("name", *problem.beside)]
    found: dict[str, str] = {}
    for given in (str(one.path[-1]) for one in lone):
        option, text = next(_taking(owner, left, given), ("", ""))
        if option:
            left.remove(option)
            found[given] = f"{option}: {text}"
    return found


_MOST_LONE = 20


def _taking(owner: type[Node], options: list[str], given: str) -> Iterator[tuple[str, str]]:
    """The options that take a lone value, with how it is written there; a number is meant as one."""
    from netbuilder.suggest.rewrite import option_text, takes

    yield from ((option, typed(given)) for option in options if takes(owner, option, given))
    if given[:1].isdigit() or given[:1] in ".-":
        yield from ((option, text) for option in options if (text := option_text(owner, option, given)))


def stands_for(problem: Problem, beside: list[Problem]) -> str | None:
    """The one option that is missing, where this is the one that is too much, and its value fits."""
    here, owner = problem.path[:-1], problem.owner
    lacking = [one for one in beside if one.kind == "missing-option" and one.path[:-1] == here]
    unknown = [one for one in beside if one.kind == "unknown-option" and one.path[:-1] == here]
    if owner is None or len(lacking) != 1 or len(unknown) != 1 or problem.given is None:
        return None
    from netbuilder.suggest.rewrite import option_text

    option = str(lacking[0].path[-1])
    return option if option_text(owner, option, problem.given) is not None else None


def is_layer_beside(given: str, owner: type[Node] | None) -> bool:
    """Whether a layer's name stands where a wrapper's options do: `Bidirectional: {LSTM: {units: 4}}`."""
    return owner is not None and "layer" in owner.model_fields and find("layer", given) is not None


def _misplaced(problem: Problem, kind: str, given: str) -> tuple[str, str, str] | None:
    """Message, fix and reason for an option of something else."""
    value = typed(problem.given)
    if is_layer_beside(given, problem.owner):
        owner = owner_name(problem.owner)
        from netbuilder.suggest.rewrite import in_place

        inner = in_place("layer", given, problem.given)
        return f"`{given}` belongs under `layer:` in {owner}", f"`{owner}: {{layer: {inner}}}`", ""
    if kind == "layer" and given in synonyms.OF_THE_INPUT:
        message = f"what comes into a layer follows from the one before, not from `{given}`"
        fix = f"remove it; the input is written once, at the top level: {_as_input(given, problem.given)}"
        return message, fix, ""
    is_elsewhere = given in synonyms.LAYERS_OF_THEIR_OWN and meant_option(given, problem.owner) is None
    if kind == "layer" and is_elsewhere:
        layer = synonyms.LAYERS_OF_THEIR_OWN[given].format(value)
        return f"`{given}` is no option here but a layer of its own", f"`- {layer}`", ""
    if is_section(problem.owner) and problem.owner is not None and problem.owner.__name__ == "Compile":
        rate = meant_option(given, find("optimizer", "Adam"))
        if rate in synonyms.TRAINING:
            return f"`{given}` is an option of the optimizer", f"`optimizer: {{Adam: {{{rate}: {value}}}}}`", ""
        if given in synonyms.OF_THE_LOSS:
            fix = f"`loss: {{CategoricalCrossentropy: {{{given}: {value}}}}}`, say"
            return f"`{given}` is an option of the loss", fix, ""
        if synonyms.TOP_LEVEL.get(given) == "":
            return sections.of_fit(given)
    return None


def _what_it_has(owner: type[Node] | None, kind: str) -> str:
    known = [owner.written_name(name) for name in owner.option_names()] if owner else []
    if kind == "layer":
        from netbuilder.vocabulary.base.layer import Layer

        known = [one for one in known if one not in Layer.model_fields]
    if not known or owner is None:
        return "remove it"
    if len(known) <= 8:
        return "it has " + ", ".join(f"`{one}`" for one in known)
    name = owner.__name__.lower() if is_section(owner) else owner.__name__
    return f"`netbuilder explain {name}` lists what it has"


def _as_input(given: str, value: Any) -> str:
    if given in ("input_dim", "in_features") and isinstance(value, int):
        return f"`input: [{value}]`"
    if given == "batch_input_shape" and isinstance(value, list | tuple):
        return f"`input: {shown(list(value)[1:])}`"
    if isinstance(value, list | tuple):
        return f"`input: {shown(list(value))}`"
    return "`input: [28, 28, 1]`, say"


def name(problem: Problem, address_of: AddressOf) -> Diagnostic:
    """A name that nothing of its kind has."""
    kind, given = problem.names, str(problem.given)
    # Under `Name: {...}` the name is a key; as a bare string it is the value.
    as_key = bool(problem.path) and problem.path[-1] == problem.given
    address = address_of(problem.path, "key" if as_key else "value")
    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    if problem.fix or problem.why:
        return error(rule, f"{given} cannot be written here", address, why=problem.why, fix=problem.fix)
    excluded = _excluded(kind, given, problem.below)
    if excluded is not None:
        message, why, fix = excluded
        return error(rule, message, address, why=why, fix=fix)
    otherwise = _written_otherwise(kind, given, as_key, problem.below)
    if otherwise is not None:
        rule, message, fix = otherwise
        # Of what YAML tore apart the address covers a part only.
        covered = address.text.string[address.start : address.end] if isinstance(address, Span) else ""
        edit = fix.strip("`") if not as_key and given in covered else None
        if as_key and "{" in given:  # the rest of it stands behind the key, as it should
            edit = f"{_before_brace(given)}: {{{given.partition('{')[2]}"
        return error(rule, message, address, fix=fix, edit=edit)
    meant = meant_name(kind, given)
    if kind == "layer" and not meant and (activation := meant_activation(given)):
        written = f"Activation: {{activation: {activation}}}"
        message = f"an activation is written as an Activation layer, got `{given}`"
        return error(rule, message, address, fix=f"`{written}`", edit=None if as_key else written)
    if as_key and meant:
        # With options it is the class: `swish` is a string, `silu` the name of what it stands for.
        cls = by_identifier(kind, meant)
        meant = cls.__name__ if cls else meant
    message = f"no {kind} is called `{given}`"
    if meant:
        said = error(rule, message, address, fix=f"did you mean `{meant}`?", edit=meant)
        cls = by_identifier(kind, meant)
        if cls is None or problem.below is None:
            return said
        return _with_its_options(said, cls, problem, address_of)
    known = names(kind)
    everything = f"`netbuilder explain {_plural(kind)}` lists them all"
    fix = f"write one of {', '.join(known)}" if len(known) <= 8 else everything
    if kind == "layer":
        from netbuilder.suggest.misplaced import EVERY_LAYER

        fix = EVERY_LAYER
    return error(rule, message, address, fix=fix)


def _excluded(kind: str, given: str, below: Any) -> tuple[str, str, str] | None:
    """Message, reason and fix for what Keras has and a network file does not."""
    from netbuilder.suggest.python_calls import Call, called
    from netbuilder.vocabulary.exclusions import EXCLUDED

    call = called(given)
    name = call.name if call is not None else given.rpartition(".")[2]
    is_input = kind == "layer" and name in synonyms.INPUT_LAYERS
    reason = EXCLUDED.get((kind, "InputLayer" if is_input else name))
    if reason is None:
        return None
    why, _, advice = reason.partition("; ")
    if is_input:
        options = call if call is not None else below
        shape = [*options.options.values(), *options.args] if isinstance(options, Call) else options
        if isinstance(shape, dict):
            shape = next((shape[one] for one in ("shape", *synonyms.OF_THE_INPUT) if one in shape), None)
        elif isinstance(options, Call):
            shape = next(iter(shape), None)
        advice = f"remove it; {_as_input('shape', [shape] if type(shape) is int else shape)} above `layers:` says it"
    fix = advice or f"remove it; `netbuilder explain {_plural(kind)}` lists what there is"
    return f"{name} is not offered in a network file", why, fix


def _written_otherwise(kind: str, given: str, as_key: bool, below: Any) -> tuple[str, str, str] | None:
    """Rule, message and fix for a name that is more than a name: a call, or with what belongs elsewhere in it."""
    from netbuilder.suggest.python_calls import called
    from netbuilder.suggest.rewrite import in_place, named_in, respelled

    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    spelled = respelled if kind == "layer" else in_place
    if as_key and given in synonyms.TYPE_KEYS:
        message = f"{described(kind)} is written `Name: {{option: value}}`, not under `{given}:`"
        named = named_in(kind, {given: below} if isinstance(below, str) else below)
        written = spelled(kind, *named) if named else None
        return "misplaced-option", message, f"`{written}`" if written else "its name alone, or with options"
    call = called(given)
    if call is not None and (written := spelled(kind, call.name, call)):
        return rule, f"{described(kind)} is not written as a call here", f"`{written}`"
    brace, rest, word = "{" in given, given.partition("{")[2], _before_brace(given)
    if as_key and brace and find(kind, word):
        inside = f"{rest}: {below}" if isinstance(below, str) and "}" in below else "...}"
        return rule, f"there is no `:` between `{word}` and its options", f"`{word}: {{{inside}`"
    two = re.fullmatch(r"(\w+)[,;\s]+(\w+)", given) if as_key else None
    if two and find(kind, two[1]) and (written := spelled(kind, two[1], {two[2]: below})):
        return rule, f"there is no `:` between `{two[1]}` and its options", f"`{written}`"
    first, *more = given.replace(",", " ").replace(":", " ").split() or [""]
    if not as_key and kind == "layer" and more and find(kind, first) and (written := respelled(kind, first, more)):
        return rule, f"there is no `:` between `{first}` and its options", f"`{written}`"
    return None


def _before_brace(given: str) -> str:
    """The name in `Dense {units`, `Dense = {units`, `Dense; {units`."""
    return given.partition("{")[0].strip(" =;,\uff1a")


def _with_its_options(diagnostic: Diagnostic, cls: type[Node], problem: Problem, address_of: AddressOf) -> Diagnostic:
    """The same, where the options below a misspelt name have other names too: one fix for the whole of it."""
    from netbuilder.suggest.rewrite import respelled

    below = problem.below
    written = f"`{respelled(problem.names, str(problem.given), below)}`"
    known = [cls.written_name(option) for option in cls.option_names()]
    if not isinstance(below, dict):
        return diagnostic._replace(suggestion=advice(written))
    others = {option: meant_option(option, cls) for option in below if option not in known}
    if any(option in synonyms.OF_THE_INPUT and meant is None for option, meant in others.items()):
        return diagnostic._replace(suggestion=advice(written))
    edits = list(diagnostic.edits)
    for option, meant in others.items():
        key = address_of((*problem.path, option), "key")
        if meant is not None and isinstance(key, Span):
            edits.append(Edit(key, meant))
    return (
        diagnostic._replace(suggestion=advice(written)._replace(edits=tuple(edits)))
        if any(others.values())
        else diagnostic
    )


def _plural(kind: str) -> str:
    return next(folder for folder, word in FOLDERS.items() if word == kind)
