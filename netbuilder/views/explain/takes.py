"""What an option takes, in words, from the JSON Schema that its check states."""

from typing import Any

from netbuilder.convert.layout import flow
from netbuilder.convert.network_yaml import plain
from netbuilder.vocabulary.base.node import Check, Node
from netbuilder.vocabulary.base.node_fields import described

_TYPES = {"boolean": "true or false", "string": "a text", "null": "null", "object": "a mapping"}


def takes(cls: type[Node], option: str) -> str:
    """What one option takes, as `a whole number of at least 1`; null goes without saying where it is the default."""
    for check in cls.model_fields[option].metadata:
        if isinstance(check, Check):
            return in_words(check.json, null=default(cls, option) != "null")
    return "anything"


def in_words(json: dict[str, Any], *, null: bool = True) -> str:
    """A JSON Schema of the vocabulary as a phrase; `null` is whether null is worth saying."""
    if "slot" in json:
        kinds = [described(reference["kind"]) for reference in json["slot"]]
        words = [*kinds, *(["a list of them"] if json.get("or_list") else []), *(["null"] if json.get("null") else [])]
    elif "part" in json:
        words = [f"options as below `netbuilder explain {json['part'].__name__.lower()}`"]
    elif "input" in json:
        words = ["sizes of one sample, or a mapping as below `netbuilder explain input`"]
    elif "severities" in json:
        words = ["rule codes with " + ", ".join(json["severities"])]
    elif "enum" in json:
        words = [f"`{flow(one)}`" if one is not None else "null" for one in json["enum"]]
    elif "const" in json:
        words = [f"`{flow(json['const'])}`"]
    elif "anyOf" in json:
        words = _branches(json["anyOf"])
    else:
        given = json.get("type", [])
        words = [_typed(one, json) for one in ([given] if isinstance(given, str) else given)]
    return _or([word for word in words if null or word != "null"]) or "anything"


def _or(words: list[str]) -> str:
    words = list(dict.fromkeys(words))
    if len(words) < 3:
        return " or ".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _branches(branches: list[dict[str, Any]]) -> list[str]:
    """Several forms of one value; a list of the first form is said shortly."""
    words: list[str] = []
    for branch in branches:
        if words and branch.get("type") == "array" and in_words(branch.get("items", {})) == words[0]:
            count = branch.get("maxItems")
            words.append(f"a list of {count} of them" if count else "a list of them")
        else:
            words.append(in_words(branch))
    return words


def _typed(word: str, json: dict[str, Any]) -> str:
    if word in ("integer", "number"):
        return ("a whole number" if word == "integer" else "a number") + _bounds(json)
    if word == "array":
        items = json.get("items", {})
        count = json.get("maxItems")
        inner = in_words(items) if items else "values"
        if count is not None and count == json.get("minItems"):
            return f"a list of {count}, each {inner}"
        return f"a list, each {inner}"
    return _TYPES.get(word, word)


def _bounds(json: dict[str, Any]) -> str:
    low, high = json.get("minimum"), json.get("maximum")
    above, below = json.get("exclusiveMinimum"), json.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f" from {flow(low)} to {flow(high)}"
    found = [
        *([f"of at least {flow(low)}"] if low is not None else []),
        *([f"above {flow(above)}"] if above is not None else []),
        *([f"of at most {flow(high)}"] if high is not None else []),
        *([f"below {flow(below)}"] if below is not None else []),
    ]
    return " " + " and ".join(found) if found else ""


def default(cls: type[Node], option: str) -> str:
    """The value of an option that is left out; empty where it must be written."""
    field = cls.model_fields[option]
    if field.is_required():
        return ""
    return flow(plain(field.get_default(call_default_factory=True, validated_data={})))
