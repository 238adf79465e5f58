"""Fields: what an option takes, as objects that read a value and say of themselves what they read.

A field gives a JSON Schema, a phrase for people, and the field below a step of a path, so that nobody else needs to
know how it reads. Numbers are in `values`, fields that hold nodes in `node_fields`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from netbuilder.diagnostics.sentence import _, joined
from netbuilder.vocabulary.base.validation_errors import nested_items, out_of_range, wrong_type

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Node

Json = dict[str, Any]
Step = str | int


class SchemaWriter(Protocol):
    """What knows how JSON Schema says what goes beyond one plain value."""

    def nodes(self, kinds: tuple[str, ...], null: bool) -> Json:
        """A node of one of these kinds."""

    def section(self, cls: "type[Node]") -> Json:
        """The options of one class."""

    def alternatives(self, branches: list[Json]) -> Json:
        """A value that fits one of several schemas."""

    def nullable(self, schema: Json) -> Json:
        """The same schema, and null."""

    def rules(self) -> Mapping[str, str]:
        """Every rule's code with its name."""


class Field:
    """What one option takes."""

    __slots__ = ()

    kinds: tuple[str, ...] = ()
    """The kinds of nodes that it may hold, in a list too; empty for plain values."""

    def validate(self, value: Any) -> Any:
        """The value as the network keeps it.

        Raises:
            PydanticCustomError: it does not fit, as `validation_errors` says it.
        """
        raise NotImplementedError(type(self).__name__)

    def json_schema(self, writer: SchemaWriter) -> Json:
        """The same in JSON Schema."""
        raise NotImplementedError(type(self).__name__)

    def forms(self) -> Sequence[str]:
        """The same in words, one phrase for every form that a value may have."""
        raise NotImplementedError(type(self).__name__)

    def describe(self, *, null: bool = True) -> str:
        """The same as one phrase, as `a whole number of at least 1`; `null` is whether null is worth saying."""
        return listed_words([form for form in self.forms() if null or form != "null"]) or "anything"

    def literals(self) -> Sequence[str]:
        """The words and flags that it takes, as they are written; none where there are too many to say."""
        return ()

    def child(self, step: Step) -> "Field | None":
        """The field below a step of a path in the file; None where a value has nothing below it."""
        return None

    def branch(self, value: Any) -> "Field":
        """The form that a value has, where there are several."""
        return self

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        # A finished schema spares pydantic the inspection of the function, most of the time that a field takes.
        return core_schema.no_info_plain_validator_function(self.validate)


def listed_words(phrases: Sequence[str]) -> str:
    """Phrases as one: `a, b or c`."""
    phrases = list(dict.fromkeys(phrases))
    if len(phrases) < 2:
        return phrases[0] if phrases else ""
    return _("{first} or {last}", first=joined(", ", phrases[:-1]), last=phrases[-1])


def literal(value: str | int | float | bool | None) -> str:
    """A word, a number or a flag as it is written in a file."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else "null" if value is None else str(value)


class Scalar(Field):
    """A plain value that one function reads."""

    __slots__ = ("read", "schema", "words")

    def __init__(self, read: Callable[[Any], Any], schema: Json, *words: str) -> None:
        self.read = read
        self.schema = schema
        self.words = words

    def validate(self, value: Any) -> Any:
        return self.read(value)

    def json_schema(self, writer: SchemaWriter) -> Json:
        return dict(self.schema)

    def forms(self) -> Sequence[str]:
        return self.words

    def literals(self) -> Sequence[str]:
        schema = self.schema
        choices = (True, False) if schema.get("type") == "boolean" else schema.get("enum", ())
        return [literal(choice) for choice in choices]


class Anything(Scalar):
    """Plain data of any form, with any keys below."""

    __slots__ = ()

    def __init__(self, read: Callable[[Any], Any] = lambda value: value) -> None:
        super().__init__(read, {})

    def child(self, step: Step) -> Field:
        return ANYTHING


ANYTHING = Anything()


class Choice(Field):
    """One of a few words or flags."""

    __slots__ = ("expected", "fix", "is_lowered", "options", "types", "why")

    def __init__(
        self, *options: str | bool, expected: str = "", why: str = "", fix: str = "", is_lowered: bool = False
    ) -> None:
        self.options = options
        self.is_lowered = is_lowered
        """Whether Keras takes the words in any case, as `VALID`; they are kept in lower case."""
        self.types = frozenset(map(type, options))  # 1 is equal to true, and no flag
        self.expected = expected or listed_words(self.forms())
        self.why = why
        self.fix = fix

    def validate(self, value: Any) -> str | bool:
        if type(value) not in self.types:
            raise wrong_type(self.expected, fix=self.fix)
        if value not in self.options:
            if self.is_lowered and (lowered := str(value).lower()) in self.options:
                return lowered
            words = tuple([option for option in self.options if isinstance(option, str)])
            raise out_of_range(self.expected, why=self.why, fix=self.fix, choices=words)
        return value  # type: ignore[no-any-return]

    def json_schema(self, writer: SchemaWriter) -> Json:
        capitals = [option.upper() for option in self.options if isinstance(option, str)] if self.is_lowered else []
        return {"enum": [*self.options, *capitals]}

    def forms(self) -> Sequence[str]:
        return [f"`{literal(option)}`" for option in self.options]

    def literals(self) -> Sequence[str]:
        return [literal(option) for option in self.options]


class Nullable(Field):
    """The same field that lets null through."""

    __slots__ = ("inner", "kinds")

    def __init__(self, inner: Field) -> None:
        self.inner = inner
        self.kinds = inner.kinds

    def validate(self, value: Any) -> Any:
        return None if value is None else self.inner.validate(value)

    def json_schema(self, writer: SchemaWriter) -> Json:
        return writer.nullable(self.inner.json_schema(writer))

    def forms(self) -> Sequence[str]:
        return [*self.inner.forms(), "null"]

    def literals(self) -> Sequence[str]:
        return [*self.inner.literals(), "null"]

    def child(self, step: Step) -> Field | None:
        return self.inner.child(step)

    def branch(self, value: Any) -> Field:
        return self.inner.branch(value)


class Refined(Field):
    """A field whose value has to pass one more test, which may change it too."""

    __slots__ = ("extra", "inner", "kinds", "refine")

    def __init__(self, inner: Field, refine: Callable[[Any], Any], **extra: Any) -> None:
        self.inner = inner
        self.refine = refine
        self.extra = extra
        self.kinds = inner.kinds

    def validate(self, value: Any) -> Any:
        return self.refine(self.inner.validate(value))

    def json_schema(self, writer: SchemaWriter) -> Json:
        return self.inner.json_schema(writer) | self.extra

    def forms(self) -> Sequence[str]:
        return self.inner.forms()

    def literals(self) -> Sequence[str]:
        return self.inner.literals()

    def child(self, step: Step) -> Field | None:
        return self.inner.child(step)


class ListOf(Field):
    """A list whose items all pass one field; kept as a tuple."""

    __slots__ = ("expected", "item", "kinds", "least", "length")

    def __init__(self, item: Field, expected: str, *, length: int | None = None, least: int = 0) -> None:
        self.item = item
        self.expected = expected
        self.length = length
        self.least = least
        self.kinds = item.kinds

    def validate(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise wrong_type(self.expected)
        if (self.length is not None and len(value) != self.length) or len(value) < self.least:
            raise out_of_range(self.expected)
        read = self.item.validate
        try:
            return tuple([read(item) for item in value])
        except PydanticCustomError:
            raise nested_items(read, value) from None

    def json_schema(self, writer: SchemaWriter) -> Json:
        schema: Json = {"type": "array", "items": self.item.json_schema(writer)}
        least = self.least if self.length is None else self.length
        if self.length is not None or least:
            schema["minItems"] = least
        if self.length is not None:
            schema["maxItems"] = self.length
        return schema

    def forms(self) -> Sequence[str]:
        count = "" if self.length is None else _(" of {length}", length=self.length)
        return [_("a list{count}, each {describe}", count=count, describe=self.item.describe())]

    def child(self, step: Step) -> Field | None:
        return self.item if isinstance(step, int) else None


class OneOf(Field):
    """A value of one of several forms; how they are told apart, a subclass says."""

    __slots__ = ("branches", "kinds")

    def __init__(self, *branches: Field) -> None:
        self.branches = branches
        self.kinds = tuple(dict.fromkeys(kind for branch in branches for kind in branch.kinds))

    def json_schema(self, writer: SchemaWriter) -> Json:
        return writer.alternatives([branch.json_schema(writer) for branch in self.branches])

    def forms(self) -> Sequence[str]:
        first, *others = self.branches
        item = first.describe()
        forms = [item]
        for other in others:
            several = other.inner if isinstance(other, Refined) else other
            if isinstance(several, ListOf) and several.item.describe() == item:
                forms.append(
                    _("a list of them")
                    if several.length is None
                    else _("a list of {length} of them", length=several.length)
                )
            else:
                forms.append(other.describe())
        return forms

    def literals(self) -> Sequence[str]:
        return list(dict.fromkeys(word for branch in self.branches for word in branch.literals()))

    def child(self, step: Step) -> Field | None:
        return next((below for branch in self.branches if (below := branch.child(step)) is not None), None)

    def branch(self, value: Any) -> Field:
        is_list = isinstance(value, list | tuple)
        fitting = [branch for branch in self.branches if isinstance(branch, ListOf) == is_list] or self.branches
        # What has something below it is what a path means.
        return next((branch for branch in fitting if branch.kinds), fitting[0]).branch(value)


class MappingOf(Field):
    """A mapping of texts whose values all pass one field, in the order in which they are written."""

    __slots__ = ("expected", "item", "least")

    def __init__(self, item: Field, expected: str, *, least: int = 0) -> None:
        self.item = item
        self.expected = expected
        self.least = least

    def validate(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping) or not all(type(key) is str for key in value):
            raise wrong_type(self.expected)
        if len(value) < self.least:
            raise out_of_range(self.expected)
        read = self.item.validate
        try:
            return {key: read(item) for key, item in value.items()}
        except PydanticCustomError:
            raise nested_items(read, value) from None

    def json_schema(self, writer: SchemaWriter) -> Json:
        schema: Json = {"type": "object", "additionalProperties": self.item.json_schema(writer)}
        return schema | ({"minProperties": self.least} if self.least else {})

    def forms(self) -> list[str]:
        return [self.expected]

    def child(self, step: Step) -> Field | None:
        return self.item if isinstance(step, str) else None
