"""What layers on positions share: convolutions, pooling, padding, upsampling; in one, two or three dimensions."""

from collections.abc import Sequence
from math import isqrt
from typing import TYPE_CHECKING, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Pooling
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, sample, window, wrong_rank
from netbuilder.vocabulary.base.values import DataFormat

NAMES = {1: ("steps",), 2: ("height", "width"), 3: ("depth", "height", "width")}
"""What the positions' axes are called, by their number."""


class Spatial(Layer, frozen=True):
    """A layer that takes positions along `rank` axes, with channels at each."""

    rank: ClassVar[int] = 1
    """How many axes the positions have."""

    if TYPE_CHECKING:
        data_format: DataFormat = None

    @classmethod
    def option_names(cls) -> list[str]:
        """The options in Keras' order: a family states them once, and its 2-D and 3-D members narrow some."""
        own = [name for name in cls.model_fields if name not in Layer.model_fields]
        return own + [name for name in Layer.model_fields if name not in cls.lacks]

    @property
    def channels_first(self) -> bool:
        return self.data_format == "channels_first"

    def may_lack_cpu_kernel(self, precision: str, shape: Shape) -> bool:
        # Windows over volumes are summarized in single precision alone.
        is_other = self.rank == 3 and isinstance(self, Pooling) and precision not in ("float32", "mixed_bfloat16")
        return self.channels_first or is_other

    def positions(self, shape: Shape) -> Shape:
        """The sizes of the positions' axes.

        Raises:
            ShapeError: the input has another rank.
        """
        if len(shape) != self.rank + 2:
            raise self._wrong_rank(shape)
        return shape[2:] if self.data_format == "channels_first" else shape[1:-1]

    def channels(self, shape: Shape) -> int | None:
        """How many channels every position has."""
        return shape[1] if self.data_format == "channels_first" else shape[-1]

    def placed(self, shape: Shape, positions: Sequence[int | None], channels: int | None) -> Shape:
        """The input's shape with other positions and channels."""
        if self.data_format == "channels_first":
            return (shape[0], channels, *positions)
        return (shape[0], *positions, channels)

    def slid(
        self,
        option: str,
        sizes: Shape,
        extents: Sequence[int],
        strides: Sequence[int],
        padding: str,
        dilations: Sequence[int],
    ) -> list[int | None]:
        """How many places a window takes along every axis; `option` is what it is called.

        Raises:
            ShapeError: the window is larger than what is left of an axis.
        """
        places: list[int | None] = []
        for axis, size in enumerate(sizes):
            if size is None:
                places.append(None)
                continue
            count = window(size, extents[axis], strides[axis], padding, dilations[axis])
            if count < 1:
                raise self._too_large(option, axis, size, extents[axis], dilations[axis])
            places.append(count)
        return places

    def _too_large(self, option: str, axis: int, size: int, extent: int, dilation: int) -> ShapeError:
        name, reach = type(self).__name__, (extent - 1) * dilation + 1
        covered = (
            _("window of {extent}", extent=extent)
            if dilation == 1
            else _("window of {extent} covers {reach} and", extent=extent, reach=reach)
        )
        message = _(
            "{name}: a {covered} does not fit, {names} is {size} here",
            name=name,
            covered=covered,
            names=NAMES[self.rank][axis],
            size=size,
        )
        fix = _("a smaller `{option}`, `padding: same`, or less pooling and striding before", option=option)
        if extent <= size:
            option, fix = "dilation_rate", _("a smaller `dilation_rate`; or {fix}", fix=fix)
        return ShapeError("window", message, field=option, fix=fix)

    def _wrong_rank(self, shape: Shape) -> ShapeError:
        name = type(self).__name__
        why, fix = _hint(name, self.rank, self.data_format, shape)
        return wrong_rank(name, layout(self.rank, self.data_format), shape, why=why, fix=fix)


def layout(rank: int, data_format: str | None = None) -> str:
    """The sizes that a layer on positions takes, as `(height, width, channels)`."""
    names = ("channels", *NAMES[rank]) if data_format == "channels_first" else (*NAMES[rank], "channels")
    return f"({', '.join(names)})"


_SAMPLES = 1000
"""A first size of so many is that of the whole data set rather than of an axis of one sample."""


def _hint(name: str, rank: int, data_format: str | None, shape: Shape) -> tuple[str, str]:
    """Why an input has another rank than the layer takes, and what to do, where there is a usual cause."""
    first = data_format == "channels_first"
    sizes, missing = shape[1:], rank + 2 - len(shape)
    other = _of_rank(name, rank, len(shape) - 2)
    if missing == -1 and (sizes[0] or 0) >= _SAMPLES:
        fix = f"`input: [{sample(shape[1:])[1:-1]}]`" + (_(", or `{other}`", other=other) if other else "")
        return (_("`input` is the shape of one sample, and how many there are is no part of it"), fix)
    if missing < 0:
        return ("", f"`{other}`" if other else "")
    # A last axis of 1 to 4 looks like channels, so it is the layer that has an axis too many.
    if other and 0 < (sizes[-1] or 0) <= 4:
        return ("", f"`{other}`")
    if missing == 1 and sizes.count(None) <= 1:
        target = [-1 if size is None else size for size in ([1, *sizes] if first else [*sizes, 1])]
        fix = _("`- Reshape: {{target_shape: {target}}}` before it", target=target)
        return (
            _("the channels are an axis of their own, even a single one"),
            fix + (_(", or `{other}`", other=other) if other else ""),
        )
    if len(sizes) == 1:
        why = _("Flatten, Dense and global pooling leave no positions")
        side = isqrt(sizes[0] or 0)
        if rank == 2 and side > 1 and side * side == sizes[0]:
            target = [1, side, side] if first else [side, side, 1]
            return (why, _("`- Reshape: {{target_shape: {target}}}` before it", target=target))
        return (why, "")
    return ("", f"`{other}`" if other else "")


def _of_rank(name: str, rank: int, other: int) -> str:
    """The same layer for another number of axes, as Conv1D for Conv2D; empty where there is none."""
    from netbuilder.vocabulary.base.registry import find  # only when something is wrong

    other_name = name.replace(f"{rank}D", f"{other}D")
    return other_name if other_name != name and other in NAMES and find("layer", other_name) else ""


def above_one(size: int | list[int] | tuple[int, ...]) -> bool:
    """Whether a size is above 1 on any axis."""
    return size > 1 if isinstance(size, int) else max(size) > 1
