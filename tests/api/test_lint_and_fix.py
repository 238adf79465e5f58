"""nb.check with select, ignore and settings; nb.fix; nb.probe with what `check` takes."""

from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Severity

TEXT = """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu, kernel_initializer: zeros}   # why
  - Dense: {units: 1, activation: softmax}
"""
FIXABLE = "input: [8]\nlayers:\n  - Dens: {units: 4}   # hidden\n"
FIXED = FIXABLE.replace("Dens:", "Dense:")


def codes(report: nb.Report) -> set[str]:
    return {diagnostic.code for diagnostic in report if diagnostic.severity > Severity.INFO}


def test_select_and_ignore() -> None:
    assert codes(nb.check(TEXT)) == {"NB203", "NB301"}
    assert codes(nb.check(TEXT, select="NB3")) == codes(nb.check(TEXT, select=["constant-output"])) == {"NB301"}
    assert codes(nb.check(TEXT, ignore=["NB3"])) == {"NB203"}
    assert codes(nb.load(TEXT).check(select="NB2")) == {"NB203"}
    with pytest.raises(ValueError, match="no rule is called `NB9999`"):
        nb.check(TEXT, select=["NB9999"])
    with pytest.raises(TypeError, match="select is a list of codes"):
        nb.check(TEXT, select=3)  # type: ignore[arg-type]


def test_settings_are_a_table_or_a_file_that_holds_one(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.netbuilder]\nrules = {NB203 = "off"}\n')
    for settings in ({"rules": {"NB203": "off"}}, file, str(file)):
        assert codes(nb.check(TEXT, settings=settings)) == {"NB301"}
    assert codes(nb.check(TEXT, select="NB2", settings={"select": ["NB3"]})) == {"NB203"}
    # What the network says of itself wins.
    assert codes(nb.check(TEXT + "rules: {NB203: error}\n", settings=file)) == {"NB203", "NB301"}
    file.write_text("[project]\n")
    assert codes(nb.check(TEXT, settings=file)) == {"NB203", "NB301"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"selct": []},
            "has no key `selct`; it has select, ignore, rules, strict, format, keras and exclude",
        ),
        ({"select": "NB2"}, "`select` in `settings` is a list of codes"),
        ({"rules": {"NB203": "loud"}}, "`rules` in `settings` is a table of severities"),
        ({"rules": {"NB203": ["off"]}}, "`rules` in `settings` is a table of severities"),
        ({"rules": {"NB999": "off"}}, "no rule is called `NB999` in `settings`"),
        ({"strict": 1}, "`strict` in `settings` is true or false"),
    ],
)
def test_settings_that_say_something_unknown(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        nb.check(TEXT, settings=settings)


def test_settings_that_are_none() -> None:
    with pytest.raises(TypeError, match=r"settings are a dict or the path of a pyproject\.toml"):
        nb.check(TEXT, settings=3)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        nb.check(TEXT, settings="none.toml")


def test_no_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program finds depends on what it says, and not on where it runs."""
    (tmp_path / "pyproject.toml").write_text('[tool.netbuilder]\nignore = ["NB"]\n')
    (tmp_path / "net.yaml").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert codes(nb.check("net.yaml")) == {"NB203", "NB301"}


def test_a_text_is_fixed() -> None:
    fixes = nb.fix(FIXABLE, unsafe=True)
    assert fixes.text == FIXED
    assert [diagnostic.code for diagnostic in fixes.fixed] == ["NB010"]
    assert not fixes.remaining.errors
    assert str(fixes).startswith("fixed 1 finding; what remains:")
    again = nb.fix(fixes.text, unsafe=True)
    assert (again.text, again.fixed) == (FIXED, ())


def test_a_file_is_written_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + FIXABLE.encode())
    assert nb.fix(file, unsafe=True).text == FIXED
    assert file.read_bytes() == b"\xef\xbb\xbf" + FIXABLE.encode()
    assert nb.fix(str(file), unsafe=True, write=True).text == FIXED
    assert file.read_bytes() == b"\xef\xbb\xbf" + FIXED.encode()
    with pytest.raises(TypeError, match="`write=True` goes with the path of a file"):
        nb.fix(FIXABLE, write=True)


def test_what_is_not_kept_is_not_fixed() -> None:
    assert nb.fix(TEXT, unsafe=True, ignore="NB").text == TEXT
    unsafe = nb.fix(TEXT, unsafe=True)
    assert nb.fix(TEXT, unsafe=True, select=["NB203"]).text != TEXT
    assert {diagnostic.code for diagnostic in unsafe.fixed} >= {"NB203"}


@pytest.mark.parametrize("source", [None, 3, nb.Network(input=[8], layers=[nb.Dense(units=1)])])
def test_what_has_no_text(source: Any) -> None:
    with pytest.raises(TypeError, match="a path or the text of a file is wanted"):
        nb.fix(source)


@pytest.mark.keras
def test_a_probe_takes_what_a_build_takes() -> None:
    import keras

    class Twice(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return 2 * x

    overrides = {"layers.0.Dense.kernel_initializer": "he_normal", "layers.1.Dense.units": 2}
    probe = nb.probe(TEXT, overrides=overrides, device="cpu")
    assert probe.verdict.word == "healthy"
    with pytest.raises(nb.ConfigError, match="layers"):
        nb.probe(TEXT, overrides={"layers.9.Dense.units": 1})
    with pytest.raises(nb.ConfigError, match="tpu"):
        nb.probe(TEXT, device="tpu")
    own = TEXT.replace("units: 1,", "units: 2,").replace("layers:\n", "layers:\n  - Twice\n")
    assert nb.probe(own, custom_objects={"Twice": Twice}).layers
    with pytest.raises(ValueError, match="'Dense' is a layer of Keras; give yours another name"):
        nb.probe(TEXT, custom_objects={"Dense": Twice})
    with pytest.raises(TypeError, match="go with a network, and this is a model"):
        nb.probe(nb.build(TEXT, overrides=overrides), device="cpu")


@pytest.mark.keras
def test_a_project_reaches_what_only_a_probe_or_a_build_finds() -> None:
    deep = "input: [64]\nlayers:\n" + "  - Dense: {units: 64, activation: sigmoid}\n" * 20
    found = {diagnostic.code for diagnostic in nb.probe(deep).findings}
    assert "NB801" in found
    assert not [one for one in nb.probe(deep, settings={"rules": {"NB8": "off"}}).findings if one.code == "NB801"]
    [loud] = nb.probe(deep, settings={"rules": {"NB801": "error"}, "select": ["NB801"]}).findings
    assert loud.severity is Severity.ERROR
    slow = TEXT.replace("units: 1,", "units: 2,").replace("kernel_initializer: zeros", "use_bias: true")
    slow += "runtime: {precision: mixed_float16, device: cpu}\n"
    with pytest.warns(nb.ConfigWarning, match="NB902"):
        nb.build(slow)
    nb.build(slow, settings={"rules": {"NB902": "off"}})
    with pytest.raises(nb.ConfigError, match="NB902"):
        nb.build(slow, strict=True)
