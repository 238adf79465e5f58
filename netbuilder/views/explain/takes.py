"""What an option takes, in words, and its default."""

from netbuilder.convert.network_yaml import plain
from netbuilder.source.flow import flow
from netbuilder.vocabulary.base.node import Node


def takes(cls: type[Node], option: str) -> str:
    """What one option takes, as `a whole number of at least 1`; null goes without saying where it is the default."""
    return cls.field_of(option).describe(null=default(cls, option) != "null")


def default(cls: type[Node], option: str) -> str:
    """The value of an option that is left out; empty where it must be written."""
    field = cls.model_fields[option]
    if field.is_required():
        return ""
    return flow(plain(field.get_default(call_default_factory=True, validated_data={})))
