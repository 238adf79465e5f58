"""Layers written as other tools write them, and what stands where a layer should."""

from typing import Any

from netbuilder.diagnostics import Address, Diagnostic
from netbuilder.schema import near_misses
from netbuilder.schema.index import find
from netbuilder.schema.layer import Layer
from netbuilder.schema.problems import Path, Problem
from netbuilder.schema.saying import AddressOf, error, shown
from netbuilder.schema.unknown import meant_name


def not_a_list(data: Any, address: Address, path: Path) -> Diagnostic:
    """The diagnostic for `layers` that is no list."""
    fix = (
        "begin every layer with `- `"
        if isinstance(data, dict)
        else "`layers:` and a line `- Dense: {units: 64}` for every layer"
    )
    return error("wrong-type", f"`layers` takes a list of layers, got {shown(data)}", address, fix=fix)


def odd_layer(item: Any, path: Path, address_of: AddressOf) -> tuple[Diagnostic, str]:
    """The diagnostic for an entry that is no layer, and the name of the layer that was probably meant."""
    address = address_of(path, "value")
    if isinstance(item, dict) and item:
        for key in near_misses.TYPE_KEYS:
            if isinstance(item.get(key), str) and _layer_name(item[key]):
                return _typed(item, key, address_of((*path, key), "key"))
        first = next(iter(item))
        name = _layer_name(first)
        if name:
            return _beside(item, first, name, address_of((*path, list(item)[1]), "key"))
        diagnostic = error("wrong-type", f"a layer is written `Name: {{option: value}}`, got {shown(item)}", address)
        return (diagnostic._replace(fix="`- Dense: {units: 64}`"), "")
    if isinstance(item, list):
        fix = "one `- ` is enough; a block that comes several times is `- repeat: {times: 3, layers: [...]}`"
        return (error("wrong-type", "a layer is written `Name: {option: value}`, got a list", address, fix=fix), "")
    message = "this entry of `layers` is empty" if item in (None, {}) else f"no layer is called {shown(item)}"
    name = "wrong-type" if item in (None, {}) else "unknown-layer"
    return (error(name, message, address, fix="`- Dense: {units: 64}`, or remove the line"), "")


def _layer_name(name: Any) -> str | None:
    if not isinstance(name, str):
        return None
    return name if find("layer", name) else meant_name("layer", name)


def _typed(item: dict[str, Any], key: str, address: Address) -> tuple[Diagnostic, str]:
    name = _layer_name(item[key]) or ""
    options = item.get("config") if isinstance(item.get("config"), dict) else item
    rest = ", ".join(f"{option}: {shown(value)}" for option, value in (options or {}).items() if option != key)
    rest = rest.replace('"', "")
    fix = f"`- {name}: {{{rest}}}`" if rest else f"`- {name}`"
    message = f"a layer's class is written as the key, not under `{key}:`"
    return (error("misplaced-option", message, address, fix=fix), name)


def _beside(item: dict[str, Any], first: str, name: str, address: Address) -> tuple[Diagnostic, str]:
    second = list(item)[1]
    if find("layer", second):
        message, fix = f"{name} and {second} stand in one entry", f"begin {second} with its own `- `"
    else:
        message = f"`{second}` stands beside {name}, not inside it"
        rest = ", ".join(f"{option}: {shown(value)}" for option, value in item.items() if option != first)
        fix = f"`- {name}: {{{rest}}}`, or indent it two spaces more".replace('"', "")
    return (error("misplaced-option", message, address, fix=fix), name)


def as_written_elsewhere(cls: type[Layer], options: Any, problems: list[Problem]) -> list[Problem]:
    """The problems, with a better fix where the options are no mapping: `Dropout: 0.3`."""
    if isinstance(options, dict) or len(problems) != 1:
        return problems
    from netbuilder.schema.retyping import with_options

    return [problems[0]._replace(fix=with_options(cls, options))]
