"""Lines of Python where a network has its layers: one sentence with the way, or a fix for every line."""

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Span

CODE = {
    "added": "layers:\n  model.add(Dense(64, activation='relu'))\n  model.add(Dense(10, activation='softmax'))\n",
    "functional": 'layers:\n  x = Dense(64, activation="relu")(x)\n  x = Dense(10)(x)\n',
    "listed": 'layers:\n  keras.layers.Dense(64, activation="relu"),\n  keras.layers.Dense(10),\n',
    "in brackets": 'layers: [\n  keras.layers.Dense(64, activation="relu"),\n  layers.Dense(10),\n]\n',
    "a program": 'layers:\n    model = Sequential()\n    model.add(Dropout(0.5))\n    model.compile("adam")\n',
    "a list of Keras": "layers:\n  keras.Sequential([\n    layers.Dense(2),\n    layers.Flatten()])\n",
    "behind the key": "layers:\nmodel.add(Dense(64, activation='relu'))\nmodel.add(Dense(10))\n",
}


@pytest.mark.parametrize("text", CODE.values(), ids=list(CODE))
def test_code_is_one_finding_with_the_way(text: str) -> None:
    [diagnostic] = nb.check(f"input: [8]\n{text}").diagnostics
    assert "Python" in diagnostic.message
    assert "netbuilder.from_keras(model).to_yaml()" in diagnostic.fix
    assert len(diagnostic.message) <= 80


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("model.add(Dense(64, activation='relu'))", "Dense: {units: 64, activation: relu}"),
        ('x = Dense(10, activation="softmax")(x)', "Dense: {units: 10, activation: softmax}"),
        ("keras.layers.Dense(10),", "Dense: {units: 10}"),
        ("model.add(keras.layers.Dropout(0.5));", "Dropout: {rate: 0.5}"),
        ("x = layers.Flatten()(x)", "Flatten"),
        ("Dropout(0,5)", "Dropout: {rate: 0.5}"),
        ("Dense(units=3, activation=relu)", "Dense: {units: 3, activation: relu}"),
        ("x = Dense(activation=relu, units=3)(x)", "Dense: {units: 3, activation: relu}"),
    ],
)
def test_a_line_that_is_a_layer_is_mended(line: str, entry: str) -> None:
    text = f"input: [8, 8]\nlayers:\n  - {line}\n"
    [diagnostic] = nb.check(text).diagnostics
    assert diagnostic.edits
    assert nb.fix(text).text == f"input: [8, 8]\nlayers:\n  - {entry}\n"


def test_a_bracket_that_is_missing_is_no_list_of_code() -> None:
    codes = [
        diagnostic.code for diagnostic in nb.check("input: [8]\nlayers:\n  - Dense(64\n  - Dense(10)\n").diagnostics
    ]
    assert codes == ["NB010", "NB010"]


@pytest.mark.parametrize("line", ["model = Sequential()", "model.fit(x, y, epochs=3)", "import keras"])
def test_a_line_of_a_program_in_a_config_is_said_to_be_one(line: str) -> None:
    [diagnostic] = nb.check(f"input: [8]\nlayers:\n  - Dense: {{units: 1}}\n{line}\n").diagnostics
    assert diagnostic.message == "this line is Python, and a network file holds no code"
    assert diagnostic.fix.startswith("remove it; ")
    assert isinstance(diagnostic.address, Span)
    assert diagnostic.address.line == 4
