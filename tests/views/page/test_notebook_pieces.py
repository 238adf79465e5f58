"""Networks, findings and probes show themselves in a notebook with the pieces of the page."""

import netbuilder as nb

TEXT = "input: [4]\nlayers:\n  - Dense: {units: 3, name: '<b>'}\n  - Dense: {units: 1, activation: softmax}\n"


def test_a_network_is_a_diagram_with_its_table() -> None:
    html = nb.load(
        "input: [4]\nlayers:\n  - Dense: {units: 3, activation: relu}\n  - Dense: {units: 1}\n"
    )._repr_html_()
    assert '<svg class="nb-column" role="img"' in html
    assert "HeNormal" in html


def test_a_network_made_in_python_too() -> None:
    network = nb.Network(input=[4], layers=[nb.Dense(units=3, activation="relu"), nb.Dense(units=1)])
    assert "nb-diagram" in network._repr_html_()


def test_findings_have_their_lines_and_carets() -> None:
    html = nb.check(TEXT.replace("<b>", "b"))._repr_html_()
    assert "NB301" in html
    assert "^^^^^^^" in html
    assert nb.check("input: [4]\nlayers:\n  - Dense: {units: 3}\n")._repr_html_().count("Nothing found") == 1


def test_nothing_of_the_file_is_markup() -> None:
    assert "<b>" not in nb.check(TEXT)._repr_html_()
