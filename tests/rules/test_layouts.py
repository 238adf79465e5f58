"""Layouts of `runtime.distribution`: what is suggested, what else a pattern may name, and files that mean harm."""

import time

import pytest

import netbuilder as nb
from netbuilder.convert.keras_program import program
from netbuilder.pipeline import Session

NETWORK = """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Bidirectional: {layer: {LSTM: {units: 4}}}
  - Dense: {units: 4}
compile: {optimizer: adam, loss: mse}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
"""


def _net(*layout: str, input: str = "[5, 16]") -> str:
    lines = "".join(f"        {line}\n" for line in layout)
    return NETWORK.replace("[16]", input) + lines


def _codes(text: str) -> list[str]:
    return [finding.code for finding in nb.check(text).diagnostics if finding.code.startswith("NB10")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dense/kernel", ".*/dense/kernel"),
        ("dense.*kernel", ".*/dense.*kernel"),
        ("/dense/kernel", ".*/dense/kernel"),
        (".*/dense", ".*/dense.*"),
        (".*/dense/kernal", ".*/dense/kernel"),
        ("net/dense/kernell", ".*/dense/kernel"),
    ],
)
def test_the_pattern_that_was_meant_is_an_edit(written: str, meant: str) -> None:
    text = _net(f'"{written}": [null, model]')
    [finding] = [finding for finding in nb.check(text).diagnostics if finding.code == "NB1002"]
    assert f"did you mean `{meant}`?" in finding.fix
    mended = nb.fix(text, unsafe=True).text
    assert f"{meant}: [null, model]" in mended.replace('"', "")
    assert "NB1002" not in _codes(mended)


def test_what_is_like_no_path_is_shown_one_or_nothing_where_all_are_taken() -> None:
    def fix(*layout: str) -> str:
        [finding] = [each for each in nb.check(_net(*layout)).diagnostics if each.code == "NB1002"]
        return finding.fix

    assert fix('"xyzzy": [null, model]') == "`.*/dense/kernel`, say"
    assert fix('".*": [null]', '"xyzzy": [null, model]') == "remove it"


def test_the_whole_path_goes_before_patterns() -> None:
    assert _codes(_net("net/dense/kernel: [null, model]", '".*kernel": [model]')) == ["NB1004"]  # fewer, a note


def test_outputs_of_layers_may_be_named() -> None:
    assert _codes(_net('".*/dense/output": [batch]')) == []
    assert _codes(_net('".*/dense/output": [batch, null, null, null]')) == ["NB1004"]


def test_entries_that_are_fewer_say_which_axis_is_spread() -> None:
    [finding] = [one for one in nb.check(_net('".*/dense/kernel": [model]')).diagnostics if one.code == "NB1004"]
    assert finding.severity.word == "info"
    assert finding.message == "`model` spreads axis 0 of `net/dense/kernel`"


def test_a_pattern_for_everything_names_the_learning_rate_too() -> None:
    assert "NB1008" in _codes(_net('".*": [model]'))


@pytest.mark.parametrize("devices", [2, 4])
def test_devices_in_the_file_are_compared_with_the_mesh(devices: int) -> None:
    text = _net('".*/dense/kernel": [null, model]').replace("  backend: jax", f"  backend: jax\n  devices: {devices}")
    assert _codes(text) == ([] if devices == 2 else ["NB1006"])


def test_the_backend_that_is_left_out_is_mended_safely() -> None:
    text = _net('".*/dense/kernel": [null, model]').replace("  backend: jax\n", "")
    assert _codes(text) == ["NB1010"]
    assert _codes(nb.fix(text).text) == []


def test_behind_a_hole_nothing_is_said_to_match_nothing() -> None:
    text = _net('".*/dense_1/kernel": [null, model]').replace("Bidirectional:", "Bidirektional:")
    assert "NB1002" not in _codes(text)


def test_no_pattern_holds_the_check_up() -> None:
    patterns = [f'"(?:{"a?" * 12}){{{at}}}.*(.*)*(.*)*/kernel": [null, model]' for at in range(1, 40)]
    name = "  - Dense: {units: 4, name: " + "a" * 2000 + "}\n"
    text = _net(*patterns).replace("  - Dense: {units: 4}\n", name * 1 + "  - Dense: {units: 4}\n")
    before = time.process_time()
    assert _codes(text)
    assert time.process_time() - before < 20


def test_strategy_and_distribution_exclude_each_other() -> None:
    text = _net('".*/dense/kernel": [null, model]').replace("  backend: jax", "  backend: jax\n  strategy: mirrored")
    [finding] = nb.check(text).errors
    assert finding.code == "NB012"
    assert "`none` beside `distribution`" in finding.message


def test_python_objects_say_the_same() -> None:
    spread = nb.distribution.ModelParallel(mesh={"batch": 1, "model": 2}, layout={".*/dense/kernel": [None, "model"]})
    network = nb.Network(
        name="net",
        input=[16],
        layers=[nb.Dense(units=33, activation="relu"), nb.Dense(units=4)],
        runtime=nb.Runtime(backend="jax", distribution=spread),
    )
    assert [finding.code for finding in nb.check(network).errors] == ["NB1005"]


def test_the_program_spreads_its_model_too() -> None:
    text = program(Session(_net('".*/dense/kernel": [null, model]')).plan)
    assert 'os.environ["KERAS_BACKEND"] = "jax"' in text
    assert 'layout[".*/dense/kernel"] = (None, "model")' in text
    assert text.index("KERAS_BACKEND") < text.index("import keras") < text.index("set_distribution")
