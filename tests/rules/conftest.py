"""Every experiment draws the same weights, whichever test ran before it: Keras' layers choose their seeds when made."""

import pytest


@pytest.fixture(autouse=True)
def seeded(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("keras"):
        import keras

        keras.utils.set_random_seed(0)
