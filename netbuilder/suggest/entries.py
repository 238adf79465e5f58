"""Layers written as other tools write them, and what stands where a layer or the list of layers should."""

from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import example
from netbuilder.suggest.phrases import Surroundings, brief, error
from netbuilder.suggest.python_calls import code_in_layers, is_code
from netbuilder.suggest.resolve_name import meant_class
from netbuilder.suggest.rewrite import named_in, node_suggestion, options_of
from netbuilder.suggest.synonyms import TYPE_KEYS
from netbuilder.suggest.unknown_names import EVERY_LAYER
from netbuilder.vocabulary.base.registry import find

_EXAMPLE = "- Dense: {units: 64}"


def not_a_list(data: Any, address: Address, path: Path) -> Diagnostic:
    """The diagnostic for `layers` that is no list."""
    if isinstance(data, str) and is_code(data):
        return code_in_layers(address)
    if isinstance(data, dict) and data:
        suggestion = Suggestion((Change(path, "items", None),), _("begin every layer with `- `"), safe=True)
    else:
        suggestion = advice(_("`layers:` and a line `{example}` for every layer", example=_EXAMPLE))
    return error("wrong-type", _("`layers` takes a list of layers, got {data}", data=brief(data)), address, suggestion)


def odd_layer(item: Any, path: Path, around: Surroundings) -> tuple[Diagnostic, str]:
    """The diagnostic for an entry that is no layer, and the name of the layer that was probably meant."""
    address = around.address_of(path, "value")
    if item in (None, {}):
        suggestion = advice(_("`{example}`, or remove the line", example=_EXAMPLE))
        return error("wrong-type", _("this entry of `layers` is empty"), address, suggestion), ""
    if not isinstance(item, dict):
        is_block = isinstance(item, list) and len(item) > 1
        message = _(
            "a layer is written `Name: {{option: value}}`, got {part}", part=_("a list") if is_block else brief(item)
        )
        fix = _("one `- ` is enough; a block that comes several times is `- repeat: {times: 3, layers: [...]}`")
        single = item[0] if isinstance(item, list) and len(item) == 1 else item
        return error("wrong-type", message, address, advice(fix) if is_block else _whole(single, path, around)), ""
    key = next((key for key in TYPE_KEYS if isinstance(item.get(key), str)), "")
    if key and (name := _layer_name(item[key])):
        message = _("a layer's class is written as the key, not under `{key}:`", key=key)
        address = around.address_of((*path, key), "key")
        return error("misplaced-option", message, address, _whole(item, path, around)), name
    first = next(iter(item))
    if name := _layer_name(first):
        return _beside(item, first, name, path, around), name
    if key == "type":
        message = _("no layer is called {item}", item=brief(item[key]))
        return error("unknown-layer", message, around.address_of((*path, key), "value"), advice(EVERY_LAYER)), ""
    message = _("a layer is written `Name: {{option: value}}`, got {item}", item=brief(item))
    return error("wrong-type", message, address, example(_EXAMPLE)), ""


def _layer_name(name: str) -> str:
    cls = meant_class("layer", name)
    return cls.__name__ if cls is not None else ""


def _whole(item: Any, path: Path, around: Surroundings) -> Suggestion:
    """The layer that an entry stands for; an example where that is not clear, or a value would be lost."""
    name, options = named_in("layer", item) or ("", None)
    cls = meant_class("layer", name)
    return example(_EXAMPLE) if cls is None else node_suggestion(cls, options_of(cls, name, options), path, around)


def _beside(item: dict[str, Any], first: str, name: str, path: Path, around: Surroundings) -> Diagnostic:
    """Options, or a second layer, in one entry with a layer."""
    second = list(item)[1]
    address = around.address_of((*path, second), "key")
    if find("layer", second):
        suggestion = advice(_("begin {second} with its own `- `", second=second))
        return error(
            "misplaced-option",
            _("{name} and {second} stand in one entry", name=name, second=second),
            address,
            suggestion,
        )
    suggestion = _whole(item, path, around)
    if item[first] is None:
        yaml = suggestion.changes[0].yaml if suggestion.changes else None
        words = _(", or indent it two spaces more") if yaml else _("indent it two spaces more")
        suggestion = Suggestion((Change(path, "indent", yaml, first), *suggestion.changes[1:]), "", words, safe=True)
    return error(
        "misplaced-option",
        _("`{second}` stands beside {name}, not inside it", second=second, name=name),
        address,
        suggestion,
    )
