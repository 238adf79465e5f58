"""Puts the schema's problems into words: message, fix, did-you-mean, and the edit that mends it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, Edit, LayerRef, Place, Severity, Span
from netbuilder.schema import near_misses
from netbuilder.schema.index import by_identifier, identifiers, names
from netbuilder.schema.nearest import nearest
from netbuilder.schema.node import Node
from netbuilder.schema.problems import Path, Problem
from netbuilder.schema.slots import described

AddressOf = Callable[[Path, str], Address]
"""From a path and `key` or `value` to where that stands."""

_RULES = {
    "unknown-layer": "NB010",
    "unknown-option": "NB011",
    "out-of-range": "NB012",
    "missing-option": "NB013",
    "wrong-type": "NB014",
    "unknown-name": "NB015",
    "misplaced-option": "NB016",
}


def error(
    name: str,
    message: str,
    address: Address,
    *,
    why: str = "",
    fix: str = "",
    edit: str | None = None,
    safe: bool = False,
) -> Diagnostic:
    """A diagnostic of the document; `edit` replaces what the address covers."""
    edits = (Edit(address, edit),) if edit is not None and isinstance(address, Span) else ()
    return Diagnostic(_RULES[name], name, Severity.ERROR, message, address, "", why, fix, edits, safe)


def shown(value: Any) -> str:
    """A value as the file would say it, shortened."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, Node):
        return type(value).__name__
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {shown(item)}" for key, item in list(value.items())[:3]) + "}"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(shown(item) for item in value[:4]) + (", ..." if len(value) > 4 else "") + "]"
    elif isinstance(value, int) and value.bit_length() > 200:
        return f"a number of {value.bit_length() // 3.3:.0f} digits"
    else:
        text = str(value) if isinstance(value, int | float) else f"{type(value).__name__}"
    text = text.replace("\n", " ")
    return text if len(text) <= 30 else text[:27] + "..."


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


def written_path(path: Sequence[str | int]) -> str:
    """A path as Python and people write it: `layers[4].Dropout.rate`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def positional(cls: type[Node], args: tuple[Any, ...]) -> Diagnostic:
    """The diagnostic for options that were given by position in Python."""
    options = [cls.written_name(option) for option in cls.option_names()]
    typed = ", ".join(f"{name}={arg!r}" for name, arg in zip(options, args, strict=False))
    message = f"{cls.__name__} takes its options by name, got {len(args)} by position"
    return error("wrong-type", message, Place(cls.__name__), fix=f"`nb.{cls.__name__}({typed})`")


def _tell(problem: Problem, all_problems: list[Problem], address_of: AddressOf) -> Diagnostic | None:
    match problem.kind:
        case "missing-option":
            return _missing(problem, all_problems, address_of)
        case "unknown-option":
            return _unknown_option(problem, address_of)
        case "unknown-name":
            return _unknown_name(problem, address_of)
    message = f"{_subject(problem)} takes {problem.expected}, got {shown(problem.given)}"
    name = problem.kind if problem.kind in _RULES else "wrong-type"
    fix = problem.fix or _retyped(problem)
    return error(name, _fit(message), address_of(problem.path, "value"), why=problem.why, fix=fix)


def _subject(problem: Problem) -> str:
    option = problem.path[-1] if problem.path else ""
    if isinstance(option, int):
        option = next((step for step in reversed(problem.path) if isinstance(step, str)), "")
        return f"an item of {option}"
    if problem.owner is None or option == problem.owner.__name__:
        return str(option)
    return f"{problem.owner.__name__}.{option}" if option else problem.owner.__name__


def _fit(message: str) -> str:
    return message if len(message) <= 80 else message[:77] + "..."


def _retyped(problem: Problem) -> str:
    """The value without its quotes or its fraction, where that is all that is wrong."""
    given = problem.given
    if problem.kind != "wrong-type":
        return ""
    if isinstance(given, str) and "number" in problem.expected:
        try:
            float(given)
        except ValueError:
            return ""
        return f"`{given}`, without the quotes"
    if isinstance(given, float) and given.is_integer() and "whole number" in problem.expected and abs(given) < 1e15:
        return f"`{int(given)}`"
    if isinstance(given, str) and problem.expected.startswith("true or false"):
        word = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(given.lower())
        return f"`{word}`" if word else ""
    if problem.expected.startswith("a list of metrics") and isinstance(given, str):
        return f"`metrics: [{given}]`"
    return ""


def _missing(problem: Problem, all_problems: list[Problem], address_of: AddressOf) -> Diagnostic | None:
    option, owner = str(problem.path[-1]), problem.owner
    for other in all_problems:
        same_node = other.kind == "unknown-option" and other.path[:-1] == problem.path[:-1]
        if same_node and _meant_option(str(other.path[-1]), owner) == option:
            return None  # the misspelt key says it all
    name = owner.__name__ if owner else "this"
    example = dict(owner.example) if owner else {}
    value = shown(example.get(option, "...")).strip('"')
    return error(
        "missing-option",
        f"{name} needs `{option}`",
        address_of(problem.path[:-1], "name"),
        fix=f"`{name}: {{{option}: {value}}}`" if name != "Network" else f"a line `{option}:` at the top level",
    )


def _meant_option(given: str, owner: type[Node] | None) -> str | None:
    if owner is None:
        return None
    known = [owner.written_name(option) for option in owner.option_names()]
    near = near_misses.OPTIONS.get(given)
    return near if near in known else nearest(given, known)


def _unknown_option(problem: Problem, address_of: AddressOf) -> Diagnostic:
    given, owner = str(problem.path[-1]), problem.owner
    name = owner.__name__ if owner else "this"
    address = address_of(problem.path, "key")
    if name == "Network":
        return _unknown_section(given, address)
    kind = owner.__dict__.get("kind") or getattr(owner, "kind", "")
    if kind == "layer" and given in near_misses.OF_THE_INPUT:
        return error(
            "misplaced-option",
            _fit(f"what comes into a layer follows from the one before, not from `{given}`"),
            address,
            fix=f"remove it, and write `input: [...]` once at the top level: {_as_input(given, problem.given)}",
        )
    if name == "Compile" and given in near_misses.TRAINING:
        option = near_misses.OPTIONS.get(given, given)
        return error(
            "misplaced-option",
            f"`{given}` is an option of the optimizer",
            address,
            fix=f"`optimizer: {{Adam: {{{option}: {shown(problem.given)}}}}}`",
        )
    from netbuilder.schema.exclusions import EXCLUDED_OPTIONS  # only when something is wrong

    why = EXCLUDED_OPTIONS.get((str(kind), name, given))
    if why is not None:
        message = f"{name}.{given} is not offered in a network file"
        return error("unknown-option", _fit(message), address, why=why, fix="remove it")
    meant = _meant_option(given, owner)
    if meant is not None:
        return error(
            "unknown-option", f"{name} has no option `{given}`", address, fix=f"did you mean `{meant}`?", edit=meant
        )
    known = [owner.written_name(option) for option in owner.option_names()] if owner else []
    if kind == "layer":
        known = [one for one in known if one not in _every_layer_has()]
    listed = ", ".join(f"`{one}`" for one in known)
    fix = f"it has {listed}" if 0 < len(known) <= 8 else f"`netbuilder explain {name}` lists what it has"
    return error("unknown-option", f"{name} has no option `{given}`", address, fix=fix if known else "remove it")


def _every_layer_has() -> list[str]:
    from netbuilder.schema.layer import Layer

    return list(Layer.model_fields)


def _as_input(given: str, value: Any) -> str:
    if given in ("input_dim", "in_features") and isinstance(value, int):
        return f"`input: [{value}]`"
    if given == "batch_input_shape" and isinstance(value, list | tuple):
        return f"`input: {shown(list(value)[1:])}`"
    if isinstance(value, list | tuple):
        return f"`input: {shown(list(value))}`"
    return "`input: [28, 28, 1]`, say"


def _unknown_section(given: str, address: Address) -> Diagnostic:
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
            "misplaced-option", f"`{given}` belongs under `{target}:`", address, fix=f"`{target}: {{{given}: ...}}`"
        )
    meant = target or nearest(given, Network.model_fields)
    if meant:
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


def _unknown_name(problem: Problem, address_of: AddressOf) -> Diagnostic:
    kind, given = problem.names, str(problem.given)
    # Under `Name: {...}` the name is a key; as a bare string it is the value.
    as_key = bool(problem.path) and problem.path[-1] == problem.given
    address = address_of(problem.path, "key" if as_key else "value")
    if problem.fix or problem.why:
        name = "unknown-layer" if kind == "layer" else "unknown-name"
        return error(name, _fit(f"{given} cannot be written here"), address, why=problem.why, fix=problem.fix)
    from netbuilder.schema.exclusions import EXCLUDED

    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    reason = EXCLUDED.get((kind, given))
    if reason:
        return error(
            rule, _fit(f"{given} is not offered in a network file"), address, why=reason, fix="choose another " + kind
        )
    meant = meant_name(kind, given)
    if as_key and meant and kind != "activation":
        cls = by_identifier(kind, meant)
        meant = cls.__name__ if cls else meant
    message = _fit(f"no {kind} is called `{given}`")
    if meant:
        return error(rule, message, address, fix=f"did you mean `{meant}`?", edit=meant)
    known = names(kind)
    fix = f"write one of {', '.join(known)}" if len(known) <= 8 else f"`netbuilder explain {kind}s` lists them all"
    if kind == "layer":
        fix += "; a layer of your own needs `--import MODULE` or `custom_objects=`"
    return error(rule, message, address, fix=fix)


__all__ = [
    "described",
    "diagnostics",
    "error",
    "meant_name",
    "place_diagnostics",
    "positional",
    "shown",
    "written_path",
]
