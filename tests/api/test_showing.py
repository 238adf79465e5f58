"""What the commands print is what the functions of the same names return, with a view for notebooks."""

import json
import re
import warnings
from pathlib import Path

import pytest

import netbuilder as nb
from tests import warm

CONFIG = Path(__file__).parents[2] / "configs" / "digits_mlp.yaml"


def printed(*arguments: str) -> str:
    done = warm.netbuilder(*arguments)
    assert done.returncode == 0
    return done.stdout.rstrip("\n")


@pytest.mark.parametrize("name", ["show", "code"])
def test_as_the_command(name: str) -> None:
    shown = getattr(nb, name)(CONFIG)
    assert shown.rstrip("\n") == printed(name, str(CONFIG))
    assert repr(shown) == shown
    assert shown._repr_html_().startswith("<")


def test_explain_and_schema() -> None:
    assert nb.explain("NB301").rstrip("\n") == printed("explain", "NB301")
    with pytest.raises(ValueError, match="did you mean"):
        nb.explain("Dens")
    assert json.loads(nb.schema())["type"] == "object"


def test_a_report_is_a_page_of_its_own_in_a_notebook() -> None:
    page = nb.report(CONFIG)
    assert page.lower().startswith("<!doctype html>")
    assert page._repr_html_().startswith("<iframe srcdoc=")


def test_a_network_with_errors_is_shown_and_not_programmed() -> None:
    wrong = "input: [8]\nlayers:\n  - Dense: {units: 1, activation: softmax}\n"
    assert "there are errors" in nb.show(wrong)
    assert "<" in nb.report(wrong)
    with pytest.raises(nb.ConfigError, match="NB301"):
        nb.code(wrong)


MUON = "input: [4]\nlayers:\n  - Dense: {units: 2}\ncompile: {optimizer: {Muon: {}}, loss: mse}\n"
STUCK = "input: [9, 4]\nlayers:\n  - GRU: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}\n"


def test_a_program_warns_of_what_the_command_prints_beside_it() -> None:
    zeros = STUCK.replace("layers:\n", "layers:\n  - Dense: {units: 3, kernel_initializer: zeros}\n")
    with warnings.catch_warnings(record=True) as issued:
        warnings.simplefilter("always")
        program = nb.code(zeros, keras="3.9")
    beside = warm.netbuilder("code", "-", "--keras", "3.9", input=zeros)
    assert program.rstrip("\n") == beside.stdout.rstrip("\n")
    assert [re.findall(r"warning\[(\w+)\]", str(warning.message)) for warning in issued] == [["NB203"], ["NB911"]]
    assert re.findall(r"warning\[(\w+)\]", beside.stderr) == ["NB203", "NB911"]
    assert {warning.filename for warning in issued} == {__file__}


def test_a_network_says_how_bad_a_file_is_that_does_not_open_again() -> None:
    def with_severity(level: str) -> str:
        return f"{STUCK}rules: {{NB911: {level}}}\n"

    assert "GRU" in nb.code(with_severity("off"), keras="3.9")
    with pytest.raises(nb.ConfigError, match="NB911"):
        nb.code(with_severity("error"), keras="3.9")
    stopped = warm.netbuilder("code", "-", "--keras", "3.9", input=with_severity("error"))
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert "error[NB911]" in stopped.stderr


def test_every_function_takes_the_release_that_its_command_takes() -> None:
    assert "needs Keras 3.10 or newer" in nb.show(MUON, keras="3.12")
    assert "there are errors" in nb.show(MUON, keras="3.8")
    assert "Muon came with Keras 3.10" in nb.report(MUON, keras="3.8")
    assert {finding.code for finding in nb.load(MUON).check(keras="3.8").errors} == {"NB130"}
    mended = nb.fix(MUON, keras="3.8", unsafe=True)
    assert "optimizer: {AdamW: {}}" in mended.text
    assert "keras" not in mended.text
    for refusing in (nb.build, nb.probe, nb.code):
        with pytest.raises(nb.ConfigError, match="NB130"):
            refusing(MUON, keras="3.8")
        with pytest.raises(ValueError, match=r"nearest is '3\.8'"):
            refusing(MUON, keras="38")
