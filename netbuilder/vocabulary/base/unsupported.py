"""Layers on which Keras refuses options that every other layer takes."""

from typing import Self, TypeVar

from pydantic import model_validator

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.validation_errors import Problem, nested

_N = TypeVar("_N", bound=Node)


def refuse_what_it_lacks(node: _N) -> _N:
    """The node, if no option is given that its class names in `lacks`."""
    refused = [option for option in node.lacks if option in node.model_fields_set]
    if refused:
        raise nested([Problem("unknown-option", (option,), None, getattr(node, option)) for option in refused])
    return node


class Lacking(Layer, frozen=True):
    """A layer without the options that it names in `lacks`."""

    @model_validator(mode="after")
    def _refuse_what_it_lacks(self) -> Self:
        return refuse_what_it_lacks(self)
