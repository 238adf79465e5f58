"""Node: the base of everything that can be written in a network."""

from typing import Any, ClassVar

from pydantic import BaseModel, PrivateAttr
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, ValidationError, core_schema

from netbuilder.vocabulary.base.fields import Field
from netbuilder.vocabulary.base.python_values import BeyondFiles, as_written
from netbuilder.vocabulary.base.refusals import positional_refusal, refusal
from netbuilder.vocabulary.base.validation_errors import Problem, problems_of


class _Signature:
    """What `help` and the Tab key of a notebook show of a class: its options by name, with their defaults."""

    def __get__(self, instance: Any, owner: "type[Node]") -> Any:
        from inspect import Parameter, Signature  # only when somebody asks

        options = [(owner.written_name(name), owner.model_fields[name]) for name in owner.option_names()]
        options.sort(key=lambda option: not option[1].is_required())
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if field.is_required() else field.get_default(call_default_factory=True),
                )
                for name, field in options
            ]
        )


class Node(BaseModel, extra="forbid", frozen=True, defer_build=True, protected_namespaces=()):
    """One thing of the vocabulary, with its options as fields.

    Options go by keyword. Raises `netbuilder.ConfigError` for options that do not fit.
    """

    example: ClassVar[dict[str, Any]] = {}
    """The smallest set of options that makes sense, as written in a file."""
    lacks: ClassVar[tuple[str, ...]] = ()
    """The inherited options that Keras does not take here."""
    __signature__ = _Signature()

    def __init__(self, /, *args: Any, **options: Any) -> None:
        if args:
            raise positional_refusal(type(self), args)
        options = _as_written(type(self), options)
        try:
            super().__init__(**options)
        except ValidationError as error:
            problems = problems_of(error, type(self), options)
        else:
            return
        raise refusal(type(self), problems) from None

    # Tells pydantic that reading a file need not go through this __init__.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        # What stands here is read again in every subclass, and class attributes need no reading.
        annotations = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - the dict itself, to be changed
        for name in cls.__class_vars__:
            annotations.pop(name, None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """The same schema that pydantic would work out, put together from the fields' checks in a tenth of the time."""
        fields = {}
        for name, info in cls.model_fields.items():
            field = next((item for item in info.metadata if isinstance(item, Field)), None)
            if field is None:
                return handler(source)  # type: ignore[no-any-return]
            schema: CoreSchema = core_schema.no_info_plain_validator_function(field.validate)
            if not info.is_required():
                schema = core_schema.with_default_schema(schema, default=info.default)
            fields[name] = core_schema.model_field(schema, validation_alias=info.alias)
        whole: CoreSchema = core_schema.model_schema(
            cls,
            core_schema.model_fields_schema(fields, model_name=cls.__name__),
            custom_init=False,
            frozen=True,
            post_init=cls.__pydantic_post_init__,
            config=core_schema.CoreConfig(title=cls.__name__, extra_fields_behavior="forbid", validate_by_name=True),
        )
        for validator in cls.__pydantic_decorators__.model_validators.values():
            if validator.info.mode != "after":
                return handler(source)  # type: ignore[no-any-return]
            whole = core_schema.no_info_after_validator_function(validator.func, whole)
        return whole

    @classmethod
    def model_rebuild(cls, *, force: bool = False, **options: Any) -> bool | None:
        """Finish the class, which happens when it is first used; with that schema as it is, where it is all there is.

        pydantic's own way first asks every installed package for plugins, which takes longer than all the rest.
        """
        if force or cls.__pydantic_complete__ or not cls.__pydantic_fields_complete__:
            return super().model_rebuild(force=force, **options)
        try:
            schema = cls.__get_pydantic_core_schema__(cls, _left_to_pydantic)
        except LookupError:
            return super().model_rebuild(force=force, **options)
        cls.__pydantic_core_schema__ = schema
        cls.__pydantic_validator__ = SchemaValidator(schema)
        cls.__pydantic_serializer__ = SchemaSerializer(schema)
        cls.__pydantic_complete__ = True
        return True

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
            return
        cls = type(self).__name__
        raise AttributeError(f"a {cls} does not change once it is made; make another: {cls}(..., {name}={value!r})")

    @property
    def written(self) -> set[str]:
        """The names of the options that the author gave."""
        return self.model_fields_set

    @classmethod
    def option_names(cls) -> list[str]:
        """The options in reading order: the class's own first, its family's, then what every node of its kind has."""
        names = [name for name in cls.model_fields if name not in cls.lacks]
        own = [name for name in cls.__annotations__ if name in names]
        # What a family shares comes before what Layer, Loss, ... give to every class of the kind.
        kind = next((base for base in reversed(cls.__mro__) if "kind" in base.__dict__), None)
        common = kind.model_fields if kind is not None and issubclass(kind, Node) else {}
        family = [name for name in names if name not in own and name not in common]
        return own + family + [name for name in names if name in common and name not in own]

    @classmethod
    def written_name(cls, option: str) -> str:
        """What an option is called in a file, where a field cannot have that name: EinsumDense's `output_shape`."""
        return cls.model_fields[option].alias or option

    @classmethod
    def field_of(cls, option: str) -> Field:
        """What an option takes."""
        return next(item for item in cls.model_fields[option].metadata if isinstance(item, Field))

    def __repr_args__(self) -> Any:
        given = [name for name in self.option_names() if name in self.model_fields_set]
        return [(self.written_name(name), getattr(self, name)) for name in given]


class Item(Node, frozen=True):
    """A node that is found by its kind and its name, and written as `Name: {option: value}`."""

    kind: ClassVar[str]
    """layer, initializer, loss, ...: a name means something only together with its kind."""
    only_bare: ClassVar[bool] = False
    """Whether it is a string that Keras itself resolves, as `accuracy`, and never `Name: {option: value}`."""


class Named(Item, frozen=True):
    """A node that may be written as one of Keras' string identifiers, such as `he_normal`."""

    identifiers: ClassVar[tuple[str, ...]] = ()
    """The strings by which Keras knows this class, besides the class name; they stand for its default options."""
    callable_bare: ClassVar[bool] = True
    """Whether such a string, or the bare class name, is enough: `MeanIoU` needs options, Keras stops at `Constant`."""

    _identifier: str | None = PrivateAttr(default=None)

    @property
    def identifier(self) -> str | None:
        """The string it was written as; None where it was written with options or made in Python."""
        # Not `self._identifier`: pydantic finds a private attribute by failing to find an ordinary one first.
        private = self.__pydantic_private__
        return private["_identifier"] if private is not None else None

    @classmethod
    def from_identifier(cls, identifier: str) -> "Named":
        """The node with default options that remembers how it was written."""
        node = cls.model_validate({})
        node._identifier = identifier
        return node


def _as_written(cls: type[Node], options: dict[str, Any]) -> dict[str, Any]:
    """The options that a program passes, as plain values.

    Raises:
        ConfigError: one of them holds itself, or a number beyond all limits.
    """
    plain = {}
    for name, value in options.items():
        try:
            plain[name] = as_written(value)
        except BeyondFiles as beyond:
            raise refusal(cls, [Problem("wrong-type", (name,), cls, beyond.received, str(beyond))]) from None
    return plain


def _left_to_pydantic(source: Any) -> CoreSchema:
    """Stands in for pydantic's handler where there is none."""
    raise LookupError(source)
