"""What comes out of layers that turn things into numbers or into vectors of zeros and ones."""

from typing import Annotated, Any, Literal

from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.node import Check
from netbuilder.vocabulary.base.shapes import Shape, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash, wrong_type
from netbuilder.vocabulary.base.values import as_int, word

OneHotMode = Annotated[
    Literal["multi_hot", "one_hot", "count"],
    word("multi_hot", "one_hot", "count", expected="`multi_hot`, `one_hot` or `count`"),
]
EncodingMode = Annotated[
    Literal["int", "one_hot", "multi_hot", "count"],
    word("int", "one_hot", "multi_hot", "count", expected="`int`, `one_hot`, `multi_hot` or `count`"),
]
LookupMode = Annotated[
    Literal["int", "one_hot", "multi_hot", "count", "tf_idf"],
    word(
        "int", "one_hot", "multi_hot", "count", "tf_idf", expected="`int`, `one_hot`, `multi_hot`, `count` or `tf_idf`"
    ),
]


def _salt(value: Any) -> int | tuple[int, int] | None:
    if value is None or as_int(value) is not None:
        return None if value is None else as_int(value)
    if isinstance(value, list | tuple) and len(value) == 2 and all(as_int(one) is not None for one in value):
        return (as_int(value[0]) or 0, as_int(value[1]) or 0)
    raise wrong_type("a whole number, or a list of two")


_WHOLE = {"type": "integer"}
Salt = Annotated[
    int | list[int] | tuple[int, ...] | None,
    Check(
        _salt, {"anyOf": [_WHOLE, {"type": "array", "items": _WHOLE, "minItems": 2, "maxItems": 2}, {"type": "null"}]}
    ),
]


def sparse_clash(mode: str) -> PydanticCustomError:
    """The error of `sparse: true` where whole numbers come out."""
    return clash("sparse", True, f"false where `output_mode` is `{mode}`")


def one_hot(shape: Shape, depth: int | None) -> Shape:
    """A vector for every value; a last axis of 1 becomes the vector."""
    return (*shape[:-1], depth) if len(shape) > 1 and shape[-1] == 1 else (*shape, depth)


def pooled(name: str, mode: str, shape: Shape, depth: int | None) -> Shape:
    """One vector for all values of a sample, as `multi_hot` and `count` make it.

    Raises:
        ShapeError: a sample is no vector.
    """
    if len(shape) != 2:
        why = f"with `output_mode: {mode}` Keras takes the wrong axis of anything but a vector for a sample"
        raise wrong_rank(name, "(values,)", shape, why=why, fix="`- Flatten` before it, or `output_mode: one_hot`")
    return (shape[0], depth)
