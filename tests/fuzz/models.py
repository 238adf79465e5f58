"""Saved models with something wrong in them, as inputs."""

from random import Random

from hypothesis import strategies as st

from tests.convert.model_files.damaged import damaged_file


def damaged() -> st.SearchStrategy[bytes]:
    """Bytes changed, members missing, values of other types."""
    return st.integers(0, 2**40).map(lambda seed: damaged_file(Random(seed)))
