"""Every public name of keras.layers is a layer here, an alias with a near miss, or left out for a reason."""

import inspect

import pytest

from netbuilder.suggest.resolve_name import meant_name
from netbuilder.suggest.synonyms import NAMES
from netbuilder.vocabulary.base.registry import find, names
from netbuilder.vocabulary.exclusions import EXCLUDED


def public_names() -> dict[str, str]:
    """Every public name with the name that its class has first: an alias has another one."""
    import keras

    found: dict[str, str] = {}
    first: dict[int, str] = {}
    public = {name: cls for name, cls in vars(keras.layers).items() if inspect.isclass(cls)}
    for name, cls in sorted(public.items(), key=lambda item: item[0] != item[1].__name__):
        found[name] = first.setdefault(id(cls), name)
    return found


# No layers: InputSpec describes an input, the other two are feature spaces' own tools.
NO_LAYERS = {"InputSpec"}


@pytest.mark.keras
def test_every_public_layer_is_here_an_alias_or_left_out_for_a_reason() -> None:
    known = set(names("layer"))
    lost = {}
    for name, first in public_names().items():
        if name in NO_LAYERS or name in known or ("layer", name) in EXCLUDED:
            continue
        if first != name and meant_name("layer", name) == first:
            continue
        lost[name] = first
    assert not lost


@pytest.mark.keras
def test_what_is_left_out_is_a_layer_of_keras() -> None:
    left_out = {name for kind, name in EXCLUDED if kind == "layer"}
    assert left_out <= set(public_names())


@pytest.mark.keras
def test_nothing_here_is_no_layer_of_keras() -> None:
    own = {"Sequential", "repeat"}
    assert set(names("layer")) - own <= set(public_names())


@pytest.mark.keras
def test_every_cell_of_keras_is_here() -> None:
    import keras

    cells = {name for name, cls in vars(keras.layers).items() if name.endswith(("Cell", "Cells"))}
    assert set(names("cell")) == cells


def test_nothing_is_here_and_left_out() -> None:
    assert not {name for kind, name in EXCLUDED if kind == "layer"} & set(names("layer"))


def test_near_misses_of_layers_lead_to_layers() -> None:
    assert {name for name in NAMES["layer"] if find("layer", name) is None} == set()


@pytest.mark.parametrize("name", ["Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"])
def test_layers_that_run_code_are_left_out(name: str) -> None:
    assert find("layer", name) is None
    assert "file" in EXCLUDED["layer", name].why
