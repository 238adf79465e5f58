"""Two networks side by side: what is aligned, what differs, and how it is shown."""

import json
from pathlib import Path

import pytest

import netbuilder as nb
from tests import warm

BLOCK = "  - Conv2D: {{filters: {}, kernel_size: 3, padding: same, activation: relu}}\n  - BatchNormalization\n"
HEAD = "input: [32, 32, 3]\nlayers:\n"
TAIL = "  - Flatten\n  - Dense: {units: 10, activation: softmax}\n"
COMPILE = "compile: {optimizer: {Adam: {learning_rate: 0.002}}, loss: sparse_categorical_crossentropy}\n"


def deep(inserted: str = "", at: int = -1, filters: dict[int, int] | None = None) -> str:
    """A network of 32 layers, with one inserted behind the block `at`, or other filters in some blocks."""
    blocks = [BLOCK.format((filters or {}).get(i, 8 + i)) + (inserted if i == at else "") for i in range(15)]
    return HEAD + "".join(blocks) + TAIL + COMPILE


def kinds(comparison: nb.Comparison) -> list[str]:
    return [pair.kind for pair in comparison.layers]


def test_one_layer_inserted_in_the_middle_of_thirty() -> None:
    comparison = nb.compare(deep(), deep("  - Dropout: {rate: 0.2}\n", 7))
    assert kinds(comparison).count("added") == 1
    assert kinds(comparison).count("equal") == 32
    assert comparison.layers[16].kind == "added"
    lines = str(comparison).split("\n")
    assert [line[0] for line in lines if line[:1] in ("+", "-")] == ["+"]
    assert lines[2].strip() == "... 14 equal layers"
    assert len(lines) < 14


def test_a_changed_option_stands_under_its_layer() -> None:
    comparison = nb.compare(deep(), deep(filters={3: 64}))
    [changed] = [pair for pair in comparison.layers if pair.kind == "changed"]
    assert [tuple(change) for change in changed.changes] == [("filters", "11", "64")]
    followers = [pair for pair in comparison.layers if pair.is_moved_in_shape]
    assert [pair.after.class_name for pair in followers if pair.after is not None] == ["BatchNormalization", "Conv2D"]


def test_two_equal_networks_say_so_in_one_line() -> None:
    text = deep()
    comparison = nb.compare(text, nb.load(text))
    assert comparison.is_equal
    assert "\n" not in str(comparison)
    assert "same network: 32 layers" in str(comparison)


def test_repeats_and_spellings_are_the_same_network() -> None:
    short = "input: [8]\nlayers:\n  - repeat: {times: 3, layers: [{Dense: {units: 8, activation: relu}}]}\n"
    long = "input: {shape: [8]}\nlayers:\n" + "  - Dense: {activation: relu, units: 8, use_bias: true}\n" * 3
    assert nb.compare(short, long).is_equal


def test_who_chose_an_initializer_changes_no_network() -> None:
    written = "input: [8]\nlayers:\n  - Dense: {units: 8, activation: relu, kernel_initializer: he_normal}\n"
    comparison = nb.compare(written.replace(", kernel_initializer: he_normal", ""), written)
    assert comparison.is_equal
    assert [tuple(change)[1:] for change in comparison.choosers] == [("NB201", "you")]


def test_settings_and_findings() -> None:
    after = deep().replace("0.002", "0.2").replace("units: 10, activation: softmax", "units: 1, activation: softmax")
    comparison = nb.compare(deep(), after)
    assert ("compile.optimizer.learning_rate", "0.002", "0.2") in [tuple(change) for change in comparison.settings]
    assert {"NB301", "NB701"} <= {finding.code for finding in comparison.appeared}
    assert not comparison.gone
    assert {finding.code for finding in nb.compare(after, deep()).gone} >= {"NB301", "NB701"}


def test_a_network_with_a_shape_error_is_compared_as_far_as_it_is_known() -> None:
    wrong = deep().replace("  - Flatten\n", "  - Reshape: {target_shape: [7]}\n")
    comparison = nb.compare(deep(), wrong)
    assert {total.after for total in comparison.totals if total.what == "parameters"} == {"unknown"}
    assert "NB103" in {finding.code for finding in comparison.appeared}


def run(*arguments: str) -> tuple[int, str]:
    done = warm.netbuilder("compare", *arguments)
    return done.returncode, done.stdout


def test_the_command(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(deep())
    second.write_text(deep("  - Dropout: {rate: 0.2}\n", 7))
    names = (str(first), str(second))
    assert run(*names)[0] == 0
    assert run(*names, "--exit-code")[0] == 1
    assert run(names[0], names[0], "--exit-code")[0] == 0
    data = json.loads(run(*names, "--format", "json")[1])
    assert data["equal"] is False
    assert [pair["kind"] for pair in data["layers"]].count("added") == 1
    summary = run(*names, "--format", "markdown")[1]
    assert "```diff\n" in summary
    assert "| layers | 32 | 33 |" in summary


def test_a_notebook_shows_it_in_colours() -> None:
    html = nb.compare(deep(), deep("  - Dropout: {rate: 0.2}\n", 7))._repr_html_()
    assert html is not None
    assert "#dafbe1" in html


ADAMW = "input: [4]\nlayers:\n  - Dense: {units: 2}\ncompile: {optimizer: {AdamW: {}}, loss: mse}\n"


def test_what_is_found_for_the_release_that_is_named(tmp_path: Path) -> None:
    muon = ADAMW.replace("AdamW", "Muon")
    message = "Muon came with Keras 3.10; this network is for 3.8"
    for after in (muon, nb.load(muon)):
        comparison = nb.compare(ADAMW, after, keras="3.8")
        assert [(finding.code, finding.message) for finding in comparison.appeared] == [("NB130", message)]
        assert "keras" not in {change.what for change in comparison.settings}
    assert not nb.compare(ADAMW, muon).appeared
    with pytest.raises(ValueError, match=r"nearest is '3\.15'"):
        nb.compare(ADAMW, muon, keras="3.88")
    (tmp_path / "adamw.yaml").write_text(ADAMW)
    (tmp_path / "muon.yaml").write_text(muon)
    command = ["-m", "netbuilder", "compare", "adamw.yaml", "muon.yaml", "--keras"]
    assert f"+ NB130 newer-than-keras: {message}" in warm.run([*command, "3.8"], cwd=tmp_path).stdout
    refused = warm.run([*command, "3.88"], cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count('`"3.15"` is the newest') == 1
