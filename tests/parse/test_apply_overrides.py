"""Overrides find their place in a document, and say so where there is none."""

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Span
from netbuilder.parse import parse
from netbuilder.parse.overrides import apply_overrides
from netbuilder.parse.overrides.edited import edited
from netbuilder.source import Document, read

TEXT = """\
name: digits
input: [8, 3]
x-last: &last {Dense: {units: 4}}
layers:
  - Dense: {units: 16, name: block.one}
  - Identity
  - *last
  - Dense: {units: 3, name: out, kernel_initializer: he_normal, kernel_regularizer: {L2: {l2: 0.1}}}
  - repeat: {times: 2, layers: [{Dense: {units: 5}}, Identity]}
  - Dense: {units: 6}
compile: {optimizer: adam, loss: mse, metrics: [mae, mse]}
rules: {NB203: off}
"""


def document() -> Document:
    return read(TEXT, "digits.yaml")


def at(changed: Document, *path: str | int) -> object:
    node = changed.node(path)
    assert node is not None, path
    return node.value


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("layers.0.Dense.units=128", ("layers", 0, "Dense", "units"), 128),
        ("layers.0.units=128", ("layers", 0, "Dense", "units"), 128),
        ("layers.-3.units=128", ("layers", 3, "Dense", "units"), 128),
        ("layers.out.units=128", ("layers", 3, "Dense", "units"), 128),
        ("layers.out.Dense.units=128", ("layers", 3, "Dense", "units"), 128),
        ("layers.block.one.units=128", ("layers", 0, "Dense", "units"), 128),
        ("layers.identity.trainable=false", ("layers", 1), {"Identity": {"trainable": False}}),
        ("layers.dense.units=9", ("layers", 2, "Dense", "units"), 9),
        ("layers.dense_3.units=9", ("layers", 5, "Dense", "units"), 9),
        ("layers.1.trainable=false", ("layers", 1), {"Identity": {"trainable": False}}),
        ("layers.1=Flatten", ("layers", 1), "Flatten"),
        ("layers.2.units=9", ("layers", 2, "Dense", "units"), 9),
        ("layers.4.repeat.times=7", ("layers", 4, "repeat", "times"), 7),
        ("layers.4.layers.0.units=7", ("layers", 4, "repeat", "layers", 0, "Dense", "units"), 7),
        ("layers.3.kernel_initializer.seed=1", ("layers", 3, "Dense", "kernel_initializer"), {"HeNormal": {"seed": 1}}),
        ("layers.3.kernel_regularizer.L1.l1=2", ("layers", 3, "Dense", "kernel_regularizer"), {"L1": {"l1": 2}}),
        ("layers.0.kernel_initializer.Zeros={}", ("layers", 0, "Dense", "kernel_initializer"), {"Zeros": {}}),
        ("compile.optimizer=sgd", ("compile", "optimizer"), "sgd"),
        ("compile.optimizer.learning_rate=3e-4", ("compile", "optimizer"), {"Adam": {"learning_rate": 3e-4}}),
        ("compile.optimizer.SGD.momentum=0.9", ("compile", "optimizer"), {"SGD": {"momentum": 0.9}}),
        ("compile.metrics.1=accuracy", ("compile", "metrics"), ["mae", "accuracy"]),
        ("compile.metrics=[]", ("compile", "metrics"), []),
        ("runtime.precision=float64", ("runtime",), {"precision": "float64"}),
        ("input=[32,32,3]", ("input",), [32, 32, 3]),
        ("input.0=28", ("input",), [28, 3]),
        ("rules.NB301=off", ("rules",), {"NB203": "off", "NB301": "off"}),
        ("seed=7", ("seed",), 7),
        ("keras=3.10", ("keras",), "3.10"),
        ("keras = 3.8.0", ("keras",), "3.8.0"),
        ('keras="3.8"', ("keras",), "3.8"),
        ("keras=3.1", ("keras",), 3.1),
        ("name=null", ("name",), None),
        ('name="a=b"', ("name",), "a=b"),
        ("x-mine.deep=1", ("x-mine", "deep"), 1),
    ],
)
def test_the_value_stands_at_the_path(override: str, path: tuple[str | int, ...], value: object) -> None:
    changed = document()
    assert apply_overrides(changed, [override]) == []
    assert changed.problems == []
    assert at(changed, *path) == value


@pytest.mark.parametrize(
    ("override", "marked", "message", "fix"),
    [
        ("layers.0.Dense.unit=1", "unit", "Dense has no option `unit`", "did you mean `units`?"),
        ("layer.0=1", "layer", "a network has no option `layer`", "did you mean `layers`?"),
        ("layers.9.units=1", "9", "`layers` has 6 entries, none at 9", "an index from 0 to 5"),
        ("layers.-7.units=1", "-7", "`layers` has 6 entries, none at -7", "an index from 0 to 5"),
        ("layers.oud.units=1", "oud", "no entry of `layers` has the name `oud`", "did you mean `out`?"),
        ("layers.dense_1.units=1", "dense_1", "`dense_1` is one round of a repeat", "`layers.4.layers` for all rounds"),
        ("layers.4.layers.dense.units=1", "dense", "no entry of `layers` has the name `dense`", "an index from 0 to 1"),
        ("layers.dens_3.units=1", "dens_3", "no entry of `layers` has the name `dens_3`", "did you mean `dense_3`?"),
        ("layers.3.Conv2D.filters=1", "Conv2D", "entry 3 is Dense, not Conv2D", "`layers.3.Dense`"),
        ("compile.optimiser=sgd", "optimiser", "`compile` has no option `optimiser`", "did you mean `optimizer`?"),
        ("compile.optimizer.lerning_rate=1", "lerning_rate", "Adam has no option", "did you mean `learning_rate`?"),
        ("compile.optimizer.lr=1", "lr", "Adam has no option `lr`", "did you mean `learning_rate`?"),
        ("name.x=1", "x", "`name` is one value, with nothing below it", "`name=...`"),
        ("input.dtype=int32", "dtype", "`input` is a list here", "`input={shape: [8, 3], dtype: ...}`"),
        ("layers.0.kernel_initializer.seed=1", "seed", "holds no initializer yet", "name an initializer first"),
        ("layers.3.kernel_initializer.HeNormol.seed=1", "HeNormol", "HeNormal has no option `HeNormol`", ""),
        ("compile", "compile", "an override is written `path=value`", "`layers.0.Dense.units=64`"),
        ("=3", "=3", "an override is written `path=value`", ""),
    ],
)
def test_a_wrong_path_is_told_at_the_step_that_is_wrong(override: str, marked: str, message: str, fix: str) -> None:
    changed = document()
    before = changed.value
    [told] = apply_overrides(changed, [override])
    assert isinstance(told.address, Span)
    assert told.address.text.string == override
    assert override[told.address.start : told.address.end] == marked
    assert message in told.message
    assert len(told.message) <= 80
    assert fix in told.fix
    assert changed.value == before


def test_later_overrides_see_earlier_ones() -> None:
    changed = document()
    assert apply_overrides(changed, ["layers.0.name=first", "layers.first.units=2", "layers.first.units=3"]) == []
    assert at(changed, "layers", 0, "Dense") == {"units": 3, "name": "first"}


def test_one_wrong_path_leaves_the_others_alone() -> None:
    changed = document()
    told = apply_overrides(changed, ["seed=1", "sed=2", "layers.0.units=3"])
    assert len(told) == 1
    assert at(changed, "seed") == 1
    assert at(changed, "layers", 0, "Dense", "units") == 3


def test_a_value_that_is_no_yaml_is_a_problem_of_the_document() -> None:
    changed = document()
    assert apply_overrides(changed, ["input=[1,"]) == []
    [told] = changed.problems
    assert told.code == "NB001"
    assert isinstance(told.address, Span)
    assert told.address.text.string == "input=[1,"


def test_a_wrong_value_is_told_in_the_option() -> None:
    changed = document()
    assert apply_overrides(changed, ['layers.out.units="three"']) == []
    [told] = parse(changed).problems
    assert told.code == "NB014"
    assert isinstance(told.address, Span)
    assert told.address.text.string[told.address.start : told.address.end] == '"three"'


def test_the_anchored_layer_stays_as_it_was() -> None:
    changed = document()
    apply_overrides(changed, ["layers.2.units=9"])
    assert at(changed, "x-last", "Dense", "units") == 4


def test_an_empty_text_is_left_to_the_parser() -> None:
    empty = read("", "empty.yaml")
    assert apply_overrides(empty, ["seed=1"]) == []
    assert empty.value is None


def test_names_are_those_of_the_model() -> None:
    from netbuilder.graph import resolve
    from netbuilder.parse.overrides.names import automatic_names
    from netbuilder.plan import plan

    read_document = document()
    planned = plan(resolve(parse(read_document)))
    named = {layer.name: layer.entry.path[1] for layer in planned.layers if layer.node.name is None}
    assert automatic_names(read_document.value["layers"]) == named


@pytest.mark.parametrize(
    "repeat", ["3", "[Flatten]", "null", "{times: 3}", "{layers: [Flatten]}", "{times: [], layers: 3}"]
)
def test_beside_a_repeat_that_is_wrong_a_layer_is_found_by_its_name(repeat: str) -> None:
    changed = read(f"input: [8]\nlayers:\n  - repeat: {repeat}\n  - Dense: {{units: 3}}\n", "beside")
    assert apply_overrides(changed, ["layers.dense.units=4"]) == []
    assert at(changed, "layers", 1, "Dense", "units") == 4


def test_a_repeat_without_end_is_not_followed() -> None:
    endless = read("input: [8]\nlayers:\n  - repeat: {times: 1000000000, layers: [Flatten]}\n  - Flatten\n", "endless")
    assert len(apply_overrides(endless, ["layers.flatten_7.name=x"])) == 1


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("optimizer.learning_rate=0.1", "compile.optimizer.learning_rate"),
        ("lr=0.1", "compile.optimizer.learning_rate"),
        ("compile.lr=0.1", "compile.optimizer.learning_rate"),
        ("loss=mae", "compile.loss"),
        ("device=cpu", "runtime.device"),
        ("foo=1", "netbuilder explain network"),
    ],
)
def test_what_stands_in_another_section(given, meant):
    document = read("input: [4]\nlayers: [Flatten]\ncompile: {optimizer: adam, loss: mse}\n", "net.yaml")
    [said] = apply_overrides(document, [given])
    assert f"`{meant}" in said.fix


@pytest.mark.parametrize(("index", "place"), [(-6, 0), (-5, 1), (-1, 5), (0, 0), (5, 5)])
def test_the_first_and_the_last_entry_from_both_ends(index: int, place: int) -> None:
    text = "input: [8]\nlayers:\n" + "  - Dense: {units: 4}\n" * 6
    network = nb.load(text, overrides={f"layers.{index}.units": 16})
    units = [getattr(layer, "units", None) for layer in network.layers]
    assert [at for at, count in enumerate(units) if count == 16] == [place]


@pytest.mark.parametrize("index", [-7, 6])
def test_one_entry_further_there_is_none(index: int) -> None:
    text = "input: [8]\nlayers:\n" + "  - Dense: {units: 4}\n" * 6
    with pytest.raises(nb.ConfigError, match=f"`layers` has 6 entries, none at {index}"):
        nb.load(text, overrides={f"layers.{index}.units": 16})


def test_a_dash_in_the_comment_behind_the_dash_is_none() -> None:
    text = "input: [8]\nlayers:\n  - # a-\n    Dense: {units: 3}\n  - Flatten\n"
    assert edited(text, ["layers.+0=ReLU"]) is None
    assert edited(text, ["layers.+1=ReLU"]) == text.replace("  - Flatten", "  - ReLU\n  - Flatten")


def test_a_layer_that_does_not_stand_behind_its_dash_is_not_edited() -> None:
    assert edited("input: [8]\nlayers:\n  - # a-b\n    Dense: {units: 3}\n", ["layers.+0=ReLU"]) is None
