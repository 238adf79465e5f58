"""`--keras`: what check, code, schema, explain and build say of a release."""

import json

import pytest

MUON = "input: [4]\nlayers:\n  - Dense: {units: 2}\ncompile: {optimizer: {Muon: {}}, loss: mse}\n"


def test_the_example_of_the_manual(netbuilder):
    done = netbuilder("check", "--keras", "3.8", "-", stdin=MUON)
    assert done.status == 1
    assert done.out.startswith("error[NB130] newer-than-keras: Muon came with Keras 3.10; this network is for 3.8\n")
    assert " --> <stdin>:4:23\n" in done.out
    assert "fix: `AdamW`, the nearest in Keras 3.8" in done.out
    assert netbuilder("check", "--keras", "3.13", "-", stdin=MUON).status == 0


def test_a_release_that_does_not_exist(netbuilder):
    done = netbuilder("check", "good.yaml", "--keras", "3.99")
    assert done.status == 1
    assert '`"3.15"` is the newest' in done.out
    done = netbuilder("schema", "--keras", "3.99")
    assert done.status == 2
    assert "nearest is 3.15" in done.err
    done = netbuilder("build", "good.yaml", "--opens-in", "3.4")
    assert done.status == 2
    assert "takes a release of Keras from 3.5 to 3.15, got 3.4; nearest is 3.5" in done.err
    assert netbuilder("check", "good.yaml", "--keras", "").status == 1
    assert netbuilder("check", "good.yaml", "--keras", '3.8", name: "x').status == 1


def test_the_project_names_one(netbuilder, folder):
    (folder / "muon.yaml").write_text(MUON)
    (folder / "pyproject.toml").write_text('[tool.netbuilder]\nkeras = "3.8"\n')
    assert "this network is for 3.8" in netbuilder("check", "muon.yaml").out
    assert netbuilder("check", "muon.yaml", "--keras", "3.13").status == 0
    (folder / "muon.yaml").write_text(MUON + 'keras: "3.9"\n')
    assert "this network is for 3.9" in netbuilder("check", "muon.yaml").out


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("3.8", '"3.8"'),
        ("3.10", '"3.10" or "3.1"'),
        ('"3.80"', '"3.8"'),
        ('"3.99"', '"3.15"'),
        ('"3"', '"3.15"'),
        ("[]", '"3.15"'),
        ("true", '"3.15"'),
    ],
)
def test_a_project_that_names_none_that_exists(netbuilder, folder, value, near):
    (folder / "pyproject.toml").write_text(f"[tool.netbuilder]\nkeras = {value}\n")
    done = netbuilder("check", "good.yaml")
    assert done.status == 2
    assert f'is a release of Keras in quotes, as {near}; known are "3.0" to "3.15"' in done.err


def test_fix_mends_the_file_for_the_release(netbuilder, folder):
    text = MUON.replace("{Muon: {}}", "adam").replace("mse", "ctc").replace("[4]", "[9, 3]")
    (folder / "ctc.yaml").write_text(text)
    netbuilder("check", "ctc.yaml", "--keras", "3.3", "--fix")
    assert (folder / "ctc.yaml").read_text() == text.replace("ctc", "{CTC: {}}")


def test_a_program_for_an_older_release(netbuilder, folder):
    (folder / "net.yaml").write_text(
        "input: [4]\nlayers:\n  - Dense: {units: 2, activation: {threshold: {threshold: 0.5, default_value: 0.1}}}\n"
    )
    newest = netbuilder("code", "net.yaml")
    older, oldest = (netbuilder("code", "net.yaml", "--keras", release) for release in ("3.10", "3.9"))
    assert "Threshold(threshold=0.5, default_value=0.1)" in newest.out
    assert "Threshold(threshold_value=0.5, value=0.1)" in older.out
    assert 'arguments={"threshold": 0.5, "default_value": 0.1}' in oldest.out
    (folder / "muon.yaml").write_text(MUON)
    refused = netbuilder("code", "muon.yaml", "--keras", "3.8")
    assert (refused.status, refused.out) == (1, "")
    assert "Muon came with Keras 3.10" in refused.err


def test_a_program_whose_file_that_release_would_not_open(netbuilder, folder):
    (folder / "net.yaml").write_text(
        "input: [9, 4]\nlayers:\n  - GRU: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}\n"
    )
    older, newer = (netbuilder("code", "net.yaml", "--keras", release) for release in ("3.9", "3.10"))
    assert older.out == newer.out
    assert "NB911" in older.err
    assert "net.yaml:3:34" in older.err
    assert "Keras 3.9 does not open a file with options of `leaky_relu` here" in older.err
    assert "NB911" not in newer.err


def test_what_an_older_release_takes_in_another_form_only(netbuilder, folder):
    (folder / "net.yaml").write_text("input: [3]\nlayers:\n  - Normalization: {mean: 0.5, variance: 2}\n")
    assert "Normalization(mean=0.5, variance=2)" in netbuilder("code", "net.yaml", "--keras", "3.8").out
    assert (
        "Normalization(mean=[0.5, 0.5, 0.5], variance=[2, 2, 2])"
        in netbuilder("code", "net.yaml", "--keras", "3.7").out
    )


def test_the_schema_of_a_release(netbuilder):
    def names(*arguments):
        definitions = json.loads(netbuilder("schema", *arguments).out)["definitions"]
        return json.dumps(definitions)

    newest, older = names(), names("--keras", "3.8")
    assert names("--keras", "3.15") == newest
    for word in ("RMSNormalization", "Muon", '"muon"', "oov_method", '"PRGAIN"', "renorm"):
        assert word in newest
        assert word not in older
    assert "STFTSpectrogram" in older
    assert "STFTSpectrogram" not in names("--keras", "3.6")
    assert '"mean_with_sample_weight"' not in names("--keras", "3.6")


def test_show_says_which_keras_a_network_needs(netbuilder):
    assert netbuilder("show", "-", stdin=MUON).out.rstrip().endswith("needs Keras 3.10 or newer")
    assert "needs Keras" not in netbuilder("show", "good.yaml").out


def test_a_history_in_one_line(netbuilder):
    [line] = [line for line in netbuilder("explain", "Muon").out.splitlines() if line.startswith("History: ")]
    assert line.startswith(
        "History: in Keras since 3.10; 3.13: `adam_weight_decay`, `rms_rate`, `weight_decay` left out is"
    )
    assert line.endswith("; 3.14: the string `muon`")
    assert "before 3.13: Muon stops in `fit` on TensorFlow" in netbuilder("explain", "Muon").out
    assert "measured at 3.8.0, 3.14.1 and 3.15.1" in netbuilder("explain", "Conv2DTranspose").out
    assert "History" not in netbuilder("explain", "Flatten").out
