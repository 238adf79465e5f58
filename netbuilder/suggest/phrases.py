"""The pieces that messages about the writing of a network are made of."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from netbuilder.diagnostics import NO_SUGGESTION, Address, Diagnostic, Path, Severity, Suggestion, fit
from netbuilder.diagnostics.codes import DOCUMENT_CODES
from netbuilder.diagnostics.sentence import _
from netbuilder.source.flow import flow
from netbuilder.suggest.budget import BUDGET, is_small
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.network import Network

AddressOf = Callable[[Path, str], Address]
"""From a path and `key`, `value` or `name` to where that stands."""

CODES = {code.name: number for number, code in DOCUMENT_CODES.items()}


class Surroundings(NamedTuple):
    """What stands around a mistake."""

    address_of: AddressOf
    network: Mapping[str, Any] = {}
    """The whole file as plain data; empty for a node made in Python."""


def error(
    name: str, message: str, address: Address, suggestion: Suggestion = NO_SUGGESTION, *, why: str = ""
) -> Diagnostic:
    """A diagnostic of the document."""
    return Diagnostic(CODES[name], name, Severity.ERROR, fit(message), address, why=why, suggestion=suggestion)


def brief(value: Any) -> str:
    """A value as the file would say it, shortened."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, Node):
        return type(value).__name__
    elif isinstance(value, type):
        return _("the class {value}", value=value.__name__)
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {brief(item)}" for key, item in list(value.items())[:3]) + "}"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(brief(item) for item in value[:4]) + (", ..." if len(value) > 4 else "") + "]"
    elif isinstance(value, int) and value.bit_length() > 200:
        return _("a number of {bit_length:.0f} digits", bit_length=value.bit_length() // 3.3)
    else:
        text = str(value) if isinstance(value, int | float) else f"{type(value).__name__}"
    text = text.replace("\n", " ")
    return text if len(text) <= 30 else text[:27] + "..."


def typed(value: Any) -> str | None:
    """Plain data as something to type; None for anything else, and for what is too long."""
    text = flow(value) if is_small(value) else ""
    return text if 0 < len(text) <= BUDGET.typed else None


def is_network(owner: type[Node]) -> bool:
    """Whether a class is the whole network, in a file or in Python."""
    return issubclass(owner, Network)


def is_section(owner: type[Node]) -> bool:
    """Whether a class is a part of the file, as `compile`, and nothing with a name of its own."""
    return not hasattr(owner, "kind")


def owner_name(owner: type[Node]) -> str:
    """What carries an option, in the words of the file: `Dense`, `compile`, `a network`."""
    if is_section(owner):
        return _("a network") if is_network(owner) else f"`{owner.__name__.lower()}`"
    return owner.__name__


def written_owner(owner: type[Node]) -> str:
    """The key that carries an option: `Dense`, `compile`."""
    return owner.__name__.lower() if is_section(owner) else owner.__name__


def what_it_has(owner: type[Node]) -> str:
    """The options of a class, or how to see them where there are many."""
    names = [owner.written_name(option) for option in owner.option_names()]
    if issubclass(owner, Layer):
        names = [name for name in names if name not in Layer.model_fields]
    if not names:
        return _("remove it")
    is_long = len(names) > 8
    return (
        _("`netbuilder explain {written_owner}` lists what it has", written_owner=written_owner(owner))
        if is_long
        else _("it has {listed}", listed=listed(names))
    )


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as they are written."""
    return ", ".join(f"`{name}`" for name in names)
