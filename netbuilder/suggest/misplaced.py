"""Layers written as other tools write them, and what stands where a layer should."""

from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, Path, Span
from netbuilder.suggest import synonyms
from netbuilder.suggest.bullets import dashed
from netbuilder.suggest.phrases import AddressOf, error, shown
from netbuilder.suggest.resolve_name import meant_name, meant_option
from netbuilder.suggest.rewrite import named_in, respelled
from netbuilder.vocabulary.base.registry import find


def not_a_list(data: Any, address: Address) -> Diagnostic:
    """The diagnostic for `layers` that is no list."""
    if not isinstance(data, dict) or not data:
        fix = "`layers:` and a line `- Dense: {units: 64}` for every layer"
    elif isinstance(address, Span) and address.text.string[address.start] == "{":
        fix = "`[` and `]` around the layers in place of `{` and `}`"
    elif all(key.startswith("-") for key in data):
        fix = "a space behind every `-`"
    else:
        fix = "begin every layer with `- `"
    said = error("wrong-type", f"`layers` takes a list of layers, got {shown(data)}", address, fix=fix)
    return (
        said._replace(suggestion=said.suggestion._replace(edits=dashed(address)))
        if data and isinstance(data, dict) and isinstance(address, Span)
        else said
    )


def odd_layer(item: Any, path: Path, address_of: AddressOf) -> tuple[Diagnostic, str]:
    """The diagnostic for an entry that is no layer, and the name of the layer that was probably meant."""
    address = address_of(path, "value")
    if isinstance(item, dict) and item:
        for key in synonyms.TYPE_KEYS:
            if isinstance(item.get(key), str) and _layer_name(item[key]):
                return _typed(item, key, address_of((*path, key), "key"))
        first = next(iter(item))
        name = _layer_name(first)
        if name:
            return _beside(item, first, name, address_of((*path, list(item)[1]), "key"))
        if isinstance(item.get("type"), str):
            message = f"no layer is called {shown(item['type'])}"
            return error("unknown-layer", message, address_of((*path, "type"), "value"), fix=EVERY_LAYER), ""
        dense = find("layer", "Dense")
        are_options = all(meant_option(key, dense) for key in item)
        fix = (
            f"`- {respelled('layer', 'Dense', item)}`" if are_options and "units" in item else "`- Dense: {units: 64}`"
        )
        message = f"a layer is written `Name: {{option: value}}`, got {shown(item)}"
        return (error("wrong-type", message, address, fix=fix), "")
    if isinstance(item, list):
        named = named_in("layer", item[0] if len(item) == 1 else item)
        if named is not None and (written := respelled("layer", *named)):
            message = f"a layer is written `Name: {{option: value}}`, got {shown(item)}"
            return (error("wrong-type", message, address, fix=f"`- {written}`"), "")
        fix = "one `- ` is enough; a block that comes several times is `- repeat: {times: 3, layers: [...]}`"
        return (error("wrong-type", "a layer is written `Name: {option: value}`, got a list", address, fix=fix), "")
    message = "this entry of `layers` is empty" if item in (None, {}) else f"no layer is called {shown(item)}"
    name = "wrong-type" if item in (None, {}) else "unknown-layer"
    units = item if type(item) is int and item > 0 else 64
    return (error(name, message, address, fix=f"`- Dense: {{units: {units}}}`, or remove the line"), "")


EVERY_LAYER = (
    "`netbuilder explain layers` lists them all; a layer of your own needs `--import MODULE` or `custom_objects=`"
)
"""What to do about a layer that there is not."""


def _layer_name(name: Any) -> str | None:
    if not isinstance(name, str):
        return None
    return name if find("layer", name) else meant_name("layer", name)


def _typed(item: dict[str, Any], key: str, address: Address) -> tuple[Diagnostic, str]:
    options = item.get("config")
    if not isinstance(options, dict):
        options = {option: value for option, value in item.items() if option != key}
    fix = f"`- {respelled('layer', item[key], options)}`"
    message = f"a layer's class is written as the key, not under `{key}:`"
    return (error("misplaced-option", message, address, fix=fix), _layer_name(item[key]) or "")


def _beside(item: dict[str, Any], first: str, name: str, address: Address) -> tuple[Diagnostic, str]:
    second = list(item)[1]
    if find("layer", second):
        message, fix = f"{name} and {second} stand in one entry", f"begin {second} with its own `- `"
    else:
        message = f"`{second}` stands beside {name}, not inside it"
        beside = {option: value for option, value in item.items() if option != first}
        inside = item[first]
        options = {**inside, **beside} if isinstance(inside, dict) else beside
        fix = f"`- {respelled('layer', name, options)}`"
        if inside is None:
            fix += ", or indent it two spaces more"
    return (error("misplaced-option", message, address, fix=fix), name)
