"""Where the lint ends: how many findings it says, where a settings file stops being one, and no folder at all."""

from pathlib import Path

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.lint.project import NO_PROJECT, Projects, SettingsError
from netbuilder.lint.runner import MOST_FINDINGS
from netbuilder.pipeline import Session
from netbuilder.rules.base import every_rule


@pytest.mark.parametrize(("count", "said"), [(MOST_FINDINGS, MOST_FINDINGS), (MOST_FINDINGS + 1, MOST_FINDINGS + 1)])
def test_a_thousand_findings_are_said_and_of_more_that_there_are_more(count: int, said: int) -> None:
    text = "input: [4]\nlayers:\n" + "  - Dense: {units: 0}\n" * count
    diagnostics = Session(text, "net.yaml").report.diagnostics
    assert len(diagnostics) == said
    is_cut = diagnostics[-1].code == "NB003"
    assert is_cut == (count > MOST_FINDINGS)
    if is_cut:
        assert diagnostics[-1].message == "more than 1,000 findings; the first of them are shown"
        assert diagnostics[-1].severity is Severity.ERROR
        assert diagnostics[-1].address == diagnostics[-2].address


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"[tool.netbuilder]\nselect = [\n\n", 2),
        (b"[tool.netbuilder\n", 1),
        (b"[tool.netbuilder]\nselect = ]\n", 2),
        (b"[tool.netbuilder]\n# caf\xe9\n", 2),
    ],
)
def test_a_settings_file_that_is_no_toml_is_said_at_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "pyproject.toml").write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        Projects().of_folder(str(tmp_path))
    assert caught.value.line == line


def test_where_the_working_directory_is_gone_there_are_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert Projects().of_folder(".") == NO_PROJECT


def test_no_note_hides_another_finding() -> None:
    """Rules whose notes nobody would see are not called."""
    assert [rule.code for rule in every_rule() if rule.severity is Severity.INFO and rule.supersedes] == []
