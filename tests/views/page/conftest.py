"""One browser for every page that is looked at: starting it costs more than opening them all."""

from collections.abc import Iterator

import pytest

from tests.views.page.browser import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started
