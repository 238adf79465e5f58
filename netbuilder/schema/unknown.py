"""Says that nothing has a name, or that its owner lacks an option, and what was probably meant."""

from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, fit
from netbuilder.schema import near_misses
from netbuilder.schema.index import FOLDERS, by_identifier, find, identifiers, names
from netbuilder.schema.nearest import nearest
from netbuilder.schema.node import Node
from netbuilder.schema.problems import Problem
from netbuilder.schema.saying import AddressOf, error, is_section, owner_name, shown, typed
from netbuilder.schema.slots import described


def meant_option(given: str, owner: type[Node] | None) -> str | None:
    """The option of a class that a misspelt one is near to."""
    if owner is None:
        return None
    known = [owner.written_name(option) for option in owner.option_names()]
    near = near_misses.OPTIONS.get(given)
    return near if near in known else nearest(given, known)


def option(problem: Problem, address_of: AddressOf) -> Diagnostic:
    """An option that its owner does not have."""
    given, owner = str(problem.path[-1]), problem.owner
    address = address_of(problem.path, "key")
    if owner is not None and owner.__name__ == "Network":
        return _section(given, problem, address)
    kind = str(getattr(owner, "kind", ""))
    elsewhere = _misplaced(problem, kind, given)
    if elsewhere is not None:
        return error("misplaced-option", fit(elsewhere[0]), address, fix=elsewhere[1])
    name = owner_name(owner)
    from netbuilder.schema.exclusions import EXCLUDED_OPTIONS  # only when something is wrong

    why = EXCLUDED_OPTIONS.get((kind, name, given))
    if why is not None:
        message = f"{name}.{given} is not offered in a network file"
        return error("unknown-option", fit(message), address, why=why, fix="remove it")
    meant = meant_option(given, owner)
    message = fit(f"{name} has no option `{given}`")
    if meant in problem.beside:
        return error(
            "unknown-option", message, address, fix=f"`{meant}` is written already; {_what_it_has(owner, kind)}"
        )
    if meant is not None:
        return error("unknown-option", message, address, fix=f"did you mean `{meant}`?", edit=meant)
    return error("unknown-option", message, address, fix=_what_it_has(owner, kind))


def is_layer_beside(given: str, owner: type[Node] | None) -> bool:
    """Whether a layer's name stands where a wrapper's options do: `Bidirectional: {LSTM: {units: 4}}`."""
    return owner is not None and "layer" in owner.model_fields and find("layer", given) is not None


def _misplaced(problem: Problem, kind: str, given: str) -> tuple[str, str] | None:
    """Message and fix for an option of something else."""
    value = typed(problem.given)
    if is_layer_beside(given, problem.owner):
        owner = owner_name(problem.owner)
        return f"`{given}` belongs under `layer:` in {owner}", f"`{owner}: {{layer: {{{given}: {value}}}}}`"
    if kind == "layer" and given in near_misses.OF_THE_INPUT:
        message = f"what comes into a layer follows from the one before, not from `{given}`"
        return message, f"remove it; the input is written once, at the top level: {_as_input(given, problem.given)}"
    if kind == "layer" and given in near_misses.LAYERS_OF_THEIR_OWN:
        layer = near_misses.LAYERS_OF_THEIR_OWN[given].format(value)
        return f"`{given}` is no option here but a layer of its own", f"`- {layer}`"
    if is_section(problem.owner) and problem.owner is not None and problem.owner.__name__ == "Compile":
        if given in near_misses.TRAINING:
            rate = near_misses.OPTIONS.get(given, given)
            return f"`{given}` is an option of the optimizer", f"`optimizer: {{Adam: {{{rate}: {value}}}}}`"
        if given in near_misses.OF_THE_LOSS:
            fix = f"`loss: {{CategoricalCrossentropy: {{{given}: {value}}}}}`, say"
            return f"`{given}` is an option of the loss", fix
    return None


def _what_it_has(owner: type[Node] | None, kind: str) -> str:
    known = [owner.written_name(name) for name in owner.option_names()] if owner else []
    if kind == "layer":
        from netbuilder.schema.layer import Layer

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


def _section(given: str, problem: Problem, address: Address) -> Diagnostic:
    from netbuilder.schema.network import Network

    target = near_misses.TOP_LEVEL.get(given)
    if target == "":
        message = f"`{given}` is no part of a network file"
        return error(
            "misplaced-option",
            message,
            address,
            why="netbuilder builds and compiles; data and training stay in your own program",
            fix="remove it, and give it to `model.fit(...)`",
        )
    if target in ("compile", "runtime") and given not in ("training",):
        return error(
            "misplaced-option",
            f"`{given}` belongs under `{target}:`",
            address,
            fix=f"`{target}: {{{given}: {typed(problem.given)}}}`",
        )
    meant = target or nearest(given, Network.model_fields)
    if meant and meant not in problem.beside:
        return error(
            "unknown-option", f"a network has no section `{given}`", address, fix=f"did you mean `{meant}`?", edit=meant
        )
    fix = "a home for anchors is a key that begins with `x-`; the sections are " + ", ".join(Network.model_fields)
    return error("unknown-option", f"a network has no section `{given}`", address, fix=fix)


def meant_name(kind: str, given: str) -> str | None:
    """The name of that kind that a misspelt one is near to."""
    table = near_misses.LAYERS if kind == "layer" else near_misses.NAMES.get(kind, {})
    direct = table.get(given) or {key.lower(): value for key, value in table.items()}.get(given.lower())
    if direct:
        return direct
    strings = list(identifiers(kind))
    snake = given == given.lower()
    return nearest(given, [*strings, *names(kind)] if snake else [*names(kind), *strings])


def name(problem: Problem, address_of: AddressOf) -> Diagnostic:
    """A name that nothing of its kind has."""
    kind, given = problem.names, str(problem.given)
    # Under `Name: {...}` the name is a key; as a bare string it is the value.
    as_key = bool(problem.path) and problem.path[-1] == problem.given
    address = address_of(problem.path, "key" if as_key else "value")
    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    if problem.fix or problem.why:
        return error(rule, fit(f"{given} cannot be written here"), address, why=problem.why, fix=problem.fix)
    from netbuilder.schema.exclusions import EXCLUDED

    reason = EXCLUDED.get((kind, given))
    if reason:
        why, _, advice = reason.partition("; ")
        fix = advice or f"remove it; `netbuilder explain {_plural(kind)}` lists what there is"
        return error(rule, fit(f"{given} is not offered in a network file"), address, why=why, fix=fix)
    if as_key and given in near_misses.TYPE_KEYS:
        message = f"{described(kind)} is written `Name: {{option: value}}`, not under `{given}:`"
        return error("misplaced-option", message, address, fix="its name alone, or with options")
    if "(" in given:
        from netbuilder.schema.calls import as_written

        written = as_written(kind, given)
        if written:
            return error(rule, f"{described(kind)} is not written as a call here", address, fix=f"`{written}`")
    before_brace, brace, _ = given.partition("{")
    if as_key and brace and find(kind, before_brace.strip()):
        word = before_brace.strip()
        return error(rule, f"there is no `:` between `{word}` and its options", address, fix=f"`{word}: {{...}}`")
    meant = meant_name(kind, given)
    if as_key and meant and kind != "activation":
        cls = by_identifier(kind, meant)
        meant = cls.__name__ if cls else meant
    message = fit(f"no {kind} is called `{given}`")
    if meant:
        return error(rule, message, address, fix=f"did you mean `{meant}`?", edit=meant)
    known = names(kind)
    everything = f"`netbuilder explain {_plural(kind)}` lists them all"
    fix = f"write one of {', '.join(known)}" if len(known) <= 8 else everything
    if kind == "layer":
        fix += "; a layer of your own needs `--import MODULE` or `custom_objects=`"
    return error(rule, message, address, fix=fix)


def _plural(kind: str) -> str:
    return next(folder for folder, word in FOLDERS.items() if word == kind)
