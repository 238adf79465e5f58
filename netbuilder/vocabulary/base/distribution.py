"""Distribution, the base of what spreads a model over devices, and the names of a mesh's axes."""

from collections.abc import Mapping, Sequence

from netbuilder.vocabulary.base.node import Item

BATCH = "batch"
"""The one axis of a mesh that only the data is spread over."""
Layout = Sequence[str | None]
"""For every axis of a weight the axis of the mesh that it is spread over, or null."""


class Distribution(Item, frozen=True):
    """How the weights and the batches of one model are spread over devices."""

    kind = "distribution"
    keras_module = "distribution"

    def mesh_axes(self, devices: int | None) -> Mapping[str, int] | None:
        """The axes of the mesh with their sizes, in order; None where that follows from devices that nobody named."""
        raise NotImplementedError(type(self).__name__)

    @property
    def batch_axis(self) -> str:
        """The axis that batches are spread over."""
        return BATCH

    @property
    def layouts(self) -> Mapping[str, Layout]:
        """How weights are spread, by the pattern of their path."""
        return {}
