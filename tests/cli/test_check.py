"""netbuilder check: exit statuses, formats, several files, standard input."""

import json
import os
from xml.etree import ElementTree

import pytest

from netbuilder.views.formats import formats, is_document


def test_a_good_file(netbuilder):
    assert netbuilder("check", "good.yaml") == (0, "Nothing found.\n", "")


def test_quiet_says_nothing_of_a_good_file(netbuilder):
    assert netbuilder("check", "good.yaml", "-q") == (0, "", "")


def test_warnings_pass_and_strict_counts_them(netbuilder):
    done = netbuilder("check", "warning.yaml")
    assert (done.status, done.err) == (0, "")
    assert "warning[NB203]" in done.out
    assert netbuilder("check", "--strict", "warning.yaml").status == 1


def test_errors_go_to_standard_output(netbuilder):
    done = netbuilder("check", "error.yaml")
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("error[NB201] not-he-for-relu: ")
    assert "--> error.yaml:4:62\n" in done.out
    assert done.out.endswith("\nFound 1 error. 1 fixable with --fix --unsafe-fixes.\n")


def test_quiet_shows_errors_only(netbuilder):
    assert netbuilder("check", "warning.yaml", "-q").out == ""
    assert "NB201" in netbuilder("check", "error.yaml", "-q").out


def test_quiet_shows_what_strict_fails_at(netbuilder):
    done = netbuilder("check", "warning.yaml", "--quiet", "--strict")
    assert done.status == 1
    assert "NB203" in done.out
    assert "NB203" in netbuilder("build", "warning.yaml", "--quiet", "--strict", "--dry-run").err


def test_a_file_named_twice_is_checked_once(netbuilder):
    assert netbuilder("check", "error.yaml", "*.yaml", "error.yaml").out.count("error[NB201]") == 1
    assert netbuilder("check", "-", "-", stdin="input: [4]\nlayers: [Flatten]\n") == (0, "Nothing found.\n", "")


def test_notes_only_with_verbose(netbuilder):
    assert "NB316" not in netbuilder("check", "good.yaml").out
    assert "info[NB316]" in netbuilder("check", "good.yaml", "--verbose").out


def test_all_files_are_checked_and_the_highest_status_wins(netbuilder):
    done = netbuilder("check", "nowhere.yaml", "error.yaml", "good.yaml")
    assert done.status == 2
    assert "NB201" in done.out
    assert done.err == "error: there is no file `nowhere.yaml`\n"
    assert netbuilder("check", "good.yaml", "error.yaml").status == 1


def test_standard_input(netbuilder):
    done = netbuilder("check", "-", stdin="input: [4]\nlayers:\n  - Dens: {units: 1}\n")
    assert done.status == 1
    assert "--> <stdin>:3:5" in done.out


def test_standard_input_that_is_empty(netbuilder):
    done = netbuilder("check", "-", stdin="")
    assert done.status == 1
    assert "the file is empty" in done.out


def test_patterns_that_the_shell_left_alone(netbuilder, folder):
    done = netbuilder("check", "*.yaml", "--format", "concise")
    assert done.out.splitlines() == [
        line for line in done.out.splitlines() if line.split(":")[0] in ("error.yaml", "warning.yaml")
    ]
    assert len(done.out.splitlines()) == 2
    assert netbuilder("check", "*.yml").err == "error: there is no file `*.yml`\n  = fix: no file fits the pattern\n"


def test_a_file_whose_name_is_a_pattern(netbuilder, folder):
    (folder / "net[1].yaml").write_text("input: [4]\nlayers: [Dens]\n")
    assert "net[1].yaml:2:10" in netbuilder("check", "net[1].yaml").out


def test_a_file_that_may_not_be_read(netbuilder, folder, monkeypatch):
    real = os.open

    def refuse(path, *args, **more):
        if path == "good.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert netbuilder("check", "good.yaml") == (2, "", "error: `good.yaml` cannot be read: permission denied\n")


def test_the_folder_is_missing_too(netbuilder):
    assert netbuilder("check", "nets/good.yaml").err.endswith("fix: the folder `nets` is not there either\n")


@pytest.mark.parametrize("form", formats())
def test_every_format_says_everything(netbuilder, form):
    done = netbuilder("check", "warning.yaml", "error.yaml", "--format", form)
    assert done.status == 1
    assert "NB201" in done.out
    assert "NB203" in done.out


@pytest.mark.parametrize("form", formats())
def test_every_format_of_nothing(netbuilder, form):
    done = netbuilder("check", "good.yaml", "--format", form)
    assert done.status == 0
    if is_document(form):
        assert done.err == ""
        ElementTree.fromstring(done.out) if form == "junit" else json.loads(done.out)


def test_json_is_one_list_over_all_files(netbuilder):
    done = netbuilder("check", "warning.yaml", "good.yaml", "error.yaml", "--format", "json")
    found = json.loads(done.out)
    assert [(one["file"], one["code"], one["line"], one["column"]) for one in found] == [
        ("warning.yaml", "NB203", 4, 62),
        ("error.yaml", "NB201", 4, 62),
    ]
    assert done.err == ""


def test_github_is_chosen_inside_of_actions(netbuilder, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert netbuilder("check", "error.yaml").out.startswith("::error ")
    assert netbuilder("check", "error.yaml", "--format", "full").out.startswith("error[NB201]")


def test_select_and_ignore(netbuilder):
    both = ("check", "warning.yaml", "error.yaml", "--format", "concise")
    assert "NB203" not in netbuilder(*both, "--select", "NB201").out
    assert "NB203" in netbuilder(*both, "--ignore", "NB201").out
    assert "NB201" not in netbuilder(*both, "--ignore", "NB201").out
    assert netbuilder(*both, "--ignore", "NB2").status == 0
    assert netbuilder(*both, "--ignore", "nb201,constant-kernel").out == ""
    assert len(netbuilder(*both, "--select", "NB201", "--select", "NB203").out.splitlines()) == 2


def test_a_code_that_no_rule_has(netbuilder):
    done = netbuilder("check", "good.yaml", "--select", "NB2O1")
    assert done.status == 2
    assert done.err == "netbuilder: no rule is called `NB2O1`; did you mean `NB201`?\n"


def test_set(netbuilder):
    assert netbuilder("check", "error.yaml", "--set", "layers.0.Dense.activation=tanh").status == 0
    done = netbuilder("check", "good.yaml", "--set", "layers.0.Dense.units=0")
    assert done.status == 1
    assert "--> layers.0.Dense.units=0\n" in done.out
    assert "--set" not in done.out


def test_set_to_a_place_that_is_not_there(netbuilder):
    done = netbuilder("check", "good.yaml", "--set", "layers.7.Dense.units=3")
    assert done.status == 1
    assert "`layers` has 2 entries, none at 7" in done.out


def test_combinations_that_make_no_sense(netbuilder):
    assert netbuilder("check", "good.yaml", "--fix", "--set", "seed=1").status == 2
    assert netbuilder("check", "good.yaml", "--unsafe-fixes").status == 2
    assert netbuilder("check").status == 2


def test_a_fault_of_netbuilder_is_one_line(netbuilder, monkeypatch):
    def broken(*args):
        raise KeyError("units")

    monkeypatch.setattr("netbuilder.pipeline.session.lint", broken)
    done = netbuilder("check", "good.yaml", "error.yaml")
    assert done.status == 3
    line = "a fault of netbuilder at {}: KeyError: 'units'; run it again with --debug and report what it prints"
    assert done.err.splitlines() == [f"netbuilder: {line.format(name)}" for name in ("good.yaml", "error.yaml")]
    assert "Traceback" in netbuilder("check", "good.yaml", "--debug").err


def test_a_fault_in_one_file_leaves_the_others(netbuilder, monkeypatch):
    from netbuilder.pipeline import session

    real = session.lint

    def broken(draft, *more):
        if draft.source_name == "good.yaml":
            raise RecursionError("too deep")
        return real(draft, *more)

    monkeypatch.setattr(session, "lint", broken)
    done = netbuilder("check", "good.yaml", "error.yaml")
    assert done.status == 3
    assert "NB201" in done.out


def test_many_files_say_what_each_says_alone(netbuilder, folder):
    """They are checked some at a time: small ones in step with each other, large ones on the way."""
    names = [f"net{number:03}.yaml" for number in range(150)]
    for number, name in enumerate(names):
        broken = "Dens: {units: 3}" if number % 7 == 0 else "Dense: {units: 3}"
        filler = "# a long comment\n" * 2_000 if number % 50 == 3 else ""
        (folder / name).write_text(f"{filler}input: [4]\nlayers:\n  - {broken}\n")
    (folder / names[70]).unlink()
    together = netbuilder("check", "--format", "concise", *names)
    alone = [netbuilder("check", "--format", "concise", name) for name in names]
    assert together.status == 2
    assert [line for line in together.err.splitlines() if "070" in line] == ["error: there is no file `net070.yaml`"]
    found = [line for line in together.out.splitlines() if line.startswith("net")]
    assert found == [line for one in alone for line in one.out.splitlines() if line.startswith("net")]
    assert len(found) == 21


def test_a_file_under_two_names_is_fixed_once(netbuilder, folder):
    (folder / "twice.yaml").write_text("input: [4]\nlayers:\n  - Dense: {units: 3, activation: rleu}\n")
    done = netbuilder("check", "--fix", "--unsafe-fixes", "twice.yaml", "./twice.yaml")
    assert [line for line in done.err.splitlines() if "fixed" in line] == ["fixed 1 finding in twice.yaml"]
