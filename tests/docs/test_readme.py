"""Every block of the README is executed, so that it stays true."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import warm

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


PORTUGUESE = (ROOT / "README.pt.md").read_text(encoding="utf-8")


def blocks(language: str, containing: str = "") -> list[str]:
    """The README's code blocks of one language."""
    return [text for name, text in BLOCKS if name == language and containing in text]


def _netbuilder(*arguments: str) -> str:
    done = warm.netbuilder(*arguments)
    assert done.returncode == 0
    return done.stdout


@pytest.fixture
def digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first file of the README, in the working directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "digits.yaml"
    file.write_text(blocks("yaml")[0])
    return file


def test_no_block_is_left_out() -> None:
    known = {"yaml": 4, "python": 3, "text": 1, "sh": 2}
    assert {name: len(blocks(name)) for name in known} == known
    assert {name for name, _ in BLOCKS} == set(known)


def test_the_first_file_has_no_findings(digits: Path) -> None:
    import netbuilder as nb

    assert not nb.check(str(digits)).errors + nb.check(str(digits)).warnings


def test_the_diagnostic_is_what_netbuilder_says(digits: Path) -> None:
    import netbuilder as nb
    from netbuilder.views.formats.full import render

    shown = blocks("text")[0]
    number, line = re.search(r"^(\d+) \| (.*)$", shown, re.MULTILINE).groups()  # type: ignore[union-attr]
    lines = digits.read_text().splitlines()
    lines[int(number) - 1] = line
    digits.write_text("\n".join(lines) + "\n")
    assert render(nb.check("digits.yaml").errors).strip() == shown.strip()


def test_the_portuguese_page_has_the_same_programs_and_the_same_diagnostic(digits: Path) -> None:
    import netbuilder as nb
    from netbuilder.diagnostics import language
    from netbuilder.views.formats.full import render

    code = re.findall(r"^```(?:yaml|python)\n(.*?)^```", PORTUGUESE, re.MULTILINE | re.DOTALL)
    ours = [blocks("yaml")[0], blocks("python", "keras.Sequential")[0], blocks("python", "model.fit")[0]]
    assert [text.partition("  # ")[0] for text in code] == [text.partition("  # ")[0] for text in ours]
    text = blocks("yaml")[0].replace("units: 10, activation: softmax", "units: 1, activation: softmax")
    (digits.parent / "digitos.yaml").write_text(text)
    [shown] = re.findall(r"^```text\n(.*?)^```", PORTUGUESE, re.MULTILINE | re.DOTALL)
    language.use("pt")
    try:
        assert render(nb.check("digitos.yaml").errors).strip() == shown.strip()
    finally:
        language.use("")


@pytest.mark.keras
def test_the_program_beside_the_file_is_the_same_model(digits: Path) -> None:
    import keras

    import netbuilder as nb

    scope: dict[str, Any] = {"keras": keras, "layers": keras.layers}
    exec(blocks("python", "keras.Sequential")[0], scope)
    ours, theirs = nb.build("digits.yaml"), scope["model"]
    assert _plain(ours.get_config()["layers"]) == _plain(theirs.get_config()["layers"])
    assert _plain(ours.get_compile_config()) == _plain(theirs.get_compile_config())


def _plain(config: Any) -> Any:
    """A config without names and seeds."""
    if isinstance(config, dict):
        return {key: _plain(value) for key, value in config.items() if key not in ("name", "seed")}
    return [_plain(item) for item in config] if isinstance(config, list | tuple) else config


@pytest.mark.slow
@pytest.mark.keras
def test_the_digits_are_learned(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    program = blocks("python", "model.fit")[0]
    assert len(program.splitlines()) <= 10
    scope: dict[str, Any] = {}
    exec(program, scope)
    assert scope["history"].history["val_accuracy"][-1] > 0.88


@pytest.mark.keras
def test_the_network_in_python(capsys: pytest.CaptureFixture[str]) -> None:
    import netbuilder as nb

    scope: dict[str, Any] = {}
    exec(blocks("python", "nb.Network")[0], scope)
    assert scope["model"].output_shape == (None, 10)
    assert nb.load(scope["network"].to_yaml()) == scope["network"]
    assert "layers:" in capsys.readouterr().out


@pytest.mark.keras
def test_the_long_file_builds() -> None:
    import netbuilder as nb

    text = blocks("yaml", "version: 1")[0]
    assert not nb.check(text).errors + nb.check(text).warnings
    assert nb.build(text).output_shape == (None, None, 17)


def test_every_command_of_the_table_exists() -> None:
    named = set(re.findall(r"^\| `netbuilder (\w+)", README, re.MULTILINE))
    listed = _netbuilder("--help")
    commands = set(re.findall(r"^  (\w+)  +\w", listed.split("Commands:")[1].split("Examples:")[0], re.MULTILINE))
    assert named == commands


def test_the_two_commands_are_make_targets() -> None:
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert name in targets


def test_the_hook_and_the_workflow() -> None:
    hook = yaml.safe_load(blocks("yaml", "pre-commit-config")[0])["repos"][0]
    offered = [one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]
    assert [one["id"] for one in hook["hooks"]] == ["netbuilder-check"]
    assert "netbuilder-check" in offered
    workflow = yaml.safe_load(blocks("yaml", "runs-on")[0])
    steps = workflow["jobs"]["networks"]["steps"]
    assert steps[-1]["run"] == "netbuilder check configs/*.yaml"


def test_the_schema_command() -> None:
    assert "netbuilder schema > netbuilder.schema.json" in blocks("sh")[1]
    assert json.loads(_netbuilder("schema"))["$schema"].startswith("http://json-schema.org/draft-07")


def test_there_is_no_link_that_a_package_page_cannot_follow() -> None:
    assert not re.findall(r"\]\((?!https?://)", README)
    assert not re.findall(r"(?:href|src)=[\"'](?!https?://)", README)


def test_the_files_it_names_are_there() -> None:
    files = re.findall(r"^- `([\w/]+\.md)`", README, re.MULTILINE)
    assert len(files) == 9
    for file in files:
        assert (ROOT / file).is_file(), file
