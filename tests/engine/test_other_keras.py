"""A network that names another Keras than the one that builds it is built, with a warning that names both."""

import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras

TEXT = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"


def test_a_warning_names_both() -> None:
    import keras

    older = "3.6" if keras.__version__.startswith("3.5.") else "3.5"
    with pytest.warns(nb.ConfigWarning) as issued:
        nb.build(TEXT + f'keras: "{older}"\n')
    [words] = [str(warning.message) for warning in issued]
    assert f"NB910] other-keras: the network is for Keras {older}, and Keras {keras.__version__} builds it" in words
    assert "--> <text>:4:8" in words
    assert ("fix: `--opens-in 3.5`, or `opens_in=` in Python, for a file that opens" in words) is (older == "3.5")


def test_a_release_of_the_project_stands_nowhere_in_the_network() -> None:
    import keras

    older = "3.6" if keras.__version__.startswith("3.5.") else "3.5"
    with pytest.warns(nb.ConfigWarning, match="NB910") as issued:
        nb.build(TEXT, settings={"keras": older})
    assert not any("-->" in str(warning.message) for warning in issued)


def test_nothing_is_said_where_it_is_the_same() -> None:
    import keras

    minor = keras.__version__.rpartition(".")[0]
    for release in (minor, keras.__version__):
        nb.build(TEXT + f'keras: "{release}"\n')  # a warning is an error here
    nb.build(TEXT)
