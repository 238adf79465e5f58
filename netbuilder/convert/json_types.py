"""Alternatives in JSON Schema without `anyOf`, of which editors report every branch and complete none."""

from typing import Any

Json = dict[str, Any]


def joined(branches: list[Json]) -> Json:
    """One schema for a value that may be of several types, each with its own conditions."""
    null = {"type": "null"} in branches
    rest = [branch for branch in branches if branch != {"type": "null"}]
    schema = rest[-1]
    for branch in reversed(rest[:-1]):
        schema = _merged(branch, schema) or _by_type(branch, schema)
    return with_null(schema) if null else schema


def with_null(schema: Json) -> Json:
    """The same schema, and null."""
    if "enum" in schema:
        return schema if None in schema["enum"] else schema | {"enum": [*schema["enum"], None]}
    if "type" in schema:
        types = _types(schema)
        return schema if "null" in types else schema | {"type": [*types, "null"]}
    if "else" in schema:
        return schema | {"else": with_null(schema["else"])}
    return {"if": {"type": "null"}, "then": True, "else": schema}


def _merged(first: Json, second: Json) -> Json | None:
    """Both in one: a condition such as `minimum` only speaks of the type it fits. None where they clash."""
    if not _is_plain(first) or not _is_plain(second):
        return None
    types = [*_types(first), *_types(second)]
    clash = (set(first) & set(second)) - {"type", "description"}
    if clash or _overlap(first, second):
        return None
    return first | second | {"type": types}


def _is_plain(schema: Json) -> bool:
    return "type" in schema and not {"enum", "if", "anyOf"} & set(schema)


def _by_type(first: Json, second: Json) -> Json:
    """A choice by the type of the value; both branches as they are where that does not tell them apart."""
    if not _types(first):
        first, second = second, first
    types = _types(first)
    if not types or _overlap(first, second):
        return {"anyOf": [first, second]}
    return {"if": {"type": types[0] if len(types) == 1 else types}, "then": first, "else": second}


def _overlap(first: Json, second: Json) -> bool:
    types, others = ({"number" if name == "integer" else name for name in _types(schema)} for schema in (first, second))
    return not types.isdisjoint(others)


def _types(schema: Json) -> list[str]:
    """The types that a schema lets through; none where it is a reference or a choice."""
    types = schema.get("type")
    if types is None:
        values = schema.get("enum", [schema["const"]] if "const" in schema else [])
        return list(dict.fromkeys(_type_of(value) for value in values))
    return list(types) if isinstance(types, list) else [types]


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"
