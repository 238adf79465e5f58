"""The public names: Keras' own, found when asked for, and all in the stubs."""

import inspect
import json
import subprocess
import sys

import pytest

import netbuilder as nb
from netbuilder.api import stubs
from netbuilder.api.names import HOMES, KINDS
from netbuilder.vocabulary.base.registry import every, names


def test_every_name_is_there() -> None:
    for name in dir(nb):
        assert getattr(nb, name) is not None
    for module, kind in KINDS.items():
        found = getattr(nb, module)
        assert dir(found) == sorted(names(kind))
        for name in names(kind):
            assert getattr(found, name).__name__ == name


def test_names_are_imported_like_any_other() -> None:
    from netbuilder import Conv2D, load, losses
    from netbuilder.initializers import HeNormal

    assert Conv2D.__name__ == "Conv2D"
    assert callable(load)
    assert losses.Huber(delta=2.0).delta == 2.0
    assert HeNormal().kind == "initializer"


def test_help_shows_the_options() -> None:
    shown = str(inspect.signature(nb.Dense))
    assert shown.startswith("(*, units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', ")
    for kind in (*KINDS.values(), "layer", "cell"):
        for cls in every(kind):
            assert set(inspect.signature(cls).parameters) == {cls.written_name(name) for name in cls.option_names()}
    assert list(inspect.signature(nb.Network).parameters)[:2] == ["input", "layers"]


def test_schedules_are_where_keras_has_them() -> None:
    assert nb.optimizers.schedules is nb.schedules


def test_functions_stay_functions() -> None:
    """No module of the package may have the name of one: importing it would replace the function."""
    import netbuilder.lint.runner
    import netbuilder.parse.reader  # noqa: F401

    for name in ("load", "check", "build"):
        assert callable(getattr(nb, name))
        assert f"netbuilder.{name}" not in sys.modules


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Dens", "did you mean 'Dense'"),
        ("layers", "no attribute 'layers'; layers are in netbuilder itself, as 'netbuilder.Dense'"),
        ("Adam", "did you mean 'optimizers.Adam'"),
        ("relu", "did you mean 'activations.relu'"),
        ("qqqqqq", "no attribute 'qqqqqq'$"),
    ],
)
def test_unknown_names(name: str, hint: str) -> None:
    with pytest.raises(AttributeError, match=hint):
        getattr(nb, name)
    with pytest.raises(AttributeError):
        getattr(nb.losses, name)


def test_unknown_names_of_a_kind() -> None:
    with pytest.raises(AttributeError, match="did you mean 'Adam'"):
        nb.optimizers.Adm  # type: ignore[attr-defined]  # noqa: B018


def test_the_stubs_are_up_to_date() -> None:
    assert stubs.main(["--check"]) == 0
    text = stubs.stubs()["__init__.pyi"]
    assert all(f" as {name}\n" in text for name in HOMES)


def test_importing_the_package_imports_next_to_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import netbuilder, json; "
        "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"pydantic", "pydantic_core", "yaml", "click", "keras", "tensorflow", "numpy"}
