"""Keras forgets what a test of the vocabulary has built."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_weights_left() -> Iterator[None]:
    """Weights without memory stay in a list of Keras, and the next build in the process would fill them.

    So does the scope of a name that TensorFlow refuses, and the next model would stand in it.
    """
    yield
    if "keras" in sys.modules:
        from keras.src.backend.common import global_state

        global_state.set_global_attribute("uninitialized_variables", [])
        global_state.set_global_attribute("name_scope_stack", [])
