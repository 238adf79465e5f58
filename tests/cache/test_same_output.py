"""With the cache and without it `check` prints the same bytes, whatever is edited, set, installed or asked for."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from netbuilder.views.formats import formats
from tests.cache.runs import BROKEN, CLEAN, OTHER, WARNED, command

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

FILES = ["a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yml", "data/e.yaml", ".hidden/f.yaml"]
TEXTS = [CLEAN, CLEAN + "# a comment\n", WARNED, BROKEN, OTHER, ""]
SETTINGS = [
    "",
    "[tool.other]\n",
    "[tool.netbuilder]\nstrict = true\n",
    '[tool.netbuilder]\nignore = ["NB2"]\n',
    '[tool.netbuilder]\nformat = "concise"\n',
    '[tool.netbuilder]\nexclude = ["data/", "b.yaml"]\n',
    '[tool.netbuilder]\nkeras = "3.5"\n',
    "[tool.netbuilder]\nnonsense = 1\n",
]
IGNORED = ["", "b.yaml\n", "data/\n", "*.yaml\n!a.yaml\n", "sub/*\n"]
OPTIONS = [
    [], ["-v"], ["-q"], ["--strict"], ["--select", "NB3"], ["--ignore=NB2"], ["--keras", "3.8"], ["--diff"],
    ["--set", "layers.0.Dense.units=7"], ["--set", "layers.0.Dense.units=x"],
    *[["--format", form] for form in ("auto", *formats())],
]  # fmt: skip
ENVIRONMENTS = [{}, {"NO_COLOR": "1"}, {"GITHUB_ACTIONS": "true"}, {"NETBUILDER_LANG": "pt"}, {"LANG": "pt_BR.UTF-8"}]
PATHS = [["a.yaml"], ["b.yaml"], ["a.yaml", "b.yaml"], ["."], ["sub"], ["./a.yaml"], ["link.yaml"], ["*.yaml"], ["-"],
         ["missing.yaml"], ["sub", "a.yaml"], [".", "--", "a.yaml"]]  # fmt: skip


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def put_back(path: Path, text: str) -> None:
    """Write a text of the same length, and set the time of its last change back."""
    if path.is_file():
        before = path.stat()
        write(path, text.ljust(before.st_size)[: before.st_size])
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def remove(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)


def link(path: Path, text: str) -> None:
    target = path.with_name("link.yaml")
    target.unlink(missing_ok=True)
    target.symlink_to(path.name)


def at(files: list[str], texts: list[str], change: Callable[[Path, str], None]) -> st.SearchStrategy[object]:
    return st.tuples(st.just(change), st.sampled_from(files), st.sampled_from(texts))


EDITS = st.one_of(
    at(FILES, TEXTS, write),
    at(FILES, TEXTS, put_back),
    at(FILES, [""], remove),
    at(["a.yaml", "b.yaml"], [""], link),
    at(["pyproject.toml", "sub/pyproject.toml"], SETTINGS, write),
    at([".gitignore", "sub/.gitignore"], IGNORED, write),
    at(["sub/pyproject.toml", ".gitignore"], [""], remove),
    at(["../package/silent"], ["yes", "no"], write),
)
ASKED = st.tuples(st.sampled_from(PATHS), st.sampled_from(OPTIONS), st.sampled_from(ENVIRONMENTS))


STEPS = st.lists(st.tuples(st.lists(EDITS, max_size=2), ASKED), min_size=1, max_size=5)
ANYHOW = list(HealthCheck)


@settings(max_examples=8, deadline=None, suppress_health_check=ANYHOW)
@given(STEPS, st.sampled_from([0.03, 0.0]))
def test_edits_settings_versions_and_options(steps: list[tuple[list[Any], Any]], pause: float) -> None:
    _is_the_same(steps, pause)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=ANYHOW)
@given(STEPS, st.sampled_from([0.03, 0.0]))
def test_many_edits_settings_versions_and_options(steps: list[tuple[list[Any], Any]], pause: float) -> None:
    _is_the_same(steps, pause)


def _is_the_same(steps: list[tuple[list[Any], Any]], pause: float) -> None:
    with TemporaryDirectory() as name:
        folder, package = Path(name, "project"), Path(name, "package")
        for file in FILES:
            write(folder / file, CLEAN)
        write(folder / ".git" / "HEAD", "")
        write(folder / "pyproject.toml", "")
        write(package / "silent", "no")
        for edits, (paths, options, environment) in steps:
            for change, file, text in edits:
                change(folder / file, text)
            time.sleep(pause)
            arguments = [*options, *paths]
            without = command(["check", "--no-cache", *arguments], folder, environment, package=package)
            assert not without.is_replayed
            for _ in range(2):
                assert command(["check", *arguments], folder, environment, package=package).printed == without.printed


def test_what_has_not_changed_is_not_checked_again(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    for file in FILES:
        write(folder / file, CLEAN)
    write(folder / "pyproject.toml", "")
    time.sleep(0.03)
    for options in OPTIONS:
        for paths in (["a.yaml"], ["sub", "a.yaml"]):
            arguments = ["check", *options, *paths]
            first, second = command(arguments, folder), command(arguments, folder)
            assert first.printed == second.printed
            assert not first.is_replayed
            is_clean = first.printed.status == 0 and options not in (["-v"], ["--diff"])  # notes are findings too
            assert second.is_replayed == is_clean, arguments
