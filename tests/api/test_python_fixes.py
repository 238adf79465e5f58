"""What is wrong with a network made in Python is mended in Python's words; with a file in the file's."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Diagnostic, Severity, advice
from netbuilder.parse import parse
from netbuilder.rules.base import every_rule
from netbuilder.source import read
from netbuilder.views.formats.full import fix_of
from netbuilder.views.formats.python_words import python_fix

YAML = re.compile(r"[\w}\]]:(?:\s|$)|^- |\b(?:true|false|null)\b|--\w")
"""What stands in a file and in no program: `units: 4`, `- Flatten`, `true`, an option of a command."""


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda: nb.Dense(unts=4), "did you mean `units`?"),
        (lambda: nb.Compile(optimizer="adm", loss="mse"), 'did you mean `"adam"`?'),
        (lambda: nb.Compile(optimizer=7, loss="mse"), '`optimizer="adam"`, say'),
        (lambda: nb.Bidirectional(layer=3), "`layer=nb.LSTM(units=4)`, say"),
    ],
)
def test_what_a_constructor_says(make: Callable[[], Any], fix: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        make()
    assert f"= fix: {fix}" in str(caught.value)


def test_what_check_says() -> None:
    network = nb.Network(
        input=[8],
        layers=[nb.Dense(units=16), nb.Dense(units=3, activation="softmax")],
        compile=nb.Compile(optimizer="adam", loss="binary_crossentropy"),
    )
    assert '`activation="relu"` in Dense' in str(nb.check(network))
    assert "`activation: relu` in Dense" in str(nb.check(network.to_yaml()))
    assert "activation=&quot;relu&quot;" in (nb.check(network)._repr_html_() or "")


def networks_of_examples() -> Iterator[tuple[str, nb.Network]]:
    """What is bad about the examples of all rules, made in Python."""
    for rule in every_rule():
        for text in rule.bad:
            network = parse(read(text, rule.code)).network
            assert network is not None, text
            yield rule.code, nb.Network(**{option: getattr(network, option) for option in network.written})


def test_no_fix_of_a_rule_speaks_yaml_in_python() -> None:
    codes = set()
    for code, network in networks_of_examples():
        for diagnostic in nb.check(network).diagnostics:
            fix = fix_of(diagnostic)
            outside = re.sub("`[^`]*`", "", fix)
            assert not any(YAML.search(typed) for typed in re.findall("`([^`]*)`", fix)), (code, fix)
            assert not re.search(r"[{}]|\w: (?:true|false|null|\d)|--\w", outside), (code, fix)
            codes.add(diagnostic.code)
    assert codes >= {rule.code for rule in every_rule() if rule.bad}


@pytest.mark.parametrize(
    ("words", "python"),
    [
        ("`units: 1, activation: sigmoid` and `- Flatten`", '`units=1, activation="sigmoid"` and `nb.Flatten()`'),
        ("`task: {kind: regression, targets: [0, null]}`", '`task=nb.Task(kind="regression", targets=[0, None])`'),
        ("`loss: {BinaryCrossentropy: {from_logits: true}}`", "`loss=nb.losses.BinaryCrossentropy(from_logits=True)`"),
        ("`rules: {NB201: warn}` lifts it", '`rules={"NB201": "warn"}` lifts it'),
        ("`Conv1D`, `seed:` or `he_normal`", "`Conv1D`, `seed` or `he_normal`"),
        ("`Dense: {units: 64, kernel_initializer: he_normal}`", '`nb.Dense(units=64, kernel_initializer="he_normal")`'),
    ],
)
def test_what_is_typed_in_words(words: str, python: str) -> None:
    assert python_fix(Diagnostic("NB999", "x", Severity.ERROR, "x", None, suggestion=advice(words))) == python


def test_a_build_that_is_refused() -> None:
    network = nb.Network(input=[784], layers=[nb.Conv2D(filters=4, kernel_size=3, activation="relu"), nb.Flatten()])
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(network)
    assert "= fix: `nb.Reshape(target_shape=[28, 28, 1])` before it" in str(caught.value)
