"""What a client may set, what is wrong with it, and what holds of a project beside it."""

from pathlib import Path
from typing import Any

import pytest

from netbuilder.language_server.settings import KEYS, ClientSettings, Settings, client_settings
from netbuilder.lint.project import NO_PROJECT

THERE_ARE = ", ".join(KEYS)


@pytest.mark.parametrize("table", [None, 3, "text", [], {}, {"netbuilder": {}}, {"netbuilder": {"select": None}}])
def test_nothing_set(table: Any) -> None:
    assert client_settings(table) == (ClientSettings(), [])


@pytest.mark.parametrize("wrapped", [False, True])
def test_everything_set(wrapped: bool) -> None:
    table = {
        "select": ["NB2"], "ignore": ["NB316"], "rules": {"NB203": "error"}, "strict": True, "keras": "3.8",
        "inlayHints": False, "codeLens": False, "notes": False, "files": ["a", "b"], "imports": ("m",), "trace": 3,
        "command": 3,
    }  # fmt: skip
    settings, problems = client_settings({"netbuilder": table} if wrapped else table)
    assert problems == []
    assert settings._replace(project=NO_PROJECT) == ClientSettings(NO_PROJECT, ("a", "b"), ("m",), False, False, False)
    project = settings.project
    assert (list(project.select), list(project.ignore), project.strict, project.keras) == (
        ["NB2"],
        ["NB316"],
        True,
        "3.8",
    )
    assert {code: str(severity) for code, severity in project.rules.items()} == {"NB203": "error"}


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"codeLens": 1}, "`netbuilder.codeLens` is true or false"),
        ({"files": "a"}, "`netbuilder.files` is a list of texts"),
        ({"imports": ["a", 3]}, "`netbuilder.imports` is a list of texts"),
        ({"note": True}, "there is no setting `netbuilder.note`; did you mean `notes`?"),
        ({"zzzzzz": True}, f"there is no setting `netbuilder.zzzzzz`; there are {THERE_ARE}"),
        ({3: True}, f"there is no setting `netbuilder.3`; there are {THERE_ARE}"),
        ({"select": ["NB9999"]}, "no rule is called `NB9999` in `netbuilder`; `netbuilder rules` lists all of them"),
    ],
)
def test_what_is_wrong_is_said_and_left_out(table: dict[Any, Any], problem: str) -> None:
    settings, problems = client_settings({**table, "notes": False, "strict": True})
    assert problems == [problem]
    assert settings._replace(project=NO_PROJECT) == ClientSettings(notes=False)
    assert settings.project.strict
    assert not settings.project.select


def test_what_a_client_says_stands_in_place_of_the_projects(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.netbuilder]\nselect = ["NB2"]\nignore = ["NB3"]\nkeras = "3.7"\nstrict = true\n'
        'rules = {NB203 = "warn", NB204 = "off"}\n'
    )
    settings = Settings()
    path = str(tmp_path / "net.yaml")
    own = settings.options(path).project
    assert (list(own.select), list(own.ignore), own.keras, own.strict) == (["NB2"], ["NB3"], "3.7", True)
    assert settings.options(path) is settings.options(str(tmp_path / "other.yaml"))
    settings.use(client_settings({"ignore": ["NB4"], "keras": "3.8", "rules": {"NB204": "error"}})[0])
    merged = settings.options(path).project
    assert (list(merged.select), list(merged.ignore), merged.keras, merged.strict) == (["NB2"], ["NB4"], "3.8", True)
    assert {code: str(severity) for code, severity in merged.rules.items()} == {"NB203": "warn", "NB204": "error"}
    settings.use(client_settings({"select": ["NB5"], "strict": True})[0])
    (tmp_path / "pyproject.toml").write_text("[tool.netbuilder]\nstrict = false\n")
    settings.forget()
    fresh = settings.options(path).project
    assert (list(fresh.select), list(fresh.ignore), fresh.strict, dict(fresh.rules)) == (["NB5"], [], True, {})


def test_a_project_with_a_mistake_says_nothing_else(tmp_path: Path) -> None:
    settings = Settings()
    file = tmp_path / "pyproject.toml"
    for table in ("strict = 3", 'ignore = ["NB9999"]\nkeras = "3.7"'):
        file.write_text(f"[tool.netbuilder]\n{table}\n")
        settings.forget()
        assert settings.options(str(tmp_path / "net.yaml")).project.keras == NO_PROJECT.keras
        assert list(settings.mistakes) == [str(file)]
    file.write_text("")
    settings.forget()
    assert settings.options(str(tmp_path / "net.yaml")).custom_objects is None
    assert settings.mistakes == {}


@pytest.mark.parametrize(
    ("patterns", "path", "is_named"),
    [
        ((), "/a/net.yaml", False), (("*.yaml",), "/a/net.yaml", True), (("net.yaml",), "/a/net.yaml", True),
        (("nets/*",), "/a/nets/x.yaml", True), (("nets/*",), "/a/other/x.yaml", False),
        (("no", "/a/*.yml"), "/a/x.yml", True), (("/b/*",), "/a/x.yml", False),
    ],
)  # fmt: skip
def test_files_that_are_networks_whatever_is_in_them(patterns: tuple[str, ...], path: str, is_named: bool) -> None:
    settings = Settings()
    settings.use(ClientSettings(files=patterns))
    assert settings.is_named(path) == is_named


def test_modules_of_the_command_line_and_of_the_client(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.py").write_text(f"class {name.title()}(Layer): pass\n")
    settings = Settings()
    settings.imports = ("first",)
    settings.use(ClientSettings(imports=("second",)))
    settings.folders = [str(tmp_path)]
    assert list(settings.options("/nowhere/net.yaml").custom_objects or ()) == ["First", "Second"]
    settings.folders = []
    settings.forget()
    assert settings.options("/nowhere/net.yaml").custom_objects is None
    assert list(settings.options(str(tmp_path / "net.yaml")).custom_objects or ()) == ["First", "Second"]
