"""One condition at a time: what is said, and mended, where one of the things that a message depends on is otherwise."""

import pytest

import netbuilder as nb
from netbuilder.plan.places import propagate_trainable


def said(text: str) -> list[str]:
    return [each.message for each in nb.check(text).errors]


LAYERS = "input: [4]\nlayers:\n  - {}\n"


def test_layers_that_are_no_list_are_said_once() -> None:
    assert len(said("input: [4]\nlayers: 3\n")) == 1
    assert said("input: [4]\nlayers: []\n") == ["a network needs at least one layer"]
    assert len(said("input: [4]\n")) == 1


def test_a_range_of_targets_has_two_ends() -> None:
    text = "input: [4]\nlayers:\n  - Dense: {{units: 1}}\ntask: {{kind: regression, targets: {}}}\n"
    for targets in ("[0, 1]", "[0, null]", "[null, 1.5]", "null"):
        assert said(text.format(targets)) == [], targets
    for targets in ("[0]", "[0, 1, 2]", "[]", "3"):
        assert len(said(text.format(targets))) == 1, targets


def test_a_layer_beside_the_options_of_a_wrapper() -> None:
    wrapped = "input: [5, 3]\nlayers:\n  - Bidirectional: {}\n"
    assert said(wrapped.format("{LSTM: {units: 4}}"))[0] == "`LSTM` belongs under `layer:` in Bidirectional"
    [error] = nb.check(wrapped.format("{layer: {LSTM: {units: 4}}, merge_mod: sum}")).errors
    assert error.message == "Bidirectional has no option `merge_mod`"
    assert error.fix == "did you mean `merge_mode`?"
    assert not any("belongs under" in line for line in said(LAYERS.format("Dense: {units: 2, LSTM: {units: 3}}")))


@pytest.mark.parametrize(
    ("options", "mended"),
    [
        ("{units: 2, use_bias: false, bias_initializer: ones}", True),
        ("{units: 2,\n      # why\n      bias_initializer: ones, use_bias: false}", True),
        ("{units: 2,\n      bias_initializer: ones, # why\n      use_bias: false}", False),
        ("{units: 2,\n      use_bias: false, # why\n      bias_initializer: ones}", False),
    ],
)
def test_an_option_with_a_comment_beside_it_is_not_taken_out(options: str, mended: bool) -> None:
    text = f"input: [4]\nlayers:\n  - Dense: {options}\n"
    fixes = nb.fix(text, unsafe=True)
    assert ("bias_initializer" not in fixes.text) == mended
    assert fixes.text.count("# why") == text.count("# why")


def test_what_is_frozen_is_frozen_all_the_way_in() -> None:
    inner = nb.LSTM(units=2)
    outer = nb.Bidirectional(layer=inner, trainable=False)
    frozen = propagate_trainable(outer, False)
    assert frozen.layer.trainable is False
    assert propagate_trainable(nb.Bidirectional(layer=inner), False) == nb.Bidirectional(layer=inner)
    block = nb.Sequential(layers=[nb.Dense(units=2), nb.Dense(units=3, trainable=False)])
    kept = propagate_trainable(block, False)
    assert [layer.trainable for layer in kept.layers] == [True, False]
    assert [layer.trainable for layer in propagate_trainable(block, True).layers] == [False, False]


def test_one_unknown_word_beside_others_that_are_known() -> None:
    text = LAYERS.format("Dense: {units: 2, activation: rellu, kernel_initializer: he_norml, bias_initializer: zeros}")
    assert said(text) == ["no activation is called `rellu`", "no initializer is called `he_norml`"]
    assert nb.fix(text, unsafe=True).text == text.replace("rellu", "relu").replace("he_norml", "he_normal")


@pytest.mark.parametrize(
    ("option", "value", "good"),
    [
        ("Dropout.rate", "0.5", True),
        ("Dropout.rate", "0", True),
        ("Dropout.rate", "1", False),
        ("Dropout.rate", "1.01", False),
        ("Dropout.rate", "-0.01", False),
        ("Dense.units", "1", True),
        ("Dense.units", "0", False),
        ("Dense.units", "true", False),
        ("Dense.units", "1.5", False),
        ("Dense.units", "1.0", False),
        ("LeakyReLU.negative_slope", "0", True),
        ("LeakyReLU.negative_slope", "-0.1", False),
    ],
)
def test_both_sides_of_a_bound(option: str, value: str, good: bool) -> None:
    name, _, field = option.partition(".")
    assert (said(LAYERS.format(f"{name}: {{{field}: {value}}}")) == []) == good
