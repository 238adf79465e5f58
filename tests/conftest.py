"""Options of the test run, and what holds for every test."""

import gc
import signal
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from netbuilder.system.extras import installed_version
from netbuilder.vocabulary.base.releases import number
from tests import warm
from tests.golden import Golden

# What a shell runs in the background ignores SIGINT, and every process of a test about Ctrl-C would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ADDRESSES = "warm_addresses"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what stands in tests/**/*.md and *.txt again")


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Golden:
    """Compares a whole text with what stands in a file; `--update-golden` writes it, to be read in the difference."""

    def compare(file: Path, text: str) -> None:
        if pytestconfig.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


def pytest_configure(config: pytest.Config) -> None:
    """Processes that fork for the whole run: the one that starts the others starts them too."""
    if config.getoption("--hypothesis-seed", None) is None and installed_version("hypothesis") is not None:
        from hypothesis import settings

        # What fails once fails again; `make fuzz` and `--hypothesis-seed=random` draw what was never drawn.
        settings.register_profile("repeatable", derandomize=True, database=None)
        settings.load_profile("repeatable")
    handed_on = getattr(config, "workerinput", {}).get(ADDRESSES)
    if handed_on is None:
        servers = warm.Servers()
        config.add_cleanup(servers.stop)
        handed_on = servers.addresses
    warm.addresses = handed_on


def pytest_collection_finish(session: pytest.Session) -> None:
    """What thousands of collected tests are made of stays to the end: no collection need look at it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """pytest-xdist asks what to tell a worker."""
    node.workerinput[ADDRESSES] = warm.addresses


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Under an older Keras, as in `make matrix`, a test is skipped for what that does not have, and nothing else."""
    for marker in item.iter_markers("since"):
        installed = installed_version("keras")
        if installed is not None and number(installed) < number(marker.args[0]):
            pytest.skip(f"Keras {installed} is installed, and this came with {marker.args[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """`-m "not keras"` is for after every change, so a test that loads TensorFlow says so by its mark."""
    before = "tensorflow" in sys.modules
    result = yield
    if not before and "tensorflow" in sys.modules and item.get_closest_marker("keras") is None:
        pytest.fail("it loads TensorFlow and is not marked `keras`")
    return result


@pytest.fixture
def seeded_keras(request: pytest.FixtureRequest) -> Generator[None, None, None]:
    """Layers of Keras, which choose their seeds when they are made, are the same whichever test ran before."""
    import keras

    # pytest-randomly puts the seed of the run in the place of this one when the test itself is called.
    option = request.config.option
    resets = getattr(option, "randomly_reset_seed", False)
    option.randomly_reset_seed = False
    keras.utils.set_random_seed(0)
    yield
    option.randomly_reset_seed = resets
