"""Layers that arrange the same values in another shape: Flatten, Reshape, Permute, RepeatVector."""

import math
from collections.abc import Sequence
from typing import Annotated, Any

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import ANYTHING
from netbuilder.vocabulary.base.fields import ListOf, Refined
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.number_fields import COUNT, CountOrMinusOne, as_int
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, elements, sample, wrong_rank
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type
from netbuilder.vocabulary.base.values import Count, DataFormat

_SIZE = _("a whole number of at least 1, or -1")
_DIMS = _("the axes from 1 up in another order, as `[2, 1]`")


def _size(value: Any) -> int:
    number = as_int(value)
    if number is None:
        raise wrong_type(_SIZE, repair=-1 if value is None else None)
    if number < 1 and number != -1:
        raise out_of_range(_SIZE, why=_("-1 stands for what is left"))
    return number


def _target(sizes: tuple[int, ...]) -> tuple[int, ...]:
    if sizes.count(-1) > 1:
        raise out_of_range(_("a list of sizes with one -1 at most"))
    return sizes


def _order(axes: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(axes) != list(range(1, len(axes) + 1)):
        raise out_of_range(_DIMS)
    return axes


_SIZES = ListOf(CountOrMinusOne(_size), _("a list of sizes, as `[28, 28, 1]`"))
TargetShape = Annotated[Sequence[int], Refined(_SIZES, _target)]
Order = Annotated[Sequence[int], Refined(ListOf(COUNT, _DIMS), _order)]


class _Rearranging(Layer, frozen=True):
    """A layer whose output has the values of its input."""

    passes_signal = True
    keeps_values = True
    mixes_positions = True
    accepted = ANYTHING
    keeps_dtype = True
    keeps_ids = True
    drops_mask = True


class Flatten(_Rearranging, frozen=True):
    """Puts all values of a sample in one row: (height, width, channels) becomes (height x width x channels,)."""

    data_format: DataFormat = None
    """Where the channels stand; `channels_first` moves them last before flattening."""

    keeps_sparse = True
    takes_sparse = True
    flattens = True
    example_input = (4, 3)

    def output_shape(self, shape: Shape) -> Shape:
        return (shape[0], elements(shape[1:]))


class Reshape(_Rearranging, frozen=True):
    """Arranges the values of a sample in another shape with as many values."""

    target_shape: TargetShape
    """The new sizes, without the batch axis; one may be -1, for what is left."""

    rearranges = True
    example = {"target_shape": [4, -1]}

    def output_shape(self, shape: Shape) -> Shape:
        target, count = tuple(self.target_shape), elements(shape[1:])
        fixed = math.prod(size for size in target if size != -1)
        if -1 not in target:
            self._check_count(fixed, count, shape)
            return (shape[0], *target)
        if count is None:
            return (shape[0], *[None if size == -1 else size for size in target])
        if count % fixed:
            raise self._misfit(
                _(
                    "cannot split {shape} into {target}: {count} is no multiple of {fixed}",
                    shape=sample(shape),
                    target=_written(target),
                    count=count,
                    fixed=fixed,
                )
            )
        return (shape[0], *[count // fixed if size == -1 else size for size in target])

    def _check_count(self, target_count: int, count: int | None, shape: Shape) -> None:
        if count is None:
            least = math.prod(size for size in shape[1:] if size is not None)
            if target_count % least:
                raise self._misfit(
                    _(
                        "makes {count} values, no multiple of the {least} in {shape}",
                        count=target_count,
                        least=least,
                        shape=sample(shape),
                    )
                )
        elif target_count != count:
            raise self._misfit(
                _(
                    "makes {target} values, here it gets {count} in {shape}",
                    target=target_count,
                    count=count,
                    shape=sample(shape),
                )
            )

    def _misfit(self, fact: str) -> ShapeError:
        return ShapeError("reshape", _("Reshape {fact}", fact=fact), field="target_shape")


class Permute(_Rearranging, frozen=True):
    """Puts the axes of a sample in another order: with `dims: [2, 1]`, (steps, features) becomes (features, steps)."""

    dims: Order
    """The axes of the input in the order they come out, from 1; the batch axis stays first."""

    rearranges = True
    example = {"dims": [2, 1]}
    example_input = (4, 3)

    def output_shape(self, shape: Shape) -> Shape:
        axes = tuple(self.dims)
        if len(shape) != len(axes) + 1:
            message = _(
                "Permute of {written} takes {count} axes, here it gets {shape}",
                written=_written(axes),
                count=len(axes),
                shape=sample(shape),
            )
            raise ShapeError("rank", message, field="dims")
        return (shape[0], *[shape[axis] for axis in axes])


class RepeatVector(_Rearranging, frozen=True):
    """Repeats a vector: (features,) becomes (n, features)."""

    n: Count
    """How many times."""

    mixes_positions = False
    example = {"n": 3}

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 2:
            raise wrong_rank("RepeatVector", "(features,)", shape)
        return (shape[0], self.n, shape[1])


def _written(sizes: Sequence[int]) -> str:
    return f"[{', '.join(map(str, sizes))}]"
