"""The [tool.netbuilder] table of pyproject.toml."""

import os

import pytest


@pytest.fixture
def table(folder):
    def write(text, where="pyproject.toml"):
        (folder / where).parent.mkdir(exist_ok=True)
        (folder / where).write_text(text)

    return write


def test_it_is_found_above_the_file(netbuilder, table, folder):
    table('[tool.netbuilder]\nignore = ["NB201"]\n')
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "net.yaml").write_text((folder / "error.yaml").read_text())
    (folder / "deep" / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert netbuilder("check", "deep/er/net.yaml").status == 0


def test_it_is_the_nearest(netbuilder, table, folder):
    table('[tool.netbuilder]\nignore = ["NB201"]\n')
    table('[tool.netbuilder]\nselect = ["NB3"]\n', "nets/pyproject.toml")
    (folder / "nets" / "warning.yaml").write_text((folder / "warning.yaml").read_text())
    assert "NB203" not in netbuilder("check", "nets/warning.yaml").out
    assert "NB203" in netbuilder("check", "warning.yaml").out


def test_rules_strict_and_format(netbuilder, table):
    table('[tool.netbuilder]\nrules = {NB203 = "error", not-he-for-relu = "warn"}\nformat = "concise"\n')
    assert netbuilder("check", "error.yaml").status == 0
    assert netbuilder("check", "warning.yaml").status == 1
    assert netbuilder("check", "error.yaml").out.startswith("error.yaml:4:62: NB201")
    table('[tool.netbuilder]\nstrict = true\nrules = {NB201 = "warn"}\n')
    assert netbuilder("check", "error.yaml").status == 1
    assert netbuilder("check", "error.yaml", "--no-strict").status == 0


def test_the_file_and_the_command_line_win(netbuilder, table, folder):
    table('[tool.netbuilder]\nselect = ["NB3"]\nrules = {NB201 = "off"}\nformat = "json"\n')
    assert netbuilder("check", "error.yaml", "--select", "NB2").status == 0
    text = (folder / "error.yaml").read_text() + "rules: {NB201: error}\n"
    (folder / "error.yaml").write_text(text)
    done = netbuilder("check", "error.yaml", "--select", "NB2", "--format", "full")
    assert done.status == 1
    assert done.out.startswith("error[NB201]")


@pytest.mark.parametrize(("rules", "status"), [('{NB2 = "off"}', 0), ('{NB20 = "error", NB2 = "off"}', 1)])
def test_the_longest_beginning_of_a_code_counts(netbuilder, table, rules, status):
    table(f"[tool.netbuilder]\nrules = {rules}\n")
    assert netbuilder("check", "error.yaml").status == status


def test_standard_input_takes_the_current_folder(netbuilder, table, folder):
    table('[tool.netbuilder]\nignore = ["NB201"]\n')
    assert netbuilder("check", "-", stdin=(folder / "error.yaml").read_text()).status == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "has no key `selct`; it has select, ignore, rules, strict, format, keras and exclude"),
        ('select = "NB2"', '`select` in `{}` is a list of codes, as ["NB2"]'),
        ('rules = {NB201 = "warning"}', "`rules` in `{}` is a table of severities"),
        ("strict = 1", "`strict` in `{}` is true or false"),
        ('format = "xml"', "`format` in `{}` is auto, concise, full, github, gitlab, json, junit, rdjson, sarif"),
        ('select = ["NB999"]', "no rule is called `NB999` in `{}`"),
        ('rules = {NB999 = "off"}', "no rule is called `NB999` in `{}`"),
        ("select = [", "is no TOML"),
    ],
)
def test_what_is_wrong_with_it_is_said(netbuilder, table, folder, text, message):
    table(f"[tool.netbuilder]\n{text}\n")
    done = netbuilder("check", "good.yaml")
    assert done.status == 2
    assert message.format(folder / "pyproject.toml") in done.err
    assert "Traceback" not in done.err


def test_a_table_that_holds_for_build_and_show_too(netbuilder, table):
    table("[tool.netbuilder]\nstrict = true\n")
    assert netbuilder("build", "warning.yaml", "--dry-run").status == 1
    assert netbuilder("build", "warning.yaml", "--dry-run", "--no-strict").status == 0
    assert netbuilder("show", "warning.yaml").status == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_passed_over(netbuilder, folder, kind):
    """Nobody named it: it is not waited for."""
    place = folder / "pyproject.toml"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    assert netbuilder("check", "error.yaml").status == 1
    assert netbuilder("check", "good.yaml").status == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = 1\n" * 200_000, "is larger than 1 MB"),
        ("x = " + "[" * 50_000, "is nested deeper than 100"),
        ("x = " + "{a=" * 50_000, "is nested deeper than 100"),
        (".".join(["a"] * 400_000) + " = 1", "is nested deeper than 100"),
        ("[" + " . ".join(["a", '"b"', "'c'"] * 40_000) + "]", "is nested deeper than 100"),
        ("x = " + "1" * 900_000, "is no TOML"),
        ("x = " + "1_" * 400_000, "is no TOML"),
        ('x = """' + "a.b " * 200_000, "is no TOML"),
        ("a" * 990_000, "is no TOML"),
        ("\n".join(f"a{number} = {{b.c.d = 1}}" for number in range(20_000)), ""),
    ],
    ids=["size", "lists", "tables", "key", "header", "digits", "underscores", "string", "word", "many"],
)
def test_its_size_and_depth_have_limits(netbuilder, table, folder, text, message):
    """Some of these would take hours: Python's reader takes quadratic time for a long key."""
    table(f"[tool.netbuilder]\n{text}\n" if message else f'[tool.netbuilder]\nselect = ["NB3"]\n[other]\n{text}\n')
    done = netbuilder("check", "good.yaml")
    assert done.status == (2 if message else 0)
    assert message in done.err
    assert len(done.err.splitlines()) <= 1


@pytest.mark.parametrize("value", ['["NB2", 3]', '[3, "NB2"]', "[[]]", '"NB2"', "3"])
@pytest.mark.parametrize("key", ["select", "ignore"])
def test_a_list_of_codes_holds_nothing_else(netbuilder, table, key, value):
    table(f"[tool.netbuilder]\n{key} = {value}\n")
    done = netbuilder("check", "error.yaml")
    assert done.status == 2
    assert f"`{key}` in `" in done.err
    assert 'is a list of codes, as ["NB2"]' in done.err


@pytest.mark.parametrize("value", ['{NB203 = "off", NB201 = "loud"}', '{NB203 = 3, NB201 = "off"}', '["NB203"]'])
def test_a_table_of_severities_holds_nothing_else(netbuilder, table, value):
    table(f"[tool.netbuilder]\nrules = {value}\n")
    done = netbuilder("check", "error.yaml")
    assert done.status == 2
    assert "is a table of severities" in done.err
