"""The whole vocabulary as one JSON Schema, for editors and for tools that know no netbuilder.

A layer is `if` it is a string one of the names that need no options, `else` an object with one key. Editors give up on
`oneOf` over a hundred layers: they blame the wrong one, and complete nothing. Draft-07 is what they all read.
"""

import json
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any

from netbuilder.convert.json_share import shared
from netbuilder.convert.json_types import Json, joined, with_null
from netbuilder.convert.network_yaml import amount
from netbuilder.convert.schema_file import FILE
from netbuilder.source.flow import flow
from netbuilder.system.generated import generate
from netbuilder.vocabulary.base.docs import field_docs, summary
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import read
from netbuilder.vocabulary.base.registry import by_identifier, every, identifiers
from netbuilder.vocabulary.base.releases import NEWEST, number
from netbuilder.vocabulary.base.validation_errors import passes
from netbuilder.vocabulary.network import Limits, Network

_DEFINITIONS = "definitions"
_Reference = tuple[tuple[str, ...], bool]


def schema(keras: str | None = None) -> dict[str, Any]:
    """The JSON Schema of a config file; what the caller has registered or brought is in it too.

    Args:
        keras: only what this release of Keras has.
    """
    writer = _Writer(keras or NEWEST)
    network = writer.node(Network)
    # Several parts refer to a kind that refers to others: write until none is new.
    while writer.pending:
        kinds, null = writer.pending.pop()
        writer.definitions[_definition_name(kinds, null)] = writer.definition(kinds, null)
    network["patternProperties"] = {
        "^x-": {"description": "A home for anchors; netbuilder looks at it only through aliases."}
    }
    return shared({"$schema": "http://json-schema.org/draft-07/schema#"} | network, writer.definitions)


def text(keras: str | None = None) -> str:
    """The same as compact JSON, with a line end."""
    return _compact(schema(keras)) + "\n"


def text_of_file() -> str:
    """The text of the file that is shipped: the same, with a line break before every definition."""
    whole = schema()
    definitions = whole[_DEFINITIONS]
    lines = (f"{json.dumps(name)}:{_compact(definition)}" for name, definition in definitions.items())
    head = _compact({**whole, _DEFINITIONS: {}})
    return head.replace(f'"{_DEFINITIONS}":{{}}', f'"{_DEFINITIONS}":{{\n' + ",\n".join(lines) + "\n}") + "\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(arguments: list[str]) -> int:
    """Write the file that is shipped, or compare it; the exit status."""
    return generate("netbuilder.convert.json_schema", {FILE: text_of_file()}, arguments)


class _Writer:
    def __init__(self, keras: str) -> None:
        self.keras = number(keras)
        self.definitions: dict[str, Json] = {}
        self.pending: list[_Reference] = []

    def node(self, cls: type[Node]) -> Json:
        """The options of one class."""
        docs, facts = field_docs(cls), history(cls)
        properties = {}
        required = []
        for option in cls.option_names():
            if not self._has(facts.options.get(option, "")):
                continue
            field, name = cls.model_fields[option], cls.written_name(option)
            values = cls.field_of(option).json_schema(self)
            if "enum" in values and option in facts.values and not self._has(facts.values[option].release):
                values["enum"] = [value for value in values["enum"] if value not in facts.values[option].values]
            properties[name] = _described(cls, option, docs) | values
            if field.is_required():
                required.append(name)
        schema: Json = {"type": "object", "properties": properties, "additionalProperties": False}
        if required:
            schema["required"] = required
        return {"description": summary(cls)} | schema

    def nodes(self, kinds: tuple[str, ...], null: bool) -> Json:
        """A reference to the definition of what may stand where a node of these kinds is expected."""
        name = _definition_name(kinds, null)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.pending.append((kinds, null))
        return {"$ref": f"#/definitions/{name}"}

    def section(self, cls: type[Node]) -> Json:
        """The options of one class; what the section is, its own key says."""
        return {key: value for key, value in self.node(cls).items() if key != "description"}

    def alternatives(self, branches: list[Json]) -> Json:
        return joined(branches)

    def nullable(self, schema: Json) -> Json:
        return with_null(schema)

    def rules(self) -> Mapping[str, str]:
        from netbuilder.rules.base import codes

        return codes()

    def _has(self, since: str) -> bool:
        """Whether the release has what came with another one."""
        return number(since) <= self.keras

    def _classes(self, kind: str) -> list[type[Item]]:
        return [cls for cls in every(kind) if self._has(history(cls).since)]

    def definition(self, kinds: tuple[str, ...], null: bool) -> Json:
        """What may stand where something of these kinds is expected."""
        strings: list[str] = []
        properties: dict[str, Json] = {}
        for kind in kinds:
            classes = self._classes(kind)
            if kind == "layer" and kind != kinds[0]:
                # As an activation, only a layer that is one makes sense.
                classes = [cls for cls in classes if issubclass(cls, ActivationLayer)]
            histories = {cls.__name__: history(cls) for cls in classes}
            words = [
                string
                for string, name in identifiers(kind).items()
                if name in histories and self._has(histories[name].strings.get(string, ""))
            ]
            check = partial(read, kind)  # a string is enough where no option is needed
            strings += [string for string in (*words, *(cls.__name__ for cls in classes)) if passes(check, string)]
            properties |= {cls.__name__: self._options(cls) for cls in classes if not cls.only_bare}
        by_name: Json = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False}
        by_name["properties"] = properties
        if strings:
            names = f"{kinds[0]}_name"
            words = list(dict.fromkeys(strings))
            # Not of the standard; editors show each beside its value, and whoever validates passes over them.
            about = [_about(kinds, word) for word in words]
            self.definitions[names] = {"enum": words, "enumDescriptions": about}
            reference = {"$ref": f"#/definitions/{names}"}
            by_name = {"if": {"type": "string"}, "then": reference, "else": by_name}
            if kinds[0] != "layer":
                # Always true: editors complete the value of a key from an `anyOf`, and do not look behind `then`.
                by_name["anyOf"] = [reference, True]
        return with_null(by_name) if null else by_name

    def _options(self, cls: type[Item]) -> Json:
        options = self.node(cls)
        # `Flatten:` with nothing behind the colon is all defaults.
        return options if "required" in options else with_null(options)


def _about(kinds: tuple[str, ...], word: str) -> str:
    """The sentence about what a string stands for."""
    classes = (by_identifier(kind, word) for kind in kinds)
    return next((summary(cls) for cls in classes if cls is not None), "")


def _described(cls: type[Node], option: str, docs: dict[str, str]) -> Json:
    """The option's sentence and its default; editors would write a `default` of the schema into the file."""
    sentence, default = docs.get(option, ""), cls.model_fields[option].default
    if issubclass(cls, Kernel) and option in cls.kernel_options:
        sentence += f" Left out: chosen for the activation; with `initializers: keras` {flow(default)}"
    elif isinstance(default, bool | str | int | float) or (default and isinstance(default, list | tuple)):
        if isinstance(default, int) and cls is Limits:
            default = amount(default)
        sentence += f" Default: {flow(default)}"
    return {"description": sentence.strip()} if sentence else {}


def _definition_name(kinds: tuple[str, ...], null: bool) -> str:
    return kinds[0] + ("_or_null" if null else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
