"""What comes out of layers that turn things into numbers or into vectors of zeros and ones."""

from typing import Annotated, Literal

from pydantic_core import PydanticCustomError

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Choice, ListOf, Nullable
from netbuilder.vocabulary.base.number_fields import Either, WholeField
from netbuilder.vocabulary.base.shapes import Shape, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import INTEGER

OneHotMode = Annotated[Literal["multi_hot", "one_hot", "count"], Choice("multi_hot", "one_hot", "count")]
EncodingMode = Annotated[
    Literal["int", "one_hot", "multi_hot", "count"], Choice("int", "one_hot", "multi_hot", "count")
]
LookupMode = Annotated[
    Literal["int", "one_hot", "multi_hot", "count", "tf_idf"],
    Choice("int", "one_hot", "multi_hot", "count", "tf_idf"),
]

_SALTS = _("a whole number, or a list of two")
_SALT = Either(WholeField(_SALTS), ListOf(INTEGER, _SALTS, length=2), _SALTS)
Salt = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(_SALT)]


def sparse_clash() -> PydanticCustomError:
    """The error of `sparse: true` where whole numbers come out."""
    return clash("sparse", True, _("false where `output_mode` is `int`"))


def one_hot(shape: Shape, depth: int | None) -> Shape:
    """A vector for every value; a last axis of 1 becomes the vector."""
    return (*shape[:-1], depth) if len(shape) > 1 and shape[-1] == 1 else (*shape, depth)


def pooled(name: str, mode: str, shape: Shape, depth: int | None) -> Shape:
    """One vector for all values of a sample, as `multi_hot` and `count` make it.

    Raises:
        ShapeError: a sample is no vector.
    """
    if len(shape) != 2:
        why = _(
            "with `output_mode: {mode}` Keras takes the wrong axis of anything but a vector for a sample", mode=mode
        )
        raise wrong_rank(name, "(values,)", shape, why=why, fix=_("`- Flatten` before it, or `output_mode: one_hot`"))
    return (shape[0], depth)
