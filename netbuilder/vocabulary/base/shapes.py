"""Shapes and the arithmetic of windows. A shape has the batch axis first; None is an unknown size."""

import math
from typing import Literal, NamedTuple

from netbuilder.diagnostics.sentence import _

Shape = tuple[int | None, ...]


class ShapeError(Exception):
    """An input that a layer cannot take. The shape walk turns it into NB101, NB102 or NB103."""

    def __init__(self, cause: str, message: str, *, field: str = "", why: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.cause: Literal["rank", "window", "reshape"] = cause  # type: ignore[assignment]
        self.message = message
        self.field = field
        """The option to blame; empty where it is the layer as a whole."""
        self.why = why
        self.fix = fix


class UnknownShape(Exception):
    """Raised by a layer whose output shape nobody here knows: a custom one."""


def wrong_rank(layer: str, takes: str, shape: Shape, *, why: str = "", fix: str = "") -> ShapeError:
    """The error of a layer that takes `takes`, as in `(steps, features)`, and gets another rank."""
    message = _("{layer} takes {takes}, here it gets {shape}", layer=layer, takes=takes, shape=sample(shape))
    if len(message) > 80:
        message = _(
            "{layer} takes {count} axes, here it gets {shape}",
            layer=layer,
            count=takes.count(",") + 1,
            shape=sample(shape),
        )
        why = why or _("it takes {takes}", takes=takes)
    if len(message) > 80:
        message = _(
            "{layer} takes {count} axes, here it gets {count2}",
            layer=layer,
            count=takes.count(",") + 1,
            count2=len(shape) - 1,
        )
    return ShapeError("rank", message, why=why, fix=fix)


def sample(shape: Shape) -> str:
    """A shape without its batch axis, as the config file writes it: `(28, 28, 1)`."""
    sizes = ", ".join("null" if size is None else number_text(size, "") for size in shape[1:])
    return f"({sizes},)" if len(shape) == 2 else f"({sizes})"


_MOST_BITS = 4_096


def number_text(number: int, between: str = ",") -> str:
    """A number with its thousands parted; of one that Python refuses to write, the power of ten."""
    if number.bit_length() > _MOST_BITS:
        return _("more than 1e{int}", int=int(number.bit_length() * 0.30102) - 1)
    return f"{number:{between}}"


def elements(sizes: Shape) -> int | None:
    """The product of some sizes; None where one is unknown."""
    known = [size for size in sizes if size is not None]
    return math.prod(known) if len(known) == len(sizes) else None


def known_size(size: int | None, what: str, layer: str, *, field: str = "", fix: str = "") -> int:
    """A size that weights depend on.

    Raises:
        ShapeError: the size is unknown.
    """
    if size is None:
        raise ShapeError(
            "reshape", _("{layer} needs to know {what}, here it is null", layer=layer, what=what), field=field, fix=fix
        )
    return size


def window(size: int, extent: int, stride: int, padding: str, dilation: int = 1) -> int:
    """How many places a window of `extent` takes on one axis; below 1 if it does not fit."""
    if padding in ("same", "causal"):
        return -(-size // stride)
    return (size - ((extent - 1) * dilation + 1)) // stride + 1


def transposed(
    size: int | None, extent: int, stride: int, padding: str, output_padding: int | None, dilation: int
) -> int | None:
    """The size that a transposed convolution makes of one axis."""
    if size is None:
        return None
    reach = (extent - 1) * dilation + 1
    if output_padding is None:
        return size * stride if padding == "same" else size * stride + max(reach - stride, 0)
    trimmed = reach // 2 if padding == "same" else 0
    return (size - 1) * stride + reach - 2 * trimmed + output_padding


class Fans(NamedTuple):
    """How many numbers one output of a kernel is made of, and how many outputs one input goes to."""

    inputs: float
    outputs: float


def canonical(axis: int, rank: int) -> int | None:
    """An axis as a number from 0; None where it is out of range."""
    return axis % rank if -rank <= axis < rank else None


def found_axis(layer: str, axis: int, shape: Shape, field: str = "axis") -> int:
    """An axis that an option names, as a number from 0.

    Raises:
        ShapeError: the shape has no such axis.
    """
    rank = len(shape)
    if -rank <= axis < rank:
        return axis % rank
    why = _("axis 0 is the batch, so the first axis of a sample is 1")
    raise ShapeError(
        "reshape",
        _("{layer} works on axis {axis}, here it gets {shape}", layer=layer, axis=axis, shape=sample(shape)),
        field=field,
        why=why,
    )
