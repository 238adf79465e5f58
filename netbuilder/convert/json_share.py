"""Write equal parts of a JSON Schema once, and refer to them."""

import json
from typing import Any

from netbuilder.convert.json_types import Json

_WORTH = 60
"""A part shorter than this is not worth a reference."""
# Keys whose values are schemas by name, and keys whose value is one schema.
_BY_NAME = ("properties", "patternProperties")
_SINGLE = ("items", "if", "then", "else")


def shared(root: Json, definitions: dict[str, Json]) -> Json:
    """The schema with its definitions, in which every part that stands there twice or more has become one of them."""
    counts: dict[str, int] = {}
    for schema in (root, *definitions.values()):
        _count(schema, counts)
    sharer = _Sharer(counts, set(definitions))
    rewritten = {name: sharer.inside(schema) for name, schema in definitions.items()}
    root = sharer.inside(root)
    return root | {"definitions": dict(sorted((rewritten | sharer.definitions).items()))}


def _count(schema: Json, counts: dict[str, int]) -> None:
    """Count the parts of a schema; what is inside a part that was met before has been counted."""
    for _, part in _parts(schema):
        key = _key(part)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] == 1:
            _count(part, counts)


def _parts(schema: Json) -> list[tuple[str, Json]]:
    parts = [(key, schema[key]) for key in _SINGLE if isinstance(schema.get(key), dict)]
    for key in _BY_NAME:
        parts += schema.get(key, {}).items()
    return parts


def _key(schema: Json) -> str:
    return json.dumps(schema, separators=(",", ":"))


class _Sharer:
    def __init__(self, counts: dict[str, int], taken: set[str]) -> None:
        self.counts = counts
        self.taken = taken
        self.definitions: dict[str, Json] = {}
        self._names: dict[str, str] = {}

    def inside(self, schema: Json) -> Json:
        """The schema with its parts replaced where they are shared."""
        parts: dict[str, Any] = dict(schema)
        for key in _SINGLE:
            if isinstance(schema.get(key), dict):
                parts[key] = self._part(key, schema[key])
        for key in _BY_NAME:
            if key in schema:
                parts[key] = {name: self._part(name, part) for name, part in schema[key].items()}
        return parts

    def _part(self, name: str, schema: Json) -> Json:
        key = _key(schema)
        if self.counts[key] < 2 or len(key) < _WORTH:
            return self.inside(schema)
        if key not in self._names:
            self._names[key] = self._free(name)
            self.definitions[self._names[key]] = self.inside(schema)
        return {"$ref": f"#/definitions/{self._names[key]}"}

    def _free(self, name: str) -> str:
        """A readable name for a definition, as editors show it: the option's own, numbered where that is taken."""
        free, number = name, 1
        while free in self.taken:
            number += 1
            free = f"{name}_{number}"
        self.taken.add(free)
        return free
