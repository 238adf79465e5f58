"""What the commands print is what the functions of the same names return, with a view for notebooks."""

import json
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
