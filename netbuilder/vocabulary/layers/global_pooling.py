"""Global pooling: one value a channel is left of all positions."""

from typing import ClassVar

from netbuilder.vocabulary.base.layer_roles import Pooling
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import DataFormat, Flag
from netbuilder.vocabulary.families.spatial import Spatial


class _GlobalPooling(Pooling, Spatial, frozen=True):
    """What all global pooling shares."""

    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    keepdims: Flag = False
    """Whether the positions' axes stay, with size 1."""

    example_input: ClassVar[tuple[int | None, ...]] = (8, 3)

    def output_shape(self, shape: Shape) -> Shape:
        self.positions(shape)
        channels = self.channels(shape)
        return self.placed(shape, (1,) * self.rank, channels) if self.keepdims else (shape[0], channels)


class GlobalMaxPooling1D(_GlobalPooling, frozen=True):
    """Keeps the largest value of every channel: (steps, channels) becomes (channels,)."""

    takes_maximum = True
    keeps_dtype = True
    keeps_ids = True


class GlobalMaxPooling2D(_GlobalPooling, frozen=True):
    """Keeps the largest value of every channel: (height, width, channels) becomes (channels,)."""

    rank: ClassVar[int] = 2
    takes_maximum = True
    keeps_dtype = True
    keeps_ids = True
    example_input = (8, 8, 3)


class GlobalMaxPooling3D(_GlobalPooling, frozen=True):
    """Keeps the largest value of every channel: (depth, height, width, channels) becomes (channels,)."""

    rank: ClassVar[int] = 3
    takes_maximum = True
    keeps_dtype = True
    keeps_ids = True
    example_input = (4, 4, 4, 3)


class GlobalAveragePooling1D(_GlobalPooling, frozen=True):
    """Keeps the mean of every channel: (steps, channels) becomes (channels,)."""

    drops_mask = False
    uses_mask = True
    keeps_values = True


class GlobalAveragePooling2D(_GlobalPooling, frozen=True):
    """Keeps the mean of every channel: (height, width, channels) becomes (channels,)."""

    rank: ClassVar[int] = 2
    keeps_values = True
    example_input = (8, 8, 3)


class GlobalAveragePooling3D(_GlobalPooling, frozen=True):
    """Keeps the mean of every channel: (depth, height, width, channels) becomes (channels,)."""

    rank: ClassVar[int] = 3
    keeps_values = True
    example_input = (4, 4, 4, 3)
