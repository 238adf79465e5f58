"""Layers on which Keras refuses options that every other layer takes."""

from typing import Self

from pydantic import model_validator

from netbuilder.schema.layer import Layer
from netbuilder.schema.problems import Problem, nested


class Lacking(Layer, frozen=True):
    """A layer without the options that it names in `lacks`."""

    @model_validator(mode="after")
    def _refuse_what_it_lacks(self) -> Self:
        given = [option for option in self.lacks if option in self.model_fields_set]
        if given:
            raise nested([Problem("unknown-option", (option,), None, getattr(self, option)) for option in given])
        return self
