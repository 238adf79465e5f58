"""FastModel: a pydantic model whose fields are `Field`s, ready in a tenth of the time that pydantic takes by itself.

Every name of pydantic's that it does not document stands in this file. The tests run it with every minor version in
`TESTED`; under any other, or with the environment variable `NETBUILDER_PLAIN_MODELS` set, pydantic does all by itself:
slower at the start, with the same results.
"""

import os
from typing import Any

from pydantic import VERSION, BaseModel
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema

from netbuilder.vocabulary.base.fields import Field

TESTED = ("2.12", "2.13", "2.14")
"""The minor versions of pydantic that the short cuts are known to work with."""
IS_FAST = VERSION.rpartition(".")[0] in TESTED and not os.environ.get("NETBUILDER_PLAIN_MODELS")


class FastModel(
    BaseModel, extra="forbid", frozen=True, defer_build=True, protected_namespaces=(), validate_by_name=True
):
    """A frozen model that is made ready when it is first used."""

    if IS_FAST:

        @classmethod
        def __pydantic_init_subclass__(cls, **options: Any) -> None:
            """Drop the annotations of class attributes: pydantic reads every annotation again in every subclass."""
            forget_class_attributes(cls, cls.__class_vars__)

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
            return _core_schema(cls) or handler(source)

        @classmethod
        def model_rebuild(cls, *, force: bool = False, **options: Any) -> bool | None:
            """Make the class ready.

            pydantic's own way first asks every installed package for plugins, which takes longer than all the rest.
            """
            schema = None
            if not force and not cls.__pydantic_complete__ and cls.__pydantic_fields_complete__:
                schema = _core_schema(cls)
            if schema is None:
                return super().model_rebuild(force=force, **options)
            cls.__pydantic_core_schema__ = schema
            cls.__pydantic_validator__ = SchemaValidator(schema)
            cls.__pydantic_serializer__ = SchemaSerializer(schema)
            cls.__pydantic_complete__ = True
            return True

    def private(self, name: str) -> Any:
        """A private attribute; None where the model was made without any."""
        # Not `getattr`: pydantic finds a private attribute by failing to find an ordinary one first.
        attributes = self.__pydantic_private__ if IS_FAST else {name: getattr(self, name)}
        return attributes[name] if attributes is not None else None


def forget_class_attributes(cls: type, names: set[str]) -> None:
    """Take the annotations of these names off a class."""
    own = cls.__dict__.get("__annotations__")  # noqa: RUF063 - the dict itself, to be changed
    if own is not None:
        for name in names:
            own.pop(name, None)
    elif any(name in cls.__annotations__ for name in names):  # Python 3.14 makes them when they are asked for
        cls.__annotations__ = {name: kind for name, kind in cls.__annotations__.items() if name not in names}


def _core_schema(cls: type[BaseModel]) -> CoreSchema | None:
    """The schema that pydantic would work out, put together from the fields; None where there is more than fields."""
    fields = {}
    for name, info in cls.model_fields.items():
        field = next((item for item in info.metadata if isinstance(item, Field)), None)
        if field is None:
            return None
        schema: CoreSchema = core_schema.no_info_plain_validator_function(field.validate)
        if not info.is_required():
            schema = core_schema.with_default_schema(schema, default=info.default)
        fields[name] = core_schema.model_field(schema, validation_alias=info.alias)
    model: CoreSchema = core_schema.model_schema(
        cls,
        core_schema.model_fields_schema(fields, model_name=cls.__name__),
        frozen=True,
        post_init=cls.__pydantic_post_init__,
        config=core_schema.CoreConfig(title=cls.__name__, extra_fields_behavior="forbid", validate_by_name=True),
    )
    for validator in cls.__pydantic_decorators__.model_validators.values():
        if validator.info.mode != "after":
            return None
        model = core_schema.no_info_after_validator_function(validator.func, model)
    return model
