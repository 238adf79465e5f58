"""show, build --dry-run, code, schema, new, rules, explain: what goes where, and the exit statuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from netbuilder.diagnostics.codes import in_turn
from netbuilder.source import read


def test_show(netbuilder):
    done = netbuilder("show", "good.yaml")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "good: input (8,) float32"
    assert lines[4].split() == ["dense", "(Dense)", "(16,)", "144", "relu", "HeNormal", "rule", "NB201"]
    assert lines[5].split() == ["dense_1", "(Dense)", "(3,)", "51", "softmax", "GlorotUniform", "Keras"]
    assert lines[7] == "195 parameters, 780 B"


def test_show_with_errors_prints_what_is_known(netbuilder, folder):
    (folder / "net.yaml").write_text("input: [8]\nlayers:\n  - Dense: {units: 4}\n  - Mine: {units: 4}\n")
    done = netbuilder("show", "net.yaml")
    assert done.status == 1
    assert "there are errors" in done.out
    assert "error[NB010]" in done.err
    assert done.out.splitlines()[-1].split() == ["Mine", "?", "?"]


def test_show_of_nothing(netbuilder):
    done = netbuilder("show", "-", stdin="")
    assert (done.status, done.out) == (1, "")
    assert "the file is empty" in done.err


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_show_prints_reads_back_as_the_same_network(netbuilder, form):
    first = netbuilder("show", "good.yaml", "--format", form).out
    again = netbuilder("show", "-", "--format", form, stdin=first)
    assert again.status == 0
    if form == "yaml":
        assert again.out == first
    else:
        one, two = json.loads(first), json.loads(again.out)
        assert {key: value for key, value in one.items() if not key.startswith("x-")} == {
            key: value for key, value in two.items() if not key.startswith("x-")
        }
        assert one["x-totals"] == two["x-totals"]
        assert one["x-layers"][0]["initializers"][0]["by"] == "NB201"


def test_warnings_of_show_go_to_standard_error(netbuilder):
    done = netbuilder("show", "warning.yaml")
    assert done.status == 0
    assert "NB203" in done.err
    assert "NB203" not in done.out.replace("rule NB203", "")


def test_dry_run(netbuilder, folder):
    done = netbuilder("build", "good.yaml", "--dry-run")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "nothing is built; `netbuilder build` would write build/good.keras"
    assert not (folder / "build").exists()


def test_build_stops_at_errors(netbuilder, folder):
    done = netbuilder("build", "error.yaml")
    assert done.status == 1
    assert "error[NB201]" in done.err
    assert "there are errors" in done.out
    assert not (folder / "build").exists()


def test_strict_stops_a_build_at_warnings(netbuilder, folder):
    done = netbuilder("build", "warning.yaml", "--strict")
    assert done.status == 1
    assert done.err.endswith("nothing is built: --strict counts warnings as errors\n")


def test_two_configs_with_one_target_are_refused(netbuilder, folder):
    (folder / "nets").mkdir()
    (folder / "nets" / "good.yaml").write_text((folder / "good.yaml").read_text())
    done = netbuilder("build", "good.yaml", "nets/good.yaml", "--dry-run")
    assert done.status == 2
    assert "would both be written to `build/good.keras`" in done.err
    assert netbuilder("build", "good.yaml", "warning.yaml", "-o", "m.keras").status == 2


def test_a_target_that_is_no_keras_file(netbuilder):
    done = netbuilder("build", "good.yaml", "-o", "model.h5", "--dry-run")
    assert done.status == 1
    assert "error[NB904] cannot-write: cannot write model.h5" in done.err


def test_the_name_of_what_came_in_by_standard_input(netbuilder, folder):
    done = netbuilder("build", "-", "--dry-run", stdin=(folder / "good.yaml").read_text())
    assert done.out.endswith("would write build/good.keras\n")


def test_several_builds_go_on_behind_one_that_fails(netbuilder):
    done = netbuilder("build", "nowhere.yaml", "error.yaml", "good.yaml", "--dry-run")
    assert done.status == 2
    assert "would write build/good.keras" in done.out


def test_code(netbuilder):
    done = netbuilder("code", "good.yaml")
    assert (done.status, done.err) == (0, "")
    compile(done.out, "net.py", "exec")
    assert netbuilder("code", "error.yaml").status == 1
    assert netbuilder("code", "error.yaml").out == ""


def test_schema(netbuilder):
    done = netbuilder("schema")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["additionalProperties"] is False


def test_new(netbuilder):
    listed = netbuilder("new")
    names = [line.split()[0] for line in listed.out.splitlines()]
    assert {"mlp", "cnn", "text", "regression"} <= set(names)
    done = netbuilder("new", "cnn")
    assert read(done.out, "").value["name"] == "cnn"
    assert netbuilder("check", "-", stdin=done.out).status == 0
    wrong = netbuilder("new", "cn")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err == "netbuilder: no template is called `cn`; did you mean `cnn`?\n"


def test_new_says_what_comes_next_where_a_person_reads_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "netbuilder", "new", "mlp"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stderr == b""
    with (tmp_path / "net.yaml").open("wb") as file:
        saved = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=True)
    assert (tmp_path / "net.yaml").read_bytes() == piped.stdout
    assert saved.stderr.startswith(b"\nnext:\n")


def test_new_names_the_schema_where_there_is_one(netbuilder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not netbuilder("new", "cnn").out.startswith("# yaml-language-server")
    (tmp_path / "netbuilder.schema.json").write_text(netbuilder("schema").out)
    text = netbuilder("new", "cnn").out
    assert text.startswith("# yaml-language-server: $schema=./netbuilder.schema.json\n")
    assert netbuilder("check", "-", stdin=text).status == 0


def test_rules(netbuilder):
    done = netbuilder("rules")
    assert done.status == 0
    [line] = [line for line in done.out.splitlines() if line.startswith("NB301")]
    assert line.split(maxsplit=3) == ["NB301", "constant-output", "error", "Softmax over a single unit"]
    rules = json.loads(netbuilder("rules", "--format", "json").out)
    assert [rule["code"] for rule in rules] == sorted({rule["code"] for rule in rules}, key=in_turn)
    assert {"code", "name", "severity", "summary"} == set(rules[0])


def test_explain(netbuilder):
    done = netbuilder("explain", "NB301", "Conv2D")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("NB301 constant-output\n")
    assert "\nConv2D: a layer\n" in done.out
    wrong = netbuilder("explain", "Cov2D", "he_normal")
    assert wrong.status == 2
    assert wrong.err == "netbuilder: nothing is called `Cov2D`; did you mean `Conv2D`?\n"
    assert "HeNormal: an initializer" in wrong.out


def test_a_command_that_is_not_there(netbuilder):
    assert netbuilder("chek", "good.yaml").status == 2
    assert "did you mean `check`?" in netbuilder("chek", "good.yaml").err
    assert "did you mean `netbuilder check good.yaml`?" in netbuilder("good.yaml").err
    assert netbuilder("check", "good.yaml", "--fromat", "json").status == 2


def test_import_of_a_module_that_is_not_there(netbuilder):
    done = netbuilder("check", "good.yaml", "--import", "no_such_module")
    assert done.status == 2
    assert done.err == "netbuilder: --import no_such_module: No module named 'no_such_module'\n"


def test_code_counts_no_warning_as_an_error(netbuilder):
    done = netbuilder("code", "warning.yaml")
    assert done.status == 0
    assert "keras.Sequential" in done.out
    assert "NB203" in done.err


def test_a_fault_in_one_config_is_one_line_and_the_next_has_its_turn(netbuilder, monkeypatch):
    from netbuilder.cli.commands import build

    def broken(session, target, options):
        if "good" in str(target):
            raise RuntimeError("a fault")
        return 0

    monkeypatch.setattr(build, "_written", broken)
    done = netbuilder("build", "good.yaml", "warning.yaml")
    assert done.status == 3
    [line] = [line for line in done.err.splitlines() if "fault" in line]
    assert line.startswith("netbuilder: a fault of netbuilder at good.yaml: RuntimeError: a fault; run it again")
    assert done.out.count("good: input (8,)") == 2  # both have this name
    assert "\n\n\ngood: input" in done.out  # what stands between two


def test_configs_are_completed_and_folders_are_left_to_the_shell(folder, monkeypatch):
    from netbuilder.cli.completion import configs

    def completed(incomplete):
        return [(item.type, item.value) for item in configs(None, None, incomplete)]

    (folder / "notes.txt").touch()
    assert completed("go") == [("plain", "good.yaml")]
    assert completed("") == [("plain", "error.yaml"), ("plain", "good.yaml"), ("plain", "warning.yaml")]
    assert completed("no") == [("file", "no")]
    assert completed("none/x") == [("file", "none/x")]
    (folder / "goods").mkdir()
    assert completed("go") == [("file", "go")]


def test_a_bare_command_prints_its_help_as_a_mistake(netbuilder):
    done = netbuilder()
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: netbuilder [OPTIONS] COMMAND [ARGS]...")


def test_the_options_of_every_layer_stand_with_the_layers_alone(netbuilder):
    assert "\nOptions of every layer\n" in netbuilder("explain", "layers").out
    for kind in ("activations", "losses", "initializers"):
        assert "Options of every layer" not in netbuilder("explain", kind).out


def test_build_of_a_broken_network_prints_what_is_known_of_it_where_something_is(netbuilder, folder):
    (folder / "net.yaml").write_text("input: [8]\nlayers:\n  - Dense: {units: 4}\n  - Mine: {units: 4}\n")
    assert "Dense  (4,)" in netbuilder("build", "net.yaml").out
    assert netbuilder("build", "net.yaml", "-q").out == ""
    (folder / "net.yaml").write_text("input: [8]\nlayers: []\n")
    done = netbuilder("build", "net.yaml")
    assert (done.status, done.out) == (1, "")
