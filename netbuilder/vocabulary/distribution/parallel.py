"""DataParallel and ModelParallel."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from pydantic import model_validator

from netbuilder.diagnostics import Path
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.distribution import BATCH, Distribution, Layout
from netbuilder.vocabulary.base.fields import ListOf, MappingOf, Nullable, Refined, listed_words
from netbuilder.vocabulary.base.number_fields import COUNT
from netbuilder.vocabulary.base.validation_errors import Problem, nested, out_of_range
from netbuilder.vocabulary.base.values import TEXT, OptionalText

MOST_PATTERNS = 1_000
"""Of a layout with more the file is generated, and one pattern says what many do."""


def _few(layout: Mapping[str, Layout]) -> Mapping[str, Layout]:
    if len(layout) > MOST_PATTERNS:
        raise out_of_range(_("at most {most_patterns:,} patterns", most_patterns=MOST_PATTERNS))
    return layout


_MESH = MappingOf(COUNT, _("axes with their sizes, as `{batch: 2, model: 4}`"), least=1)
_AXES = ListOf(Nullable(TEXT), _("a list with an axis of the mesh or null for every axis, as `[null, model]`"))
_LAYOUT = MappingOf(_AXES, _('patterns with axes, as `{".*/dense/kernel": [null, model]}`'))


class DataParallel(Distribution, frozen=True):
    """Every device has all weights, and computes a part of every batch."""

    def mesh_axes(self, devices: int | None) -> Mapping[str, int] | None:
        return None if devices is None else {BATCH: devices}


class ModelParallel(Distribution, frozen=True):
    """Weights are spread over devices too: each has a part of those that a pattern names, and all of the others."""

    mesh: Annotated[Mapping[str, int], _MESH]
    """The axes along which devices stand, each with its size; their product is the number of devices."""
    layout: Annotated[Mapping[str, Sequence[str | None]], Refined(_LAYOUT, _few)] = {}
    """Regular expressions for whole paths of weights, as `.*/dense/kernel`; each with an axis of the mesh, or null,
    for every axis of the weight."""
    batch_dim_name: OptionalText = None
    """The axis that batches are spread over; left out, the first one."""

    example = {"mesh": {"batch": 2, "model": 4}, "layout": {".*/dense/kernel": [None, "model"]}}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.batch_dim_name is not None and self.batch_dim_name not in self.mesh:
            axes = tuple(self.mesh)
            expected = _("an axis of the mesh: {axes}", axes=listed_words([f"`{axis}`" for axis in axes]))
            path: Path = ("batch_dim_name",)
            raise nested([Problem("out-of-range", path, None, self.batch_dim_name, expected, choices=axes)])
        return self

    def mesh_axes(self, devices: int | None) -> Mapping[str, int]:
        return self.mesh

    @property
    def batch_axis(self) -> str:
        return self.batch_dim_name or next(iter(self.mesh))

    @property
    def layouts(self) -> Mapping[str, Layout]:
        return self.layout
