"""A result that is JSON already: what is the same for every request is written once."""

from typing import NamedTuple


class Encoded(NamedTuple):
    """The JSON text of a result."""

    text: str
