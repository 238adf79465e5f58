"""load, check and build as a Python program meets them."""

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from tests.engine.saved import CONFIGS

TEXT = """
seed: 1
input: [100]
layers:
  - Dense: {units: 64, activation: relu}   # the hidden one
  - Dropout: {rate: 0.1}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
task: {kind: multiclass, labels: integer}
"""
GLOROT = """
input: [4]
layers:
  - Dense: {units: 4, activation: relu, kernel_initializer: glorot_uniform}
  - Dense: {units: 3}
"""
WRONG = "input: [4]\nlayers:\n  - Dens: {units: 3}\n  - Dense: {units: -1}\n"


def by_hand() -> nb.Network:
    return nb.Network(
        seed=1,
        input=[100],
        layers=[nb.Dense(units=64, activation="relu"), nb.Dropout(rate=0.1), nb.Dense(units=10, activation="softmax")],
        compile=nb.Compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
        task=nb.Task(kind="multiclass", labels="integer"),
    )


def test_load_from_path_and_from_text(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(TEXT)
    assert nb.load(file) == nb.load(str(file)) == nb.load(TEXT)


def test_what_is_read_equals_what_is_made() -> None:
    assert nb.load(TEXT) == by_hand()
    assert nb.load(TEXT).to_yaml() == by_hand().to_yaml()
    assert nb.load(by_hand().to_yaml()) == by_hand()


def test_overrides() -> None:
    overrides = {"layers.0.Dense.units": 32, "compile.optimizer": {"SGD": {"learning_rate": 0.1}}, "name": "other"}
    network = nb.load(TEXT, overrides=overrides)
    assert network.layers[0].units == 32  # type: ignore[attr-defined]
    assert network.name == "other"
    assert "SGD: {learning_rate: 0.1}" in network.to_yaml()
    with pytest.raises(nb.ConfigError, match="layers"):
        nb.load(TEXT, overrides={"layers.9.Dense.units": 32})
    with pytest.raises(nb.ConfigError, match="units"):
        nb.load(TEXT, overrides={"layers.0.Dense.units": "many"})
    assert not nb.check(by_hand(), overrides={"seed": 7}).errors  # on networks too


def test_load_says_everything_at_once_with_lines() -> None:
    with pytest.raises(nb.ConfigError) as caught:
        nb.load(WRONG)
    assert [(one.code, one.address.line) for one in caught.value.diagnostics] == [("NB010", 3), ("NB012", 4)]  # type: ignore[union-attr]
    assert "did you mean `Dense`?" in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        nb.load(tmp_path / "none.yaml")
    with pytest.raises(IsADirectoryError):
        nb.load(tmp_path)
    (tmp_path / "latin.yaml").write_bytes("name: é".encode("latin-1"))
    with pytest.raises(nb.ConfigError, match="UTF-8"):
        nb.load(tmp_path / "latin.yaml")
    (tmp_path / "empty.yaml").touch()
    assert [one.code for one in nb.check(tmp_path / "empty.yaml")] == ["NB001"]


def test_a_report_is_a_list_of_findings() -> None:
    report = nb.check(WRONG)
    assert [one.code for one in report] == ["NB010", "NB012"]
    assert len(report) == 2
    assert report[0].code == "NB010"
    assert report.errors == report.diagnostics
    assert report.warnings == ()
    assert "Found 2 errors" in str(report)
    assert repr(report) == str(report)
    assert not nb.check(TEXT)
    assert str(nb.check(TEXT)) == "Nothing found."


def test_a_report_is_a_table_in_a_notebook() -> None:
    page = nb.check("input: [4]\nlayers:\n  - '<script>': {units: 3}\n")._repr_html_()
    assert "NB010" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_loaded_network_remembers_its_lines_until_it_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(GLOROT)
    network = nb.load(file)
    [found] = nb.check(network)
    assert found.address.line == 4  # type: ignore[union-attr]
    assert network.check()[0] == found
    changed = network.model_copy(update={"layers": (nb.Dense(units=1, activation="softmax"),)})
    [found] = nb.check(changed)
    assert (found.code, found.address) == ("NB301", ("layers[0].Dense.activation",))


def test_findings_about_python_objects_have_paths() -> None:
    network = nb.Network(input=[4], layers=[nb.Dense(units=1, activation="softmax")])
    [found] = nb.check(network)
    assert found.address == ("layers[0].Dense.activation",)
    with pytest.raises(nb.ConfigError, match="units"):
        nb.Dense(units=0)
    with pytest.raises(nb.ConfigError, match="units=64"):
        nb.Dense(64)  # type: ignore[call-arg, misc]


def test_check_imports_no_keras() -> None:
    code = """
import sys, netbuilder as nb
nb.check(nb.load(sys.argv[1]))
print("keras" in sys.modules, "numpy" in sys.modules)
"""
    command = [sys.executable, "-c", code, str(CONFIGS / "digits_cnn.yaml")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False False\n"


def test_errors_stop_a_build_before_keras_is_imported() -> None:
    code = """
import sys, netbuilder as nb
try:
    nb.build("input: [4]\\nlayers:\\n  - Dense: {units: 1, activation: softmax}\\n")
except nb.ConfigError as error:
    print([one.code for one in error.diagnostics], "keras" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['NB301'] False\n"


@pytest.mark.keras
def test_build_tells_warnings_at_the_callers_line() -> None:
    text = GLOROT.replace("glorot_uniform", "zeros")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        nb.build(text)
        nb.load(text).build()
    assert [one.category for one in told] == [nb.ConfigWarning] * 2
    assert {one.filename for one in told} == {__file__}
    assert "NB203" in str(told[0].message)
    with pytest.raises(nb.ConfigError, match="NB203"):
        nb.build(text, strict=True)


@pytest.mark.keras
def test_build_takes_paths_texts_and_networks() -> None:
    import keras

    for source in (CONFIGS / "seed_text.yaml", str(CONFIGS / "seed_text.yaml"), TEXT, by_hand(), nb.load(TEXT)):
        model = nb.build(source)
        assert type(model) is keras.Sequential
        assert model.compiled
    assert by_hand().build(device="cpu").output_shape == (None, 10)


def test_networks_can_be_copied_and_pickled() -> None:
    import copy
    import pickle

    network = nb.load(TEXT)
    for other in (copy.copy(network), copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert other == network
        assert not nb.check(other)


@pytest.mark.parametrize("source", [None, {"input": [8]}, [nb.Dense(units=1)], nb.Dense(units=1)])
def test_what_is_no_network(source: Any) -> None:
    with pytest.raises(TypeError, match=r"a path, the text of a file or a netbuilder\.Network is wanted, got"):
        nb.check(source)


def test_the_way_from_something_else_to_a_network_is_said() -> None:
    config: Any = {"input": [8], "layers": [{"Dense": {"units": 1}}]}
    with pytest.raises(TypeError, match=r"got dict; see netbuilder\.Network\(\*\*config\)"):
        nb.build(config)
    assert not nb.check(nb.Network(**config)).errors
    with pytest.raises(nb.ConfigError, match=r"`layers=\[nb\.Dense\(units=4\)\]`, say"):
        nb.Network(input=[4])  # type: ignore[call-arg]


@pytest.mark.keras
def test_the_way_from_a_model_to_a_network_is_said() -> None:
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    with pytest.raises(TypeError, match=r"got Sequential; see netbuilder\.from_keras\(model\)"):
        nb.show(model)  # type: ignore[arg-type]
    assert nb.show(nb.from_keras(model))


def test_overrides_that_are_no_dict() -> None:
    with pytest.raises(TypeError, match="overrides are a dict"):
        nb.load("input: [8]\nlayers: [Flatten]\n", overrides="layers.0.Flatten.name=a")  # type: ignore[arg-type]


def test_a_layer_does_not_change() -> None:
    layer = nb.Dense(units=1)
    with pytest.raises(
        AttributeError, match=r"a Dense does not change once it is made; make another: Dense\(..., units=3"
    ):
        layer.units = 3  # type: ignore[misc]
    assert layer.units == 1


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda: nb.Network([8], [nb.Dense(units=1)]), "`nb.Network(input=[8], layers=[Dense(units=1)])`"),
        (lambda: nb.Conv2D(32, (3, 3), "relu"), "`nb.Conv2D(filters=32, kernel_size=(3, 3), activation='relu')`"),
        (lambda: nb.optimizers.Adam(0.1), "`nb.optimizers.Adam(learning_rate=0.1)`"),
        (lambda: nb.Network(input=[8], layers=nb.Flatten()), "`[Flatten()]`, with the brackets"),
        (lambda: nb.Network(input=[8], layers=[nb.Dense]), "`Dense(units=4)`"),
        (lambda: nb.Network(layers=[nb.Flatten()]), "`input: [8]`, the sizes of one sample"),
        (lambda: nb.Network(input=[8], layer=[nb.Flatten()]), "did you mean `layers`?"),
        (lambda: nb.Network(input=[8], layers=[nb.Flatten()], epochs=3), "remove it, and give it to `model.fit(...)`"),
    ],
)
def test_slips_of_python(make: Any, fix: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        make()
    [said] = caught.value.diagnostics
    assert said.fix == fix
    assert "Meta" not in said.message
