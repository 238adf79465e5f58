"""Every model that is measured has the same weights in every run."""

import pytest


@pytest.fixture(autouse=True)
def seeded(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("keras"):
        import keras

        request.getfixturevalue("seeded_keras")
        # With the seed of the others a sound network begins at a loss that is worth a warning.
        keras.utils.set_random_seed(2)
