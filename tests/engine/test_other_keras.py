"""A network that names another Keras than the one that builds it is built, with a warning that names both."""

import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras

TEXT = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"


def test_a_warning_names_both() -> None:
    import keras

    older = "3.6" if keras.__version__.startswith("3.5.") else "3.5"
    with pytest.warns(nb.ConfigWarning, match=rf"NB910.*for Keras {older}, and Keras {keras.__version__} builds it"):
        nb.build(TEXT + f'keras: "{older}"\n')


def test_nothing_is_said_where_it_is_the_same() -> None:
    import keras

    minor = keras.__version__.rpartition(".")[0]
    for release in (minor, keras.__version__):
        nb.build(TEXT + f'keras: "{release}"\n')  # a warning is an error here
    nb.build(TEXT)
