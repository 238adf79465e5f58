"""Layers written as other tools write them, and what stands where a layer or the list of layers should."""

from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.suggestion import example
from netbuilder.suggest import synonyms
from netbuilder.suggest.phrases import Surroundings, brief, error, typed
from netbuilder.suggest.resolve_name import meant_class
from netbuilder.suggest.rewrite import named_in, options_of
from netbuilder.suggest.unknown_names import EVERY_LAYER, entry
from netbuilder.vocabulary.base.registry import find

_EXAMPLE = "- Dense: {units: 64}"


def not_a_list(data: Any, address: Address, path: Path) -> Diagnostic:
    """The diagnostic for `layers` that is no list."""
    if isinstance(data, dict) and data:
        suggestion = Suggestion((Change(path, "items", None),), "begin every layer with `- `", safe=True)
    else:
        suggestion = advice(f"`layers:` and a line `{_EXAMPLE}` for every layer")
    return error("wrong-type", f"`layers` takes a list of layers, got {brief(data)}", address, suggestion)


def odd_layer(item: Any, path: Path, around: Surroundings) -> tuple[Diagnostic, str]:
    """The diagnostic for an entry that is no layer, and the name of the layer that was probably meant."""
    address = around.address_of(path, "value")
    if isinstance(item, dict) and item:
        typed_by = next((key for key in synonyms.TYPE_KEYS if isinstance(item.get(key), str)), None)
        if typed_by is not None and _layer_name(item[typed_by]):
            message = f"a layer's class is written as the key, not under `{typed_by}:`"
            suggestion = _whole(item, path, around)
            name = _layer_name(item[typed_by]) or ""
            return error("misplaced-option", message, around.address_of((*path, typed_by), "key"), suggestion), name
        first = next(iter(item))
        name = _layer_name(first) or ""
        if name:
            return _beside(item, first, name, path, around), name
        if isinstance(item.get("type"), str):
            message = f"no layer is called {brief(item['type'])}"
            return error("unknown-layer", message, around.address_of((*path, "type"), "value"), advice(EVERY_LAYER)), ""
    if item in (None, {}):
        return error(
            "wrong-type", "this entry of `layers` is empty", address, advice(f"`{_EXAMPLE}`, or remove the line")
        ), ""
    if isinstance(item, list) and len(item) > 1 and all(isinstance(layer, dict) for layer in item[1:]):
        fix = "one `- ` is enough; a block that comes several times is `- repeat: {times: 3, layers: [...]}`"
        message = "a layer is written `Name: {option: value}`, got a list"
        return error("wrong-type", message, address, advice(fix)), ""
    if isinstance(item, dict | list):
        message = f"a layer is written `Name: {{option: value}}`, got {brief(item)}"
        return error("wrong-type", message, address, _whole(item, path, around)), ""
    return error("unknown-layer", f"no layer is called {brief(item)}", address, example(_EXAMPLE)), ""


def _layer_name(name: Any) -> str | None:
    cls = meant_class("layer", name) if isinstance(name, str) else None
    return cls.__name__ if cls is not None else None


def _whole(item: Any, path: Path, around: Surroundings) -> Suggestion:
    """The layer that an entry stands for; an example where that is not clear, or a value would be lost."""
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    named = named_in("layer", item)
    cls = meant_class("layer", named[0]) if named is not None else None
    if named is None or cls is None:
        return example(_EXAMPLE)
    inside = options_of(cls, *named)
    suggestion = entry(Change(path, "entry", ""), cls, inside, path, around)
    if suggestion is not None:
        return suggestion
    yaml = typed({cls.__name__: inside.whole}) if inside is not None else None
    return example(f"- {yaml[1:-1]}" if yaml is not None else _EXAMPLE)


def _beside(item: dict[str, Any], first: str, name: str, path: Path, around: Surroundings) -> Diagnostic:
    """Options, or a second layer, in one entry with a layer."""
    second, inside = list(item)[1], item[first]
    address = around.address_of((*path, second), "key")
    if find("layer", second):
        suggestion = advice(f"begin {second} with its own `- `")
        return error("misplaced-option", f"{name} and {second} stand in one entry", address, suggestion)
    suggestion = _whole(item, path, around)
    if inside is None:
        yaml = suggestion.changes[0].yaml if suggestion.changes else None
        words = ", or indent it two spaces more" if yaml else "indent it two spaces more"
        suggestion = Suggestion((Change(path, "indent", yaml, first), *suggestion.changes[1:]), "", words, safe=True)
    return error("misplaced-option", f"`{second}` stands beside {name}, not inside it", address, suggestion)
