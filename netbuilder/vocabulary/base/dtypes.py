"""The types of values that flow between layers, and the whole numbers among them that count the rows of a table."""

from typing import Literal, NamedTuple

Kind = Literal["text", "whole", "bool", "float"]

TEXT: frozenset[Kind] = frozenset({"text"})
FLOATS: frozenset[Kind] = frozenset({"float"})
FLOATS_AND_WHOLE: frozenset[Kind] = frozenset({"float", "whole"})
NUMBERS: frozenset[Kind] = frozenset({"float", "whole", "bool"})
ANYTHING: frozenset[Kind] = NUMBERS | TEXT

WHOLE_AND_BOOL = frozenset({"int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"})
"""What a layer can be told to compute in beside floats."""
WHOLE = WHOLE_AND_BOOL - {"bool"}
NARROW = frozenset({"int8", "int16", "uint8", "uint16"})
"""Whole numbers whose sum has another dtype than they have: no penalty can be put on them."""
LARGE_UNSIGNED = frozenset({"uint32", "uint64"})
"""Of these TensorFlow has no maximum of windows."""
NO_IMAGE = frozenset({"int16", "uint16", "uint32", "uint64", "bool"})
"""In these it moves no image."""

NO_SLOPE = frozenset({"bfloat16", "mixed_bfloat16"})
"""In these it moves images, and has no gradient of it."""


HALVES = frozenset({"float16", "mixed_float16"})
UNCAST = "autocast: false"
"""Said of a layer beside dtypes: that it takes floats of another precision than its own."""


def on_others(dtypes: frozenset[str]) -> dict[str, frozenset[str]]:
    """The same on every backend but TensorFlow."""
    return {"jax": dtypes, "torch": dtypes}


def kind_of(dtype: str) -> Kind:
    """What a dtype such as `int32` holds."""
    if dtype in ("string", "bool"):
        return "text" if dtype == "string" else "bool"
    return "float" if "float" in dtype else "whole"


def compute_dtype(policy: str) -> str:
    """The dtype that layers of a precision compute in: `float16` for `mixed_float16`."""
    return policy.removeprefix("mixed_")


class Ids(NamedTuple):
    """The whole numbers from 0 that a layer hands on, as far as its options determine them."""

    largest: int
    """The largest that can come."""
    is_certain: bool
    """Whether it does come; a vocabulary learnt from data may stay below its limit."""


class Table(NamedTuple):
    """What a layer looks whole numbers up in."""

    option: str
    """The option that says how many there are: `input_dim`."""
    size: int
    """How many there are: the numbers from 0 to one less."""
