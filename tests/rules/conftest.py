"""Every experiment draws the same weights."""

import pytest


@pytest.fixture(autouse=True)
def seeded(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("keras"):
        request.getfixturevalue("seeded_keras")
